/** An older cluster that nobody looks into: its only diagnostic setting keeps the autoscaler's log. */
import { azureSide, logsTo } from '../azure-side.ts';
import { defineStory } from '../story.ts';
import { aksWebhooks } from './aks-webhooks.ts';

export const noAuditLogs = defineStory({
  name: 'aks-legacy-weu-01',
  version: { minor: 30, patch: 14 },
  azure: azureSide({
    resourceGroup: 'rg-legacy-prod',
    tags: { owner: 'operations', env: 'prod' },
    diagnosticSettings: [logsTo('law-fleet-weu', 'cluster-autoscaler')],
    metrics: { etcdDatabase: { at: 4.6, swing: 0.1 } },
  }),
  pools: [{ name: 'nodepool1', hash: '41231056', nodes: 4 }],
  webhookConfigurations: aksWebhooks,
});
