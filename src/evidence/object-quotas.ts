import * as z from 'zod';
import { countedObjects } from './counted-objects.ts';
import { defineGatherer } from './define-gatherer.ts';
import { kindsOverBound } from './suspect-kinds.ts';
import { stringMap } from './schema-parts.ts';

/** What ResourceQuotas bound the number of objects: `count/…` keys and the old names (`services`, `configmaps`). */
export interface ObjectQuotas {
  /** False when no kind has so many objects that a bound would matter: then none was read. */
  readonly asked: boolean;
  readonly quotas: readonly ObjectQuota[];
  /** Whether there are more than were read. */
  readonly truncated: boolean;
}

export interface ObjectQuota {
  readonly namespace: string;
  readonly name: string;
  /** By kind as the metrics name it: `jobs.batch`, `configmaps`; empty for a quota that bounds other things. */
  readonly counts: Readonly<Record<string, { readonly hard: number; readonly used: number | null }>>;
}

export const objectQuotas = defineGatherer({
  id: 'objectQuotas',
  source: 'LIST resourcequotas, when a kind has over 10,000 objects',
  maxRequests: 2,
  needs: [{ apiGroup: '', resources: ['resourcequotas'], verbs: ['list'] }],
  timeoutSeconds: 20,
  goesBy: ['apiMetrics'],
  async gather(context): Promise<ObjectQuotas> {
    const { over, unreadable } = kindsOverBound(countedObjects(context));
    if (over.length === 0 && unreadable.length === 0) return { asked: false, quotas: [], truncated: false };
    const { kubernetes, signal } = context;
    const { items, truncated } = await kubernetes.list('/api/v1/resourcequotas', quotaSchema, {
      signal,
      limit: 500,
      maxPages: Math.max(1, Math.min(2, kubernetes.requestsLeft())),
    });
    return { asked: true, quotas: items, truncated };
  },
});

/** https://kubernetes.io/docs/concepts/policy/resource-quotas/ */
const quotaSchema = z
  .object({
    metadata: z.object({ namespace: z.string(), name: z.string() }),
    spec: z
      .object({
        hard: stringMap,
        scopes: z.array(z.string()).nullish(),
        scopeSelector: z.unknown().nullish(),
      })
      .nullish(),
    status: z.object({ used: stringMap }).nullish(),
  })
  .transform(({ metadata: { namespace, name }, spec, status }): ObjectQuota => {
    // A quota with a scope counts some of the objects only (those of a priority class, or that end), and so bounds no kind.
    const scoped = (spec?.scopes?.length ?? 0) > 0 || (spec?.scopeSelector ?? null) !== null;
    const bounds = scoped ? [] : Object.entries(spec?.hard ?? {});
    return {
      namespace,
      name,
      counts: Object.fromEntries(
        bounds.flatMap(([key, hard]) => {
          const kind = countedKind(key);
          const most = quantityOf(hard);
          const used = quantityOf(status?.used[key] ?? '');
          return kind === null || most === null ? [] : [[kind, { hard: most, used }]];
        }),
      ),
    };
  });

/**
 * What a key counts, as the metrics name it. The short name `pods` is left out: it counts only those that have not ended, and
 * what has ended is what piles up.
 */
function countedKind(key: string): string | null {
  if (key.startsWith('count/')) return key.slice('count/'.length);
  return shortNames.has(key) ? key : null;
}

/** https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-on-object-count */
const shortNames = new Set([
  'configmaps',
  'persistentvolumeclaims',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
]);

const factors: Readonly<Record<string, number>> = {
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
};

/** Quantities of Kubernetes that a number of objects may be written as: `10`, `2k`, `1e3`. Null for what is none of these. */
function quantityOf(text: string): number | null {
  const [, number = '', suffix = ''] = /^(\d+(?:\.\d+)?(?:[eE]\d+)?)([kMG]|[KMG]i)?$/u.exec(text) ?? [];
  return number === '' ? null : Number(number) * (factors[suffix] ?? 1);
}
