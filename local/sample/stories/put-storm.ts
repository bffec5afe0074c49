/**
 * An operator that, since its last release, writes every deployment back a dozen times a minute and never changes a thing. It
 * does so to its own webhook, too, where AKS's admissions enforcer puts back what it takes away, again and again.
 */
import { azureSide, logsTo } from '../azure-side.ts';
import { defineStory, nodeNames } from '../story.ts';
import type { NodePool, StoryService, StoryWebhookConfiguration } from '../story.ts';
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

const pool: NodePool = { name: 'nodepool1', hash: '22360679', nodes: 8 };
const [first = '', second = ''] = nodeNames(pool);

const service: StoryService = {
  namespace: 'iot',
  name: 'device-operator-webhook',
  ageDays: 96,
  targetPort: 9443,
  selector: { 'app.kubernetes.io/name': 'device-operator' },
  endpoints: [
    { pod: 'device-operator-7c9d5b8f6-2xk9m', node: first, ip: '10.244.0.31', ready: true },
    { pod: 'device-operator-7c9d5b8f6-tq4zn', node: second, ip: '10.244.1.18', ready: true },
  ],
};

const webhook: StoryWebhookConfiguration = {
  kind: 'MutatingWebhookConfiguration',
  name: 'device-operator-mutating-webhook',
  ageDays: 96,
  generation: 5,
  contested: { ageDays: releasedDaysAgo, perDay: 310 },
  labels: { 'app.kubernetes.io/name': 'device-operator' },
  webhooks: [
    {
      name: 'devices.iot.contoso.com',
      backend: { namespace: 'iot', service: service.name, path: '/mutate-devices' },
      rules: [
        {
          operations: ['CREATE'],
          apiGroups: ['iot.contoso.com'],
          apiVersions: ['v1'],
          resources: ['devices'],
          scope: 'Namespaced',
        },
      ],
      failurePolicy: 'Ignore',
      timeoutSeconds: 5,
    },
  ],
};

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
  pools: [pool],
  requestsPerSecond: 120,
  etcdBytes: 670 * 1024 * 1024,
  webhookConfigurations: [...aksWebhooks, webhook],
  services: [service],
  customGroups: [{ group: 'iot.contoso.com', version: 'v1' }],
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
    {
      client: operator('v0.14.3'),
      verb: 'update',
      group: 'admissionregistration.k8s.io',
      version: 'v1',
      resource: 'mutatingwebhookconfigurations',
      names: [webhook.name],
      ageDays: releasedDaysAgo,
      perSecond: 155 / 86_400,
      medianMs: 19,
    },
  ],
});
