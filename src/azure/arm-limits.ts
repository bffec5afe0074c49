import { type Gate, type GateLimits, type Timing, createGate } from '../shared/gate.ts';

/** Finds the gate of a request by what Resource Manager counts it under; `path` is without query. */
export function armGates(timing: Timing): (method: string, path: string) => Gate {
  const gates = new Map<string, Gate>();
  return (method, path) => {
    const bucket = bucketOf(method, path);
    const key = `${bucket} ${subscriptionOf(path)}`;
    const gate = gates.get(key) ?? createGate(buckets[bucket], timing);
    gates.set(key, gate);
    return gate;
  };
}

type Bucket = 'read' | 'write' | 'aks' | 'resourceGraph';

/** Half of the bursts, because several instances of the auditor share one identity; a 429 holds the gate besides. */
const buckets: Readonly<Record<Bucket, GateLimits>> = {
  // 250, then 25/s, for each principal and subscription: https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
  read: { concurrent: 10, burst: 125, perSecond: 25 },
  // 200, then 10/s: the same page.
  write: { concurrent: 5, burst: 100, perSecond: 10 },
  // "All other calls" of the AKS resource provider: 60, then 1/s, for each subscription: https://learn.microsoft.com/azure/aks/quotas-skus-regions
  aks: { concurrent: 5, burst: 30, perSecond: 1 },
  // 15 queries in 5 s: https://learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests
  resourceGraph: { concurrent: 3, burst: 7, perSecond: 3 },
};

function bucketOf(method: string, path: string): Bucket {
  if (/^\/providers\/microsoft\.resourcegraph\//iu.test(path)) return 'resourceGraph';
  if (method === 'GET') return 'read';
  return /\/microsoft\.containerservice\//iu.test(path) ? 'aks' : 'write';
}

function subscriptionOf(path: string): string {
  const [, subscription = 'tenant'] = /^\/subscriptions\/([^/]+)/iu.exec(path) ?? [];
  return subscription.toLowerCase();
}
