/**
 * One drain away from a lock-up: policy webhooks over everything on a single replica, and a left-over of an uninstall. In
 * its past, forty thousand old policy reports were deleted, and etcd was defragmented a day later.
 */
import { azureSide } from '../azure-side.ts';
import { defineStory, nodeNames } from '../story.ts';
import type { NodePool, StoryService, StoryWebhookConfiguration } from '../story.ts';
import { serviceAccount } from '../traffic.ts';
import { aksWebhooks } from './aks-webhooks.ts';

const mebibyte = 1024 * 1024;

const systemPool: NodePool = { name: 'nodepool1', hash: '16180339', nodes: 4 };
const appPool: NodePool = { name: 'apps', hash: '16180339', nodes: 20 };
const [firstNode = ''] = nodeNames(appPool);
const kyvernoNode = nodeNames(appPool)[7] ?? '';

const kyverno = {
  'app.kubernetes.io/component': 'admission-controller',
  'app.kubernetes.io/instance': 'kyverno',
};
const managedByKyverno = {
  labels: { 'webhook.kyverno.io/managed-by': 'kyverno' },
  // Kyverno's chart opts out of what AKS does to protect its own namespaces:
  // https://github.com/kyverno/kyverno/blob/main/charts/kyverno/values.yaml
  annotations: { 'admissions.enforcer/disabled': 'true' },
};

const uninstalledDays = 18.7;
const refusingDays = 6.4;
const cleanedDays = 13.6;
const defragmentedDays = 12.5;

const services: readonly StoryService[] = [
  {
    namespace: 'image-guard',
    name: 'image-guard-webhook',
    ageDays: 410,
    endedDays: uninstalledDays,
    targetPort: 8443,
    selector: { 'app.kubernetes.io/name': 'image-guard' },
    endpoints: [
      { pod: 'image-guard-5d7f9c8b6-h2k4d', node: firstNode, ip: '10.244.9.14', ready: true },
      { pod: 'image-guard-5d7f9c8b6-x8m3v', node: kyvernoNode, ip: '10.244.11.27', ready: true },
    ],
  },
  {
    namespace: 'kyverno',
    name: 'kyverno-svc',
    ageDays: 88,
    targetPort: 9443,
    selector: kyverno,
    endpoints: [
      {
        pod: 'kyverno-admission-controller-6b8c5d7f9-zr4tq',
        node: kyvernoNode,
        ip: '10.244.11.42',
        ready: true,
      },
    ],
  },
];

const webhookConfigurations: readonly StoryWebhookConfiguration[] = [
  ...aksWebhooks,
  {
    kind: 'ValidatingWebhookConfiguration',
    name: 'kyverno-resource-validating-webhook-cfg',
    ageDays: 88,
    generation: 14,
    ...managedByKyverno,
    webhooks: [
      {
        name: 'validate.kyverno.svc-fail',
        backend: { namespace: 'kyverno', service: 'kyverno-svc', path: '/validate/fail' },
        rules: [
          { operations: ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'], apiGroups: ['*'], resources: ['*/*'] },
        ],
        failurePolicy: 'Fail',
        timeoutSeconds: 10,
      },
    ],
  },
  {
    kind: 'MutatingWebhookConfiguration',
    name: 'kyverno-resource-mutating-webhook-cfg',
    ageDays: 88,
    generation: 14,
    ...managedByKyverno,
    webhooks: [
      {
        name: 'mutate.kyverno.svc-fail',
        backend: { namespace: 'kyverno', service: 'kyverno-svc', path: '/mutate/fail' },
        rules: [{ operations: ['CREATE', 'UPDATE'], apiGroups: ['*'], resources: ['*/*'] }],
        failurePolicy: 'Fail',
        timeoutSeconds: 10,
      },
    ],
  },
  {
    // The product was uninstalled; its configuration stayed, and its service is gone.
    kind: 'ValidatingWebhookConfiguration',
    name: 'image-guard-validating-webhook',
    ageDays: 410,
    generation: 3,
    labels: { 'app.kubernetes.io/name': 'image-guard' },
    webhooks: [
      {
        name: 'pods.image-guard.contoso.com',
        backend: { namespace: 'image-guard', service: 'image-guard-webhook', path: '/validate-pods' },
        rules: [
          {
            operations: ['CREATE'],
            apiGroups: [''],
            apiVersions: ['v1'],
            resources: ['pods'],
            scope: 'Namespaced',
          },
        ],
        failurePolicy: 'Fail',
        timeoutSeconds: 5,
        namespaceSelector: { matchLabels: { 'image-guard.contoso.com/enforce': 'true' } },
      },
    ],
  },
];

const replicaSets = {
  client: serviceAccount(
    'kube-system',
    'replicaset-controller',
    'kube-controller-manager/v1.29.15 (linux/amd64) kubernetes/4c9411f/system:serviceaccount:kube-system:replicaset-controller',
    '172.31.5.9',
  ),
  group: '',
  resource: 'pods',
};

export const webhookDeadlock = defineStory({
  name: 'aks-checkout-weu-01',
  azure: azureSide({
    subscription: 'payments',
    resourceGroup: 'rg-checkout-prod',
    tags: { owner: 'checkout-team', env: 'prod' },
    diagnosticSettings: [
      {
        name: 'all-logs',
        workspace: 'law-fleet-weu',
        destination: 'Dedicated',
        categoryGroups: ['allLogs'],
        storageAccount: 'stcontosoauditlogs',
      },
    ],
    metrics: {
      etcdDatabase: {
        at: 11.1,
        perDay: 0.02,
        swing: 0.1,
        steps: [{ daysAgo: defragmentedDays, by: -9.2 }],
      },
    },
  }),
  version: { minor: 29, patch: 15 },
  pools: [systemPool, appPool],
  uptimeHours: 52,
  requestsPerSecond: 420,
  etcdBytes: {
    at: 910 * mebibyte,
    perDay: 2 * mebibyte,
    limit: 1_900 * mebibyte,
    steps: [{ daysAgo: defragmentedDays, by: -750 * mebibyte }],
  },
  objects: {
    'policyreports.wgpolicyk8s.io': { at: 640, steps: [{ daysAgo: cleanedDays, by: -40_300 }] },
    'clusterpolicies.kyverno.io': 23,
    'updaterequests.kyverno.io': 6,
  },
  webhookConfigurations,
  services,
  // Its one replica has more to do than it can.
  times: { webhooks: { 'mutate.kyverno.svc-fail': 0.6 } },
  customGroups: [
    { group: 'kyverno.io', version: 'v1' },
    { group: 'wgpolicyk8s.io', version: 'v1alpha2' },
  ],
  failedCalls: [
    {
      webhook: 'pods.image-guard.contoso.com',
      ageDays: uninstalledDays,
      type: 'validating',
      operation: 'CREATE',
      perSecond: 0.8,
      refused: {
        ...replicaSets,
        namespace: 'checkout',
        replicaSets: ['cart-84c7d5bb9f'],
        url: 'https://image-guard-webhook.image-guard.svc:443/validate-pods?timeout=5s',
        cause: 'service "image-guard-webhook" not found',
      },
    },
    {
      webhook: 'validate.kyverno.svc-fail',
      ageDays: refusingDays,
      type: 'validating',
      operation: 'CREATE',
      perSecond: 0.6,
      refused: {
        ...replicaSets,
        namespace: 'checkout',
        replicaSets: ['payment-gateway-5b8d7c6f45'],
        url: 'https://kyverno-svc.kyverno.svc:443/validate/fail?timeout=10s',
        cause: 'dial tcp 10.0.113.44:443: connect: connection refused',
      },
    },
  ],
});
