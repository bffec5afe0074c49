/** Evidence of a cluster that was gathered before its audit, for many clusters at once. */
import type { EvidenceStatus, Gathered, Missing } from '../model.ts';
import { noLoad } from './gather-one.ts';
import { type Collected, type EvidenceKind, azureKinds, isLogKind, logKinds } from './index.ts';

/** The wanted kinds of it, each with a value or the reason why there is none. */
export function knownEvidence(
  kinds: readonly EvidenceKind[],
  kept: Collected,
): { readonly evidence: Collected; readonly status: readonly EvidenceStatus[] } {
  const wanted = [...azureKinds, ...logKinds].filter((kind) => kinds.includes(kind));
  const known = wanted.map((kind) => ({ kind, gathered: keptOrMissing(kind, kept) }));
  return {
    // Each value was kept under its kind, or is a reason, which fits every kind.
    evidence: Object.fromEntries(known.map(({ kind, gathered }) => [kind, gathered])),
    status: known.map(({ kind, gathered }) => statusOf(kind, gathered)),
  };
}

function keptOrMissing(
  kind: (typeof azureKinds | typeof logKinds)[number],
  kept: Collected,
): Gathered<unknown> {
  const one = kept[kind];
  if (one !== undefined) return one;
  return isLogKind(kind) ? notSurveyed(kept) : notKept;
}

/** Why the logs of the cluster were not asked. */
function notSurveyed({ auditLogging }: Collected): Missing {
  if (auditLogging === undefined) return notKept;
  if (!auditLogging.ok) return auditLogging;
  return auditLogging.value.source === null ? notLogged : notKept;
}

const notLogged: Missing = {
  ok: false,
  reason: 'notCollected',
  detail: 'No diagnostic setting sends the audit log of the cluster to a Log Analytics workspace.',
  remedy: 'Send the categories kube-audit and kube-apiserver to a workspace, into tables of their own.',
};

/** Not `notCollected`: nobody has looked, so nothing is known of what there is to see. */
const notKept: Missing = {
  ok: false,
  reason: 'invalid',
  detail: 'It was not kept from an earlier step of the sweep.',
  remedy: 'The next sweep asks again.',
};

function statusOf(kind: string, one: Gathered<unknown>): EvidenceStatus {
  // It cost the API server nothing, and its time was spent on many clusters together.
  const common = { kind, milliseconds: 0, load: noLoad };
  if (!one.ok) return { ...common, ...one };
  const { at, kql } = one;
  return { ...common, ok: true, at, ...(kql === undefined ? {} : { kql }) };
}
