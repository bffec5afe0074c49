/** All evidence of one audit: which gatherers run, in what order, and what their failures mean for the others. */
import { setTimeout as wait } from 'node:timers/promises';
import type { KubernetesReader } from '../kubernetes/reader.ts';
import type { ClusterRef, EvidenceStatus, Gathered, Load, Missing } from '../model.ts';
import { ReadError } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import type { GatherOptions } from './define-gatherer.ts';
import { type GatherRun, gatherOne, missingOf, noLoad, notRun } from './gather-one.ts';
import { type Collected, type EvidenceKind, gatherers } from './index.ts';

export interface CollectInput {
  readonly cluster: ClusterRef;
  /** Only these gatherers run. */
  readonly kinds: readonly EvidenceKind[];
  /** Opens the reader; it is closed when everything is gathered. */
  readonly connect: (signal: AbortSignal) => Promise<KubernetesReader>;
  readonly options: GatherOptions;
  readonly now: () => Date;
  readonly log: Logger;
  readonly signal?: AbortSignal;
  readonly sleep?: GatherRun['sleep'];
}

export interface CollectOutput {
  readonly evidence: Collected;
  readonly status: readonly EvidenceStatus[];
  /** Of everything, the first look at the server included. */
  readonly load: Load;
}

/** The kinds of evidence that these checks require or use, each once and in the order of the gatherers. */
export function kindsNeeded(
  checks: readonly { readonly requires: readonly EvidenceKind[]; readonly uses: readonly EvidenceKind[] }[],
): readonly EvidenceKind[] {
  const needed = new Set(checks.flatMap(({ requires, uses }) => [...requires, ...uses]));
  return gatherers.map(({ id }) => id).filter((id) => needed.has(id));
}

/** Gathers the wanted kinds. Never throws for what happens to the cluster: that is part of the answer. */
export async function collect(input: CollectInput): Promise<CollectOutput> {
  if (input.kinds.length === 0) return { evidence: {}, status: [], load: noLoad };
  const signal = input.signal ?? new AbortController().signal;
  let kubernetes: KubernetesReader;
  try {
    kubernetes = await input.connect(signal);
  } catch (error) {
    return nothing(input, missingOf(error, 'connection', input.log), noLoad);
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
  const unusable = await firstLook(kubernetes, signal, input.log);
  if (unusable !== null) return nothing(input, unusable, kubernetes.load());
  const run: GatherRun = { ...input, kubernetes, signal, sleep: input.sleep ?? sleepFor };
  const wanted = gatherers.filter(({ id }) => input.kinds.includes(id));
  const results = await Promise.all(
    wanted.map(async (gatherer) => ({ id: gatherer.id, ...(await gatherOne<unknown>(gatherer, run)) })),
  );
  return {
    evidence: byKind(results.map(({ id, gathered }) => [id, gathered])),
    status: results.map(({ status }) => status),
    load: kubernetes.load(),
  };
}

/** Why no gatherer needs to run, or null. One request settles it instead of one timeout for each gatherer. */
async function firstLook(
  kubernetes: KubernetesReader,
  signal: AbortSignal,
  log: Logger,
): Promise<Missing | null> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(firstLookSeconds * 1000)]);
  try {
    await kubernetes.serverVersion({ signal: limited });
    return null;
  } catch (error) {
    // A server that forbids or does not know `/version` is there all the same.
    const answered =
      error instanceof ReadError && (error.reason === 'forbidden' || error.reason === 'unsupported');
    return answered ? null : missingOf(error, 'version', log);
  }
}

function nothing({ kinds }: CollectInput, missing: Missing, load: Load): CollectOutput {
  return {
    evidence: byKind(kinds.map((kind) => [kind, missing])),
    status: kinds.map((kind) => notRun(kind, missing)),
    load,
  };
}

function byKind(entries: readonly (readonly [EvidenceKind, Gathered<unknown>])[]): Collected {
  // Each value comes from the gatherer whose id is its key, or is a reason, which fits every key.
  return Object.fromEntries(entries) as Collected;
}

function sleepFor(seconds: number, signal: AbortSignal): Promise<void> {
  return wait(seconds * 1000, undefined, { signal });
}
