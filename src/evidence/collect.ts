/** All evidence of one audit: which gatherers run, in what order, and what their failures mean for the others. */
import { setTimeout as wait } from 'node:timers/promises';
import type { KubernetesReader } from '../kubernetes/reader.ts';
import type { ClusterRef, EvidenceStatus, Gathered, Load, Missing } from '../model.ts';
import { ReadError } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import { accessLayerOf } from './access-layer.ts';
import type { AccessLayer, ApiAccess } from './api-access.ts';
import type { GatherOptions } from './define-gatherer.ts';
import { type GatherRun, missingOf, noLoad, notRun } from './gather-one.ts';
import { gatherInRounds } from './gather-rounds.ts';
import { type Collected, type EvidenceKind, evidenceKinds, gatherers } from './index.ts';

export interface CollectInput {
  readonly cluster: ClusterRef;
  /** Only these gatherers run. */
  readonly kinds: readonly EvidenceKind[];
  /** Opens the reader; it is closed when everything is gathered. */
  readonly connect: (signal: AbortSignal) => Promise<KubernetesReader>;
  readonly options: GatherOptions;
  readonly now: () => Date;
  readonly log: Logger;
  /** What keeps strangers out of this cluster by design, `a private cluster`; null when nothing does. */
  readonly closedBy?: string | null;
  readonly signal?: AbortSignal;
  readonly sleep?: GatherRun['sleep'];
}

export interface CollectOutput {
  readonly evidence: Collected;
  readonly status: readonly EvidenceStatus[];
  /** Of everything, the first look at the server included. */
  readonly load: Load;
}

/** The kinds of evidence that these checks require or use, and those that the gatherers of these go by, each once. */
export function kindsNeeded(
  checks: readonly { readonly requires: readonly EvidenceKind[]; readonly uses: readonly EvidenceKind[] }[],
): readonly EvidenceKind[] {
  const needed = new Set<EvidenceKind>(checks.flatMap(({ requires, uses }) => [...requires, ...uses]));
  for (const { id, goesBy = [] } of gatherers) {
    if (needed.has(id)) for (const kind of goesBy) needed.add(kind);
  }
  return evidenceKinds.filter((kind) => needed.has(kind));
}

/** Gathers those of the wanted kinds that the API server has. Never throws for what happens to the cluster: that is part of the answer. */
export async function collect(input: CollectInput): Promise<CollectOutput> {
  const ofApiServer = ['apiAccess', ...gatherers.map(({ id }) => id)];
  if (!input.kinds.some((kind) => ofApiServer.includes(kind)))
    return { evidence: {}, status: [], load: noLoad };
  const signal = input.signal ?? new AbortController().signal;
  let kubernetes: KubernetesReader;
  try {
    kubernetes = await input.connect(signal);
  } catch (error) {
    const why = missingOf(error, 'connection', input.log);
    const access: ApiAccess =
      why.reason === 'notPermitted' ? { state: 'notTried', why } : failedAt('credential', why, input);
    return nothing(input, why, noLoad, access);
  }
  try {
    return await collectFrom(kubernetes, signal, input);
  } finally {
    await kubernetes.close();
  }
}

/** The first look decides whether asking on is of any use; a server under stress may take long even for this. */
const firstLookSeconds = 15;

async function collectFrom(
  kubernetes: KubernetesReader,
  signal: AbortSignal,
  input: CollectInput,
): Promise<CollectOutput> {
  const failed = await firstLook(kubernetes, signal, input);
  if (failed !== null) return nothing(input, failed.why, kubernetes.load(), failed);
  const run: GatherRun = { ...input, kubernetes, signal, sleep: input.sleep ?? sleepFor, known: {} };
  const wanted = gatherers.filter(({ id }) => input.kinds.includes(id));
  const results = await gatherInRounds(wanted, run);
  const gathered = results.map(({ id, gathered: one }) => [id, one] as const);
  return withAccess(accessBy(results, input), input, {
    evidence: byKind(gathered),
    status: results.map(({ status }) => status),
    load: kubernetes.load(),
  });
}

/** A server that refuses every read is as good as none. */
function accessBy(
  results: readonly { readonly gathered: Gathered<unknown> }[],
  input: CollectInput,
): ApiAccess {
  const refused = results.flatMap(({ gathered }) =>
    gathered.ok || gathered.reason !== 'forbidden' ? [] : [gathered],
  );
  const [first] = refused;
  if (first === undefined || refused.length < results.length) return { state: 'reached' };
  return failedAt('403', first, input);
}

function failedAt(layer: AccessLayer, why: Missing, { closedBy = null }: CollectInput): FailedAccess {
  return { state: 'failed', layer, why, closedBy };
}

type FailedAccess = Extract<ApiAccess, { readonly state: 'failed' }>;

/** Adds how far the auditor got, which is evidence of its own. */
function withAccess(access: ApiAccess, { kinds, now }: CollectInput, output: CollectOutput): CollectOutput {
  if (!kinds.includes('apiAccess')) return output;
  const gathered = { ok: true, value: access, at: now().toISOString() } as const;
  return { ...output, evidence: { ...output.evidence, apiAccess: gathered } };
}

/** Why no gatherer needs to run, or null. One request settles it instead of one timeout for each gatherer. */
async function firstLook(
  kubernetes: KubernetesReader,
  signal: AbortSignal,
  input: CollectInput,
): Promise<FailedAccess | null> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(firstLookSeconds * 1000)]);
  try {
    await kubernetes.serverVersion({ signal: limited });
    return null;
  } catch (error) {
    const layer = accessLayerOf(error);
    // A server that forbids or does not know `/version` is there all the same.
    const answered = layer === '403' || (error instanceof ReadError && error.reason === 'unsupported');
    return answered ? null : failedAt(layer, missingOf(error, 'version', input.log), input);
  }
}

function nothing(input: CollectInput, missing: Missing, load: Load, access: ApiAccess): CollectOutput {
  const wanted = gatherers.map(({ id }) => id).filter((id) => input.kinds.includes(id));
  return withAccess(access, input, {
    evidence: byKind(wanted.map((kind) => [kind, missing])),
    status: wanted.map((kind) => notRun(kind, missing)),
    load,
  });
}

function byKind(entries: readonly (readonly [EvidenceKind, Gathered<unknown>])[]): Collected {
  // Each value comes from the gatherer whose id is its key, or is a reason, which fits every key.
  return Object.fromEntries(entries);
}

function sleepFor(seconds: number, signal: AbortSignal): Promise<void> {
  return wait(seconds * 1000, undefined, { signal });
}
