/**
 * The API server runs out of memory every few hours; AKS now throttles everybody but the system, and the jobs that caused it
 * starve.
 */
import { azureSide, logsTo } from '../azure-side.ts';
import type { Level } from '../azure-side.ts';
import { defineStory } from '../story.ts';
import { numbered, serviceAccount } from '../traffic.ts';
import type { Traffic } from '../traffic.ts';
import { aksWebhooks } from './aks-webhooks.ts';

// Until then the memory of the API server rose by the day; since then it is at its limit, and the guard holds it there.
const guardedDays = 4.3;
const guard = { name: 'aks-managed-apiserver-guard', ageDays: guardedDays };

const sparkCalls = {
  client: serviceAccount('spark', 'spark-operator', 'spark-operator/v2.1.0 (linux/amd64) kubernetes/$Format'),
  group: '',
  version: 'v1',
  resource: 'pods',
  namespace: 'spark',
  outcomes: [
    {
      share: 0.38,
      code: 429,
      reason: 'TooManyRequests',
      message: 'Too many requests, please try again later.',
      medianMs: 11,
      unauthorized: true,
      ageDays: guardedDays,
    },
  ],
} satisfies Partial<Traffic>;

/** Rises until the guard comes and stays where it is then. */
function rising({
  upTo,
  perDay,
  swing,
}: {
  readonly upTo: number;
  readonly perDay: number;
  readonly swing: number;
}): Level {
  return { at: upTo + guardedDays * perDay, perDay, limit: upTo, swing };
}

export const guarded = defineStory({
  name: 'aks-ml-frc-01',
  version: { minor: 33, patch: 4 },
  azure: azureSide({
    subscription: 'data',
    resourceGroup: 'rg-ml-prod',
    location: 'francecentral',
    tier: 'Premium',
    tags: { owner: 'ml-platform', env: 'prod' },
    diagnosticSettings: [logsTo('law-data-frc', 'kube-audit', 'kube-apiserver', 'guard')],
    metrics: {
      apiServerCpu: rising({ upTo: 91, perDay: 1.6, swing: 3 }),
      apiServerMemory: rising({ upTo: 97, perDay: 2.1, swing: 1 }),
      inFlight: rising({ upTo: 118, perDay: 4, swing: 12 }),
      etcdMemory: { at: 57, swing: 2 },
      etcdDatabase: { at: 21.6, swing: 0.2 },
    },
  }),
  pools: [
    { name: 'nodepool1', hash: '36055512', nodes: 3 },
    { name: 'gpu', hash: '36055512', nodes: 12 },
  ],
  uptimeHours: 340,
  // For its memory, in spite of the guard.
  crashes: { ageDays: guardedDays, everyHours: 5.2 },
  requestsPerSecond: 260,
  etcdBytes: 1_770 * 1024 * 1024,
  objects: { pods: 6_300 },
  webhookConfigurations: aksWebhooks,
  flowSchemas: [
    {
      ...guard,
      appliedAs: null,
      matchingPrecedence: 9_900,
      priorityLevel: guard.name,
      distinguisher: 'ByUser',
      rules: [
        {
          subjects: [{ kind: 'Group', group: { name: 'system:authenticated' } }],
          resourceRules: [
            { verbs: ['*'], apiGroups: ['*'], resources: ['*'], clusterScope: true, namespaces: ['*'] },
          ],
        },
      ],
    },
  ],
  priorityLevels: [
    {
      ...guard,
      appliedAs: null,
      shares: 5,
      borrowingLimitPercent: 0,
      queuing: { queues: 8, handSize: 4 },
    },
  ],
  times: { queues: { [guard.name]: 0.35 } },
  traffic: [
    {
      ...sparkCalls,
      verb: 'list',
      query: 'labelSelector=spark-role%3Dexecutor',
      perSecond: 2,
      medianMs: 420,
      layers: { 'apf-queue-wait': 0.7, etcd: 0.1 },
      level: 'Request',
    },
    {
      ...sparkCalls,
      verb: 'delete',
      names: numbered('executor', 500),
      perSecond: 1,
      medianMs: 160,
      level: 'RequestResponse',
    },
  ],
});
