/** What controllers could not create because a webhook could not be called, by webhook: what their events say. */
import type { FailedCreateEvents } from '../../evidence/failed-create-events.ts';
import { sum } from '../../shared/sum.ts';

export interface RefusedCreations {
  readonly webhook: string;
  /** Tries that were refused. */
  readonly creations: number;
  /** Newest first. */
  readonly workloads: readonly BlockedWorkload[];
  /** ISO 8601. */
  readonly lastAt: string;
  /** What the API server said. */
  readonly sample: string;
}

interface BlockedWorkload {
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  readonly creations: number;
}

/** Events older than `since` are of failures that have ended: a controller would have tried again. Sorted by webhook. */
export function refusedCreations({ events }: FailedCreateEvents, since: Date): readonly RefusedCreations[] {
  const named = events.flatMap((event) => {
    const webhook = webhookIn(event.message);
    return webhook === null || Date.parse(event.lastSeen) < since.getTime() ? [] : [{ webhook, event }];
  });
  return [...Map.groupBy(named, ({ webhook }) => webhook)]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([webhook, members]) => {
      const [newest] = members;
      if (newest === undefined) return [];
      return {
        webhook,
        creations: sum(members.map(({ event }) => event.count)),
        workloads: members.map(({ event: { namespace, involved, count } }) => ({
          ...involved,
          namespace,
          creations: count,
        })),
        lastAt: newest.event.lastSeen,
        sample: newest.event.message,
      };
    });
}

/**
 * `failed calling webhook "name": …` in every version since 1.13, with "failed to call webhook" behind it since 1.22:
 * https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/apiserver/pkg/util/webhook/error.go
 * That a webhook "denied the request" is no failure.
 */
function webhookIn(message: string): string | null {
  return /failed calling webhook "([^"]+)"/u.exec(message)?.[1] ?? null;
}
