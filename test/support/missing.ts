/** Evidence that is missing, one kind or all that come the same way. */
import { type EvidenceKind, gatherers, logKinds } from '../../src/evidence/index.ts';
import type { Missing } from '../../src/model.ts';
import type { UnknownReason } from '../../src/shared/errors.ts';

/** The same reason for several kinds. */
export function missing<K extends EvidenceKind>(
  reason: UnknownReason,
  ...kinds: readonly K[]
): { readonly [P in K]: Missing } {
  const why: Missing = { ok: false, reason, detail: 'It could not be read.', remedy: 'Let it be read.' };
  // One entry for each of the kinds; Object.fromEntries cannot say so.
  return Object.fromEntries(kinds.map((kind) => [kind, why])) as { readonly [P in K]: Missing };
}

/** All that is read from the API server. */
export function withoutCluster(reason: UnknownReason) {
  return missing(reason, ...gatherers.map(({ id }) => id));
}

/** All that comes from the logs. */
export function withoutLogs(reason: UnknownReason) {
  return missing(reason, ...logKinds);
}
