/** How often each kind of question was asked, and how many of them at once. */

const requestKinds = [
  'identity',
  'resourceGraph',
  'managedCluster',
  'diagnosticSettings',
  'workspace',
  'workspaceTables',
  'userCredential',
  'scaleSets',
  'scaleSetInstances',
  'nodeCommand',
  'operation',
  'fleetMembers',
  'metricsBatch',
  'logQuery',
  'logSearch',
] as const;
export type RequestKind = (typeof requestKinds)[number];

/** Milliseconds that a service thinks before it answers a question of this kind; `apiServer` for all of a cluster. */
export type ThinkingTime = (kind: RequestKind | 'apiServer') => number;

export interface Asked {
  readonly total: number;
  /** Most at one time. */
  readonly peak: number;
}

export interface RequestCounts {
  /** Call the answer when the request is done. */
  begin(kind: RequestKind): () => void;
  /** The kinds that were asked for. */
  asked(): Readonly<Partial<Record<RequestKind, Asked>>>;
}

export function requestCounts(): RequestCounts {
  const counts = new Map<RequestKind, { total: number; peak: number; now: number }>();
  return {
    begin(kind) {
      const count = counts.get(kind) ?? { total: 0, peak: 0, now: 0 };
      counts.set(kind, count);
      count.total += 1;
      count.now += 1;
      count.peak = Math.max(count.peak, count.now);
      return () => {
        count.now -= 1;
      };
    },
    asked: () => Object.fromEntries([...counts].map(([kind, { total, peak }]) => [kind, { total, peak }])),
  };
}
