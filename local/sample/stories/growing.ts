/**
 * A free control plane under a shop that grew: fourteen nodes, no uptime guarantee, more of everything each week. For three
 * days of its past a rule of the network kept the auditor out.
 */
import { azureSide, logsTo } from '../azure-side.ts';
import { defineStory } from '../story.ts';
import { numbered, serviceAccount } from '../traffic.ts';
import { aksWebhooks } from './aks-webhooks.ts';

const mebibyte = 1024 * 1024;

export const growing = defineStory({
  name: 'aks-web-neu-01',
  version: { minor: 34, patch: 8 },
  azure: azureSide({
    resourceGroup: 'rg-web-prod',
    location: 'northeurope',
    tier: 'Free',
    tags: { owner: 'web-team', env: 'prod' },
    diagnosticSettings: [logsTo('law-fleet-weu', 'kube-audit', 'kube-apiserver')],
    metrics: {
      apiServerCpu: { at: 38, perDay: 0.3 },
      apiServerMemory: { at: 47, perDay: 0.2, swing: 3 },
      etcdDatabase: { at: 9.8, perDay: 0.3, swing: 0.1 },
    },
  }),
  pools: [
    { name: 'nodepool1', hash: '14142135', nodes: 3 },
    { name: 'web', hash: '14142135', nodes: 11 },
  ],
  unreachable: { ageDays: 16.2, endedDays: 13.2 },
  requestsPerSecond: 75,
  etcdBytes: { at: 800 * mebibyte, perDay: 25 * mebibyte, limit: 1_900 * mebibyte },
  objects: {
    configmaps: { at: 2_100, perDay: 12, limit: 8_000 },
    secrets: { at: 1_350, perDay: 9, limit: 8_000 },
  },
  webhookConfigurations: aksWebhooks,
  traffic: [
    {
      client: serviceAccount('deploy', 'release-pipeline', 'Helm/3.17.1'),
      verb: 'create',
      group: '',
      version: 'v1',
      resource: 'secrets',
      namespace: 'web',
      perSecond: 9 / 86_400,
      medianMs: 31,
    },
    {
      client: serviceAccount('web', 'session-store', 'session-store/1.12.0'),
      verb: 'patch',
      group: '',
      version: 'v1',
      resource: 'configmaps',
      namespace: 'web',
      names: numbered('session-shard', 8),
      perSecond: 0.2,
      medianMs: 14,
    },
  ],
});
