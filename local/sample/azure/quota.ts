/** Token buckets: how often the services let one identity ask. */

interface Quota {
  readonly size: number;
  readonly perSecond: number;
}

const quotas = {
  // 15 in 5 seconds: https://learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests
  resourceGraph: { size: 15, perSecond: 3 },
  // Calls of AKS but LIST and GET, by subscription: https://learn.microsoft.com/azure/aks/quotas-skus-regions
  aksCalls: { size: 60, perSecond: 1 },
  // 200 in 30 seconds: https://learn.microsoft.com/azure/azure-monitor/service-limits#la-query-api
  logQueries: { size: 200, perSecond: 200 / 30 },
} as const satisfies Record<string, Quota>;

/** Takes one, or answers in how many seconds there is one again. */
export type Take = (quota: keyof typeof quotas, who: string) => number;

/** No limits at all: for measuring what the product does, not what Azure lets it do. */
export const unlimited: Take = () => 0;

/** Limits as Azure has them; `clock` in milliseconds. */
export function limited(clock: () => number = () => performance.now()): Take {
  const buckets = new Map<string, { left: number; at: number }>();
  return (name, who) => {
    const { size, perSecond } = quotas[name];
    const key = `${name} ${who}`;
    const at = clock();
    const bucket = buckets.get(key) ?? { left: size, at };
    const left = Math.min(size, bucket.left + ((at - bucket.at) / 1000) * perSecond);
    buckets.set(key, { left: left >= 1 ? left - 1 : left, at });
    return left >= 1 ? 0 : Math.max(1, Math.ceil((1 - left) / perSecond));
  };
}
