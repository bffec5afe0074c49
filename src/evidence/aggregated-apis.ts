import { defineGatherer } from './define-gatherer.ts';

export interface AggregatedApi {
  /** `v1beta1.metrics.k8s.io`. */
  readonly name: string;
  readonly service: { readonly namespace: string; readonly name: string };
  /** Condition Available; null when the server has not judged it. */
  readonly available: boolean | null;
  readonly reason: string | null;
  readonly message: string | null;
  /** Last change of the condition, ISO 8601. */
  readonly since: string | null;
}

export interface AggregatedApis {
  /** Only APIs served by a service in the cluster, not the server's own. */
  readonly services: readonly AggregatedApi[];
}

export const aggregatedApis = defineGatherer({
  id: 'aggregatedApis',
  source: 'LIST apiservices',
  maxRequests: 2,
  needs: [{ apiGroup: 'apiregistration.k8s.io', resources: ['apiservices'], verbs: ['list'] }],
  timeoutSeconds: 20,
  gather: (): Promise<AggregatedApis> => Promise.reject(new Error('not built yet')),
});
