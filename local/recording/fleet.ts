/** The fleet of a recording: what was seen then, and nothing is asked. */
import type { CollectOutput } from '../../src/evidence/collect.ts';
import type { Collected, EvidenceKind } from '../../src/evidence/index.ts';
import type { EvidenceStatus, Missing } from '../../src/model.ts';
import type { FleetPort } from '../../src/sweep/context.ts';
import type { ClusterRecording, Recording, RecordingIndex } from './recording.ts';

/** `onCollected` is told the time at which the evidence of a cluster was complete. */
export function recordedFleet({ index, clusters }: Recording, onCollected: (at: Date) => void): FleetPort {
  const byKey = new Map(clusters.map((recording) => [recording.clusterKey, recording]));
  const recorded = (key: string): ClusterRecording => {
    const recording = byKey.get(key);
    if (recording === undefined) throw new Error(`The recording has no audit of ${key}.`);
    return recording;
  };
  return {
    discover: async () => ({
      clusters: index.clusters.map(({ cluster, state, why = null }) => ({
        cluster,
        skip: state === 'skipped' ? why : null,
        evidence: {},
      })),
      leftOut: new Map(),
      unseen: index.sweep.unseen ?? [],
    }),
    gatherFleet: async () => new Map(),
    survey: async () => new Map(),
    async collect({ key }, kinds) {
      const recording = recorded(key);
      onCollected(new Date(recording.finishedAt));
      return collectedFrom(recording, kinds, index);
    },
    outOfScope: ({ key }, kind) => recorded(key).outOfScope[kind] ?? null,
  };
}

function collectedFrom(
  { evidence, reads, load, outOfScope }: ClusterRecording,
  kinds: readonly EvidenceKind[],
  index: RecordingIndex,
): CollectOutput {
  // Also the past, which would otherwise be read from a store that has none.
  const added = kinds
    .filter((kind) => evidence[kind] === undefined && outOfScope[kind] === undefined)
    .map((kind) => [kind, notRecorded(kind, index)] as const);
  const whole: Collected = { ...Object.fromEntries(added), ...evidence };
  return { evidence: whole, status: statusOf(whole, reads), load };
}

/** Of a check that is newer than the recording, or left out of it. */
function notRecorded(kind: EvidenceKind, { productVersion, evidenceKinds }: RecordingIndex): Missing {
  return {
    ok: false,
    reason: 'notCollected',
    detail: evidenceKinds.includes(kind)
      ? `The recording of this cluster has no evidence ${kind}.`
      : `The recording was made by version ${productVersion}, which did not ask for the evidence ${kind}.`,
    remedy: 'Record again with this version.',
  };
}

function statusOf(evidence: Collected, reads: ClusterRecording['reads']): readonly EvidenceStatus[] {
  const gathered: Readonly<Record<string, Collected[EvidenceKind]>> = evidence;
  return Object.entries(reads).flatMap(([kind, { milliseconds, load }]): readonly EvidenceStatus[] => {
    const one = gathered[kind];
    if (one === undefined) return [];
    const common = { kind, milliseconds, load };
    return [one.ok ? { ...common, ok: true, at: one.at } : { ...common, ...one }];
  });
}
