/** A batch platform that never cleans up: finished Jobs and their ConfigMaps fill etcd, and nobody has noticed. */
import { azureSide, logsTo } from '../azure-side.ts';
import { defineStory } from '../story.ts';
import { serviceAccount } from '../traffic.ts';
import { aksWebhooks } from './aks-webhooks.ts';

const mebibyte = 1024 * 1024;

// Creates a Job and a ConfigMap with its input for each order, and forgets about both.
const dispatcher = serviceAccount(
  'batch',
  'job-dispatcher',
  'job-dispatcher/3.2.1 (linux/amd64) kubernetes/$Format',
);

export const leaking = defineStory({
  name: 'aks-batch-weu-01',
  azure: azureSide({
    subscription: 'data',
    resourceGroup: 'rg-batch-prod',
    tags: { owner: 'batch-team', env: 'prod' },
    diagnosticSettings: [logsTo('law-data-frc', 'kube-audit', 'kube-apiserver')],
    metrics: {
      apiServerCpu: { at: 33 },
      apiServerMemory: { at: 58, perDay: 0.4, limit: 75, swing: 3 },
      etcdMemory: { at: 61, perDay: 0.5, limit: 76, swing: 2 },
      etcdDatabase: { at: 57.5, perDay: 0.46, swing: 0.2 },
    },
  }),
  version: { minor: 31, patch: 8 },
  pools: [
    { name: 'nodepool1', hash: '27182818', nodes: 3 },
    // One node lost its way to the API server two days ago.
    { name: 'batch', hash: '27182818', nodes: 9, silent: { 6: 52.4 } },
  ],
  uptimeHours: 410,
  requestsPerSecond: 180,
  etcdBytes: { at: 4_710 * mebibyte, perDay: 38 * mebibyte, limit: 8_000 * mebibyte },
  objects: {
    'jobs.batch': { at: 48_120, perDay: 640, limit: 140_000 },
    configmaps: { at: 14_230, perDay: 190, limit: 60_000 },
    // The collector of terminated pods keeps 12,500 of them, whatever happens:
    // https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-garbage-collection
    pods: 12_780,
    events: 8_460,
    'cronjobs.batch': 58,
    secrets: 1_940,
  },
  holdings: {
    'jobs.batch': [
      {
        share: 0.97,
        namespace: 'batch',
        prefix: 'order-import',
        manager: 'job-dispatcher',
      },
      {
        share: 0.006,
        namespace: 'analytics',
        prefix: 'nightly-report',
        manager: 'kube-controller-manager',
        owner: { kind: 'CronJob', name: 'nightly-report' },
      },
    ],
    configmaps: [
      {
        share: 0.93,
        namespace: 'batch',
        prefix: 'order-import',
        manager: 'job-dispatcher',
      },
    ],
    pods: [
      {
        share: 0.95,
        namespace: 'batch',
        prefix: 'order-import',
        manager: 'kube-controller-manager',
        owner: { kind: 'Job', name: 'order-import' },
      },
    ],
  },
  // It bounds what runs, and not what is left behind.
  quotas: [
    {
      namespace: 'batch',
      name: 'compute',
      ageDays: 140,
      hard: { 'requests.cpu': '48', pods: '400' },
      used: { 'requests.cpu': '21', pods: '96' },
    },
  ],
  webhookConfigurations: aksWebhooks,
  // The only pod that serves the queue lengths runs on the node that is silent.
  aggregatedApis: [
    {
      group: 'external.metrics.k8s.io',
      version: 'v1beta1',
      namespace: 'keda',
      service: 'keda-operator-metrics-apiserver',
      ageDays: 160,
      down: {
        daysAgo: 2.15,
        reason: 'MissingEndpoints',
        message:
          'endpoints for service/keda-operator-metrics-apiserver in "keda" have no addresses with port name "https"',
      },
    },
  ],
  deprecatedCalls: [
    {
      group: 'flowcontrol.apiserver.k8s.io',
      version: 'v1beta3',
      resource: 'flowschemas',
      removedRelease: '1.32',
    },
  ],
  // Copied from a troubleshooting guide; the priority level that belongs to it was never applied.
  flowSchemas: [
    {
      name: 'restrict-bad-client',
      ageDays: 6,
      appliedAs: 'flowcontrol.apiserver.k8s.io/v1beta3',
      matchingPrecedence: 1_000,
      priorityLevel: 'very-low-priority',
      distinguisher: 'ByUser',
      rules: [
        {
          subjects: [
            { kind: 'ServiceAccount', serviceAccount: { namespace: 'default', name: 'bad-client' } },
          ],
          resourceRules: [{ verbs: ['list'], apiGroups: [''], resources: ['pods'], namespaces: ['default'] }],
        },
      ],
    },
  ],
  traffic: [
    {
      client: dispatcher,
      verb: 'create',
      group: 'batch',
      version: 'v1',
      resource: 'jobs',
      namespace: 'batch',
      perSecond: 640 / 86_400,
      medianMs: 34,
      level: 'RequestResponse',
    },
    {
      client: dispatcher,
      verb: 'create',
      group: '',
      version: 'v1',
      resource: 'configmaps',
      namespace: 'batch',
      perSecond: 190 / 86_400,
      medianMs: 26,
    },
    {
      client: dispatcher,
      verb: 'get',
      group: 'batch',
      version: 'v1',
      resource: 'jobs',
      namespace: 'batch',
      names: ['order-import'],
      perSecond: 0.3,
      medianMs: 9,
      level: 'Request',
    },
  ],
});
