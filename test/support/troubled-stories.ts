/** Sample clusters with the troubles that none of the twelve has, so that every check meets its own over real answers. */
import { azureSide } from '../../local/sample/azure-side.ts';
import { defineStory, type Story } from '../../local/sample/story.ts';
import { serviceAccount } from '../../local/sample/traffic.ts';

const reporting = {
  client: serviceAccount('reports', 'report-generator', 'report-generator/v2.1.0'),
  verb: 'get',
  group: 'apps',
  version: 'v1',
  resource: 'deployments',
  namespace: 'reports',
  names: ['report'],
} as const;

export const troubledStories: readonly Story[] = [
  /** etcd is out of memory: the API server fails its checks, calls are slow and time out; and far too many pods. */
  defineStory({
    name: 'aks-exhausted-weu-01',
    azure: azureSide({ metrics: { etcdMemory: { at: 91, swing: 1 } } }),
    objects: { pods: 170_000 },
    failingHealth: ['etcd', 'etcd-readiness'],
    traffic: [
      { ...reporting, perSecond: 1, medianMs: 3_000 },
      {
        ...reporting,
        resource: 'replicasets',
        perSecond: 4,
        medianMs: 40,
        outcomes: [
          {
            share: 0.4,
            code: 504,
            reason: 'Timeout',
            message: 'Timeout: request did not complete within requested timeout - context deadline exceeded',
            medianMs: 34_000,
          },
        ],
      },
    ],
  }),
  /** A rule of the network is wrong: nobody gets to the API server. */
  defineStory({ name: 'aks-cut-off-weu-01', unreachable: {} }),
  /** A node lost its way out. */
  defineStory({
    name: 'aks-lost-node-weu-01',
    pools: [{ name: 'nodepool1', hash: '31415926', nodes: 5, silent: { 3: 2 } }],
  }),
  /** A node whose disk is full: its kubelet is dead, and its network is fine. */
  defineStory({
    name: 'aks-dead-kubelet-weu-01',
    pools: [{ name: 'nodepool1', hash: '31415926', nodes: 5, silent: { 2: 3 }, connected: [2] }],
  }),
];
