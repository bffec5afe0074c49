/** The owner saves money: only writes are logged, into a table that is cheap to fill and dear to ask. */
import { azureSide, logsTo } from '../azure-side.ts';
import { defineStory } from '../story.ts';
import { numbered, serviceAccount } from '../traffic.ts';
import { aksWebhooks } from './aks-webhooks.ts';

export const writesOnly = defineStory({
  name: 'aks-reports-frc-01',
  version: { minor: 33, patch: 6 },
  azure: azureSide({
    subscription: 'data',
    resourceGroup: 'rg-reports-prod',
    location: 'francecentral',
    tags: { owner: 'reporting-team', env: 'prod' },
    diagnosticSettings: [logsTo('law-data-frc', 'kube-audit-admin', 'kube-apiserver')],
    metrics: { etcdDatabase: { at: 6.1, swing: 0.1 } },
  }),
  pools: [{ name: 'nodepool1', hash: '43588989', nodes: 5 }],
  webhookConfigurations: aksWebhooks,
  traffic: [
    {
      client: serviceAccount('reports', 'report-scheduler', 'report-scheduler/5.0.2'),
      verb: 'update',
      group: 'apps',
      version: 'v1',
      resource: 'deployments',
      namespace: 'reports',
      names: numbered('report', 12),
      perSecond: 0.05,
      medianMs: 24,
      level: 'RequestResponse',
    },
  ],
});
