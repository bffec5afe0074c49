/** A controller without a cache: since its last release it lists every pod a dozen times a second, and the API server pays. */
import { azureSide, logsTo } from '../azure-side.ts';
import { defineStory } from '../story.ts';
import { serviceAccount } from '../traffic.ts';
import { aksWebhooks } from './aks-webhooks.ts';

const releasedDaysAgo = 8.4;

export const relisting = defineStory({
  name: 'aks-search-weu-01',
  version: { minor: 32, patch: 9 },
  azure: azureSide({
    resourceGroup: 'rg-search-prod',
    tags: { owner: 'search-team', env: 'prod' },
    diagnosticSettings: [logsTo('law-fleet-weu', 'kube-audit', 'kube-apiserver')],
    metrics: {
      apiServerCpu: { at: 88, swing: 3, steps: [{ daysAgo: releasedDaysAgo, by: 61 }] },
      apiServerMemory: { at: 71, swing: 4, steps: [{ daysAgo: releasedDaysAgo, by: 24 }] },
      inFlight: { at: 64, steps: [{ daysAgo: releasedDaysAgo, by: 55 }] },
      etcdCpu: { at: 34, steps: [{ daysAgo: releasedDaysAgo, by: 23 }] },
      etcdDatabase: { at: 13.4, swing: 0.1 },
    },
  }),
  pools: [
    { name: 'nodepool1', hash: '17320508', nodes: 3 },
    { name: 'search', hash: '17320508', nodes: 27 },
  ],
  requestsPerSecond: 210,
  etcdBytes: 1_100 * 1024 * 1024,
  objects: { pods: 8_940 },
  webhookConfigurations: aksWebhooks,
  traffic: [
    {
      ageDays: releasedDaysAgo,
      client: serviceAccount(
        'search',
        'podwatch-operator',
        'podwatch-operator/v1.8.2 (linux/amd64) kubernetes/$Format',
        '10.224.0.19',
      ),
      verb: 'list',
      group: '',
      version: 'v1',
      resource: 'pods',
      perSecond: 11,
      medianMs: 1_350,
      sigma: 0.45,
      layers: {
        etcd: 0.22,
        'transform-response-object': 0.31,
        'serialize-response-object': 0.24,
        'response-write': 0.2,
      },
      level: 'Request',
    },
  ],
});
