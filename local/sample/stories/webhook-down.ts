/** Since three days the policy webhook has no pod left: nothing can be deployed, and nobody reads the events that say why. */
import { azureSide, logsTo } from '../azure-side.ts';
import { defineStory, nodeNames } from '../story.ts';
import type { NodePool } from '../story.ts';
import { serviceAccount } from '../traffic.ts';
import { aksWebhooks } from './aks-webhooks.ts';

const pool: NodePool = { name: 'nodepool1', hash: '26457513', nodes: 7 };
const policy = { 'control-plane': 'controller-manager', 'gatekeeper.sh/operation': 'webhook' };
const [node = ''] = nodeNames(pool);

const downDays = 3.1;

const refused = {
  namespace: 'orders',
  url: 'https://gatekeeper-webhook-service.gatekeeper-system.svc:443/v1/admit?timeout=3s',
  cause: 'no endpoints available for service "gatekeeper-webhook-service"',
};

export const webhookDown = defineStory({
  name: 'aks-orders-neu-01',
  version: { minor: 35, patch: 4 },
  azure: azureSide({
    subscription: 'payments',
    resourceGroup: 'rg-orders-prod',
    location: 'northeurope',
    tags: { owner: 'orders-team', env: 'prod' },
    diagnosticSettings: [logsTo('law-fleet-weu', 'kube-audit', 'kube-apiserver')],
  }),
  pools: [pool],
  requestsPerSecond: 160,
  webhookConfigurations: [
    ...aksWebhooks,
    {
      kind: 'ValidatingWebhookConfiguration',
      name: 'gatekeeper-validating-webhook-configuration',
      ageDays: 74,
      labels: { 'gatekeeper.sh/system': 'yes' },
      webhooks: [
        {
          name: 'validation.gatekeeper.sh',
          backend: {
            namespace: 'gatekeeper-system',
            service: 'gatekeeper-webhook-service',
            path: '/v1/admit',
          },
          rules: [
            { operations: ['CREATE', 'UPDATE'], apiGroups: ['*'], resources: ['*'], scope: 'Namespaced' },
          ],
          failurePolicy: 'Fail',
          timeoutSeconds: 3,
          namespaceSelector: {
            matchExpressions: [
              {
                key: 'kubernetes.io/metadata.name',
                operator: 'NotIn',
                values: ['gatekeeper-system', 'kube-system', 'kube-node-lease'],
              },
            ],
          },
        },
      ],
    },
  ],
  services: [
    {
      namespace: 'gatekeeper-system',
      name: 'gatekeeper-webhook-service',
      ageDays: 74,
      targetPort: 8443,
      selector: policy,
      endpoints: [
        {
          pod: 'gatekeeper-controller-7c6d5b4f8-q2w8z',
          node,
          ip: '10.244.3.18',
          ready: { endedDays: downDays },
        },
      ],
    },
  ],
  failedCalls: [
    {
      webhook: 'validation.gatekeeper.sh',
      type: 'validating',
      operation: 'CREATE',
      ageDays: downDays,
      perSecond: 0.5,
      refused: {
        ...refused,
        client: serviceAccount(
          'kube-system',
          'replicaset-controller',
          'kube-controller-manager/v1.35.4 (linux/amd64) kubernetes/4c9411f/system:serviceaccount:kube-system:replicaset-controller',
          '172.31.5.9',
        ),
        group: '',
        resource: 'pods',
        replicaSets: ['orders-api-6d4cf56db6', 'orders-worker-7f9c8b5d44'],
      },
    },
    {
      webhook: 'validation.gatekeeper.sh',
      type: 'validating',
      operation: 'UPDATE',
      ageDays: downDays,
      perSecond: 0.1,
      refused: {
        ...refused,
        client: serviceAccount(
          'argocd',
          'argocd-application-controller',
          'argocd-application-controller/v2.14.2',
        ),
        group: 'apps',
        resource: 'deployments',
      },
    },
  ],
});
