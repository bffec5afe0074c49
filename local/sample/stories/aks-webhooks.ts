/** Webhooks that AKS itself runs in every cluster, in its own control plane. */
import type { StoryWebhookConfiguration } from '../story.ts';

const ownedByAks = { 'kubernetes.azure.com/managedby': 'aks' };

export const aksWebhooks: readonly StoryWebhookConfiguration[] = [
  {
    kind: 'ValidatingWebhookConfiguration',
    name: 'aks-node-validating-webhook',
    ageDays: 200,
    generation: 1,
    labels: ownedByAks,
    webhooks: [
      {
        name: 'aks-node-validating-webhook.azmk8s.io',
        backend: { url: 'https://aks-webhook.azmk8s.io:9443/validate-node' },
        rules: [
          {
            operations: ['UPDATE', 'DELETE'],
            apiGroups: [''],
            apiVersions: ['v1'],
            resources: ['nodes'],
            scope: 'Cluster',
          },
        ],
        failurePolicy: 'Ignore',
        timeoutSeconds: 5,
      },
    ],
  },
  {
    kind: 'MutatingWebhookConfiguration',
    name: 'aks-node-mutating-webhook',
    ageDays: 200,
    generation: 1,
    labels: ownedByAks,
    webhooks: [
      {
        name: 'aks-node-mutating-webhook.azmk8s.io',
        backend: { url: 'https://aks-webhook.azmk8s.io:9443/mutate-node' },
        rules: [
          {
            operations: ['UPDATE'],
            apiGroups: [''],
            apiVersions: ['v1'],
            resources: ['nodes'],
            scope: 'Cluster',
          },
        ],
        failurePolicy: 'Ignore',
        timeoutSeconds: 5,
      },
    ],
  },
];
