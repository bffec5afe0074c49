/** Workflow results are kept in the cluster for ever: etcd is at seventy percent and will be full in five weeks. */
import { azureSide, logsTo } from '../azure-side.ts';
import { defineStory } from '../story.ts';
import { numbered, serviceAccount } from '../traffic.ts';
import { aksWebhooks } from './aks-webhooks.ts';

const mebibyte = 1024 * 1024;

export const etcdRising = defineStory({
  name: 'aks-ci-weu-01',
  version: { minor: 34, patch: 8 },
  azure: azureSide({
    resourceGroup: 'rg-ci-prod',
    tags: { owner: 'developer-platform', env: 'prod' },
    diagnosticSettings: [logsTo('law-fleet-weu', 'kube-audit', 'kube-apiserver')],
    metrics: {
      apiServerMemory: { at: 52, swing: 3 },
      etcdCpu: { at: 31 },
      etcdMemory: { at: 74, perDay: 0.6, limit: 79, swing: 2 },
      etcdDatabase: { at: 70, perDay: 0.8, swing: 0.2 },
    },
  }),
  pools: [{ name: 'nodepool1', hash: '33166247', nodes: 6 }],
  uptimeHours: 620,
  etcdBytes: { at: 5_735 * mebibyte, perDay: 65 * mebibyte, limit: 8_100 * mebibyte },
  objects: {
    'workflows.argoproj.io': { at: 7_920, perDay: 70, limit: 9_900 },
    'workflowtaskresults.argoproj.io': { at: 8_400, perDay: 74, limit: 9_900 },
  },
  // Large objects on a large file: the longest requests are the pages of LISTs and the writes of whole workflows.
  times: { etcd: { listWithCount: 0.09, update: 0.055 } },
  customGroups: [{ group: 'argoproj.io', version: 'v1alpha1' }],
  webhookConfigurations: aksWebhooks,
  traffic: [
    {
      client: serviceAccount('ci', 'argo-workflow-controller', 'workflow-controller/v3.6.4'),
      verb: 'update',
      group: 'argoproj.io',
      version: 'v1alpha1',
      resource: 'workflows',
      namespace: 'ci',
      names: numbered('build', 25),
      perSecond: 0.8,
      medianMs: 63,
    },
    {
      client: serviceAccount('ci', 'argo-workflow-controller', 'workflow-controller/v3.6.4'),
      verb: 'create',
      group: 'argoproj.io',
      version: 'v1alpha1',
      resource: 'workflows',
      namespace: 'ci',
      perSecond: 70 / 86_400,
      medianMs: 58,
    },
  ],
});
