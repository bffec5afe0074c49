/** Builders of what is remembered of a cluster. */
import type { ClusterHistory } from '../../src/evidence/history.ts';
import type { Observation } from '../../src/observation.ts';
import { ago } from './evidence.ts';

/** Nothing is remembered but what is given. */
export function clusterHistory(given: Partial<ClusterHistory> = {}): ClusterHistory {
  return { from: ago(97 * 86_400), series: {}, observations: [], ...given };
}

/** An audit that ended so many seconds ago and saw nothing but what is given. */
export function observation(seconds: number, given: Partial<Observation> = {}): Observation {
  return {
    at: ago(seconds),
    processStartedAt: null,
    apiServers: null,
    webhookGenerations: null,
    clients: null,
    ...given,
  };
}
