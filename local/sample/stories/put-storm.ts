/** An operator that writes every deployment back a few times a minute and never changes a thing. */
import { azureSide, logsTo } from '../azure-side.ts';
import { defineStory } from '../story.ts';
import { numbered, serviceAccount } from '../traffic.ts';
import { aksWebhooks } from './aks-webhooks.ts';

export const putStorm = defineStory({
  name: 'aks-iot-frc-01',
  version: { minor: 33, patch: 5 },
  azure: azureSide({
    subscription: 'data',
    resourceGroup: 'rg-iot-prod',
    location: 'francecentral',
    tags: { owner: 'iot-team', env: 'prod' },
    diagnosticSettings: [logsTo('law-data-frc', 'kube-audit', 'kube-apiserver')],
    metrics: {
      apiServerCpu: { at: 57 },
      apiServerMemory: { at: 49, swing: 3 },
      etcdCpu: { at: 52 },
      etcdDatabase: { at: 8.2, swing: 0.1 },
    },
  }),
  pools: [{ name: 'nodepool1', hash: '22360679', nodes: 8 }],
  requestsPerSecond: 120,
  etcdBytes: 670 * 1024 * 1024,
  webhookConfigurations: aksWebhooks,
  traffic: [
    {
      client: serviceAccount(
        'iot',
        'device-operator',
        'device-operator/v0.14.3 (linux/amd64) kubernetes/$Format',
        '10.224.0.11',
      ),
      verb: 'update',
      group: 'apps',
      version: 'v1',
      resource: 'deployments',
      namespace: 'iot',
      names: numbered('gateway', 60),
      perSecond: 13,
      medianMs: 28,
      level: 'RequestResponse',
      changesNothing: true,
    },
  ],
});
