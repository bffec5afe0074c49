import * as z from 'zod';
import { ReadError } from '../shared/errors.ts';
import { defineGatherer } from './define-gatherer.ts';
import { judged, listOf } from './schema-parts.ts';

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
  async gather({ kubernetes, signal }): Promise<AggregatedApis> {
    const { items, truncated } = await kubernetes.list(
      '/apis/apiregistration.k8s.io/v1/apiservices',
      apiServiceSchema,
      { signal, limit: 500, maxPages: 2 },
    );
    if (truncated) {
      throw new ReadError(
        'truncated',
        `The cluster has more API services than the ${items.length} that are read.`,
        'Look for custom resource definitions that are no longer used: each API group adds an API service.',
      );
    }
    return { services: items.filter((item) => item !== null) };
  },
});

/** https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/api-service-v1/; null for a local one. */
const apiServiceSchema = z
  .object({
    metadata: z.object({ name: z.string() }),
    spec: z.object({ service: z.object({ namespace: z.string(), name: z.string() }).nullish() }),
    status: z
      .object({
        conditions: listOf(
          z.object({
            type: z.string(),
            status: z.string(),
            reason: z.string().nullish(),
            message: z.string().nullish(),
            lastTransitionTime: z.string().nullish(),
          }),
        ),
      })
      .nullish(),
  })
  .transform(({ metadata, spec, status }): AggregatedApi | null => {
    if (!spec.service) return null;
    const condition = status?.conditions.find(({ type }) => type === 'Available');
    return {
      name: metadata.name,
      service: { namespace: spec.service.namespace, name: spec.service.name },
      available: judged(condition?.status),
      reason: condition?.reason ?? null,
      message: condition?.message ?? null,
      since: condition?.lastTransitionTime ?? null,
    };
  });
