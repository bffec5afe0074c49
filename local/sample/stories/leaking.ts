/** A batch platform that never cleans up: finished Jobs and their ConfigMaps fill etcd, and nobody has noticed. */
import { defineStory } from '../story.ts';
import { aksWebhooks } from './aks-webhooks.ts';

const mebibyte = 1024 * 1024;

export const leaking = defineStory({
  name: 'sample-leaking',
  version: { minor: 31, patch: 8 },
  pools: [
    { name: 'nodepool1', hash: '27182818', nodes: 3 },
    // One node lost its way to the API server some hours ago.
    { name: 'batch', hash: '27182818', nodes: 9, silent: { 6: 5.3 } },
  ],
  uptimeHours: 410,
  requestsPerSecond: 180,
  etcdBytes: { at: 4_710 * mebibyte, perDay: 38 * mebibyte, limit: 8_000 * mebibyte },
  objects: {
    'jobs.batch': { at: 48_120, perDay: 640, limit: 140_000 },
    configmaps: { at: 14_230, perDay: 190, limit: 60_000 },
    // The collector of terminated pods keeps 12,500 of them, whatever happens:
    // https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-garbage-collection
    pods: 12_780,
    events: 8_460,
    'cronjobs.batch': 58,
    secrets: 1_940,
  },
  webhookConfigurations: aksWebhooks,
  // Copied from a troubleshooting guide; the priority level that belongs to it was never applied.
  flowSchemas: [
    {
      name: 'restrict-bad-client',
      ageDays: 6,
      appliedAs: 'flowcontrol.apiserver.k8s.io/v1beta3',
      matchingPrecedence: 1_000,
      priorityLevel: 'very-low-priority',
      distinguisher: 'ByUser',
      rules: [
        {
          subjects: [
            { kind: 'ServiceAccount', serviceAccount: { namespace: 'default', name: 'bad-client' } },
          ],
          resourceRules: [{ verbs: ['list'], apiGroups: [''], resources: ['pods'], namespaces: ['default'] }],
        },
      ],
    },
  ],
});
