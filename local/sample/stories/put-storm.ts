/** An operator that, since its last release, writes every deployment back a dozen times a minute and never changes a thing. */
import { azureSide, logsTo } from '../azure-side.ts';
import { defineStory } from '../story.ts';
import { numbered, serviceAccount } from '../traffic.ts';
import type { Client, Traffic } from '../traffic.ts';
import { aksWebhooks } from './aks-webhooks.ts';

const releasedDaysAgo = 11.6;

const reconciling = {
  verb: 'update',
  group: 'apps',
  version: 'v1',
  resource: 'deployments',
  namespace: 'iot',
  names: numbered('gateway', 60),
  medianMs: 28,
  level: 'RequestResponse',
} satisfies Partial<Traffic>;

function operator(version: string): Client {
  const userAgent = `device-operator/${version} (linux/amd64) kubernetes/$Format`;
  return serviceAccount('iot', 'device-operator', userAgent, '10.224.0.11');
}

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
      apiServerCpu: { at: 57, swing: 4, steps: [{ daysAgo: releasedDaysAgo, by: 34 }] },
      apiServerMemory: { at: 49, swing: 3, steps: [{ daysAgo: releasedDaysAgo, by: 12 }] },
      etcdCpu: { at: 52, swing: 4, steps: [{ daysAgo: releasedDaysAgo, by: 40 }] },
      etcdDatabase: { at: 8.2, swing: 0.1 },
    },
  }),
  pools: [{ name: 'nodepool1', hash: '22360679', nodes: 8 }],
  requestsPerSecond: 120,
  etcdBytes: 670 * 1024 * 1024,
  webhookConfigurations: aksWebhooks,
  traffic: [
    // The release before changed what it wrote, and wrote when there was something to change.
    {
      ...reconciling,
      client: operator('v0.14.2'),
      endedDays: releasedDaysAgo,
      perSecond: 0.3,
    },
    {
      ...reconciling,
      client: operator('v0.14.3'),
      ageDays: releasedDaysAgo,
      perSecond: 13,
      changesNothing: true,
    },
  ],
});
