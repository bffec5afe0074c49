/** No way in: a private cluster whose log goes to the old shared table, where the longest events are cut. */
import { azureSide } from '../azure-side.ts';
import { defineStory } from '../story.ts';
import { numbered, serviceAccount } from '../traffic.ts';
import { aksWebhooks } from './aks-webhooks.ts';

export const privateCluster = defineStory({
  name: 'aks-vault-neu-01',
  version: { minor: 32, patch: 10 },
  azure: azureSide({
    subscription: 'payments',
    resourceGroup: 'rg-vault-prod',
    location: 'northeurope',
    // Its owner says so: nobody need try to reach it.
    tags: { owner: 'security-team', env: 'prod', kubernetesAccess: 'none' },
    privateCluster: true,
    diagnosticSettings: [
      {
        name: 'to-fleet',
        workspace: 'law-fleet-weu',
        destination: null,
        categories: ['kube-audit', 'kube-apiserver'],
      },
    ],
    cutLogs: 0.4,
    metrics: { etcdDatabase: { at: 7.7, swing: 0.1 } },
  }),
  pools: [{ name: 'nodepool1', hash: '47958315', nodes: 6 }],
  webhookConfigurations: aksWebhooks,
  traffic: [
    {
      client: serviceAccount('vault', 'vault-sync', 'vault-sync/1.9.4'),
      verb: 'update',
      group: 'apps',
      version: 'v1',
      resource: 'deployments',
      namespace: 'vault',
      names: numbered('tenant', 30),
      perSecond: 0.15,
      medianMs: 40,
      level: 'RequestResponse',
    },
  ],
});
