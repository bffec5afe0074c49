/** All is well: webhooks that cannot lock anything up, a cap on a client that really caps, room in etcd. */
import { azureSide, logsTo } from '../azure-side.ts';
import { defineStory, nodeNames } from '../story.ts';
import type { NodePool, StoryService, StoryWebhookConfiguration } from '../story.ts';
import { numbered, serviceAccount } from '../traffic.ts';
import { aksWebhooks } from './aks-webhooks.ts';

const systemPool: NodePool = { name: 'nodepool1', hash: '31415926', nodes: 3 };
const userPool: NodePool = { name: 'userpool', hash: '31415926', nodes: 2 };
const [first = '', second = '', third = ''] = nodeNames(systemPool);

const certManager = { 'app.kubernetes.io/name': 'webhook', 'app.kubernetes.io/instance': 'cert-manager' };
const gatekeeper = { 'control-plane': 'controller-manager', 'gatekeeper.sh/operation': 'webhook' };

const services: readonly StoryService[] = [
  {
    namespace: 'cert-manager',
    name: 'cert-manager-webhook',
    ageDays: 120,
    targetPort: 10_250,
    selector: certManager,
    endpoints: [
      { pod: 'cert-manager-webhook-7d9f8c6b5d-4kxzp', node: first, ip: '10.244.0.17', ready: true },
      { pod: 'cert-manager-webhook-7d9f8c6b5d-9wq2m', node: second, ip: '10.244.1.23', ready: true },
    ],
  },
  {
    namespace: 'gatekeeper-system',
    name: 'gatekeeper-webhook-service',
    ageDays: 190,
    targetPort: 8443,
    selector: gatekeeper,
    endpoints: [
      { pod: 'gatekeeper-controller-5f6c7b8d9c-2lqvt', node: first, ip: '10.244.0.31', ready: true },
      { pod: 'gatekeeper-controller-5f6c7b8d9c-hx7rn', node: third, ip: '10.244.2.12', ready: true },
    ],
  },
];

const certManagerWebhook = {
  backend: { namespace: 'cert-manager', service: 'cert-manager-webhook', path: '/validate' },
  rules: [
    {
      operations: ['CREATE', 'UPDATE'],
      apiGroups: ['cert-manager.io', 'acme.cert-manager.io'],
      apiVersions: ['v1'],
      resources: ['*/*'],
    },
  ],
  failurePolicy: 'Fail',
  timeoutSeconds: 30,
} as const;

const webhookConfigurations: readonly StoryWebhookConfiguration[] = [
  ...aksWebhooks,
  {
    kind: 'ValidatingWebhookConfiguration',
    name: 'cert-manager-webhook',
    ageDays: 120,
    labels: certManager,
    webhooks: [
      {
        ...certManagerWebhook,
        name: 'webhook.cert-manager.io',
        namespaceSelector: {
          matchExpressions: [
            { key: 'cert-manager.io/disable-validation', operator: 'NotIn', values: ['true'] },
          ],
        },
      },
    ],
  },
  {
    kind: 'MutatingWebhookConfiguration',
    name: 'cert-manager-webhook',
    ageDays: 120,
    labels: certManager,
    webhooks: [
      {
        ...certManagerWebhook,
        name: 'webhook.cert-manager.io',
        backend: { ...certManagerWebhook.backend, path: '/mutate' },
        rules: [
          {
            operations: ['CREATE'],
            apiGroups: ['cert-manager.io'],
            apiVersions: ['v1'],
            resources: ['certificaterequests'],
          },
        ],
      },
    ],
  },
  {
    kind: 'ValidatingWebhookConfiguration',
    name: 'gatekeeper-validating-webhook-configuration',
    ageDays: 190,
    labels: { 'gatekeeper.sh/system': 'yes' },
    webhooks: [
      {
        name: 'validation.gatekeeper.sh',
        backend: { namespace: 'gatekeeper-system', service: 'gatekeeper-webhook-service', path: '/v1/admit' },
        rules: [{ operations: ['CREATE', 'UPDATE'], apiGroups: ['*'], resources: ['*'] }],
        failurePolicy: 'Ignore',
        timeoutSeconds: 3,
        namespaceSelector: {
          matchExpressions: [
            {
              key: 'kubernetes.io/metadata.name',
              operator: 'NotIn',
              values: ['gatekeeper-system', 'kube-system'],
            },
          ],
        },
      },
    ],
  },
];

export const healthy = defineStory({
  name: 'aks-payments-weu-01',
  azure: azureSide({
    subscription: 'payments',
    resourceGroup: 'rg-payments-prod',
    tags: { owner: 'payments-team', env: 'prod', costCenter: '4711' },
    diagnosticSettings: [logsTo('law-fleet-weu', 'kube-audit', 'kube-apiserver', 'guard')],
  }),
  version: { minor: 33, patch: 3 },
  pools: [systemPool, userPool],
  etcdBytes: { at: 400 * 1024 * 1024, perDay: 300 * 1024, limit: 520 * 1024 * 1024 },
  objects: {
    'certificates.cert-manager.io': 22,
    'certificaterequests.cert-manager.io': 41,
    'constrainttemplates.templates.gatekeeper.sh': 12,
  },
  webhookConfigurations,
  services,
  customGroups: [
    { group: 'cert-manager.io', version: 'v1' },
    { group: 'acme.cert-manager.io', version: 'v1' },
    { group: 'templates.gatekeeper.sh', version: 'v1' },
  ],
  // A reporting job that lists every pod in the cluster gets a few seats and cannot borrow more.
  priorityLevels: [
    {
      name: 'restricted-reporting',
      ageDays: 45,
      appliedAs: 'flowcontrol.apiserver.k8s.io/v1',
      shares: 2,
      borrowingLimitPercent: 0,
    },
  ],
  flowSchemas: [
    {
      name: 'restrict-reporting',
      ageDays: 45,
      appliedAs: 'flowcontrol.apiserver.k8s.io/v1',
      matchingPrecedence: 8_500,
      priorityLevel: 'restricted-reporting',
      rules: [
        {
          subjects: [
            { kind: 'ServiceAccount', serviceAccount: { namespace: 'reporting', name: 'collector' } },
          ],
          resourceRules: [
            { verbs: ['list'], apiGroups: [''], resources: ['pods'], clusterScope: true, namespaces: ['*'] },
          ],
        },
      ],
    },
  ],
  traffic: [
    {
      client: serviceAccount(
        'reporting',
        'collector',
        'report-collector/2.4.0 (linux/amd64) kubernetes/$Format',
      ),
      verb: 'list',
      group: '',
      version: 'v1',
      resource: 'pods',
      query: 'limit=500',
      perSecond: 1 / 60,
      medianMs: 35,
      level: 'Request',
    },
    {
      client: serviceAccount(
        'argocd',
        'argocd-application-controller',
        'argocd-application-controller/v2.14.2',
      ),
      verb: 'patch',
      group: 'apps',
      version: 'v1',
      resource: 'deployments',
      namespace: 'payments',
      names: numbered('payments-api', 6),
      perSecond: 0.03,
      medianMs: 21,
      level: 'RequestResponse',
    },
  ],
});
