/** What every cluster of some size has in its audit log, whatever its story: heartbeats, elections, add-ons, probers. */
import { gitVersion, nodeNames } from '../story.ts';
import type { Story } from '../story.ts';
import { numbered, serviceAccount } from '../traffic.ts';
import type { Client, Traffic } from '../traffic.ts';

export function baseTraffic(story: Story): readonly Traffic[] {
  return [...nodeTraffic(story), ...controlPlane(story), ...addOns()];
}

/** Leases every ten seconds; the status every five minutes, and whenever a pod changes. */
function nodeTraffic(story: Story): readonly Traffic[] {
  return story.pools.flatMap((pool) =>
    nodeNames(pool).flatMap((node, index) => {
      const silentHours = pool.silent?.[index];
      const until = silentHours === undefined ? {} : { endedDays: silentHours / 24 };
      const client = kubelet(story, node, index);
      const common = { client, version: 'v1', names: [node], ...until };
      return [
        {
          ...common,
          verb: 'update',
          group: 'coordination.k8s.io',
          resource: 'leases',
          namespace: 'kube-node-lease',
          query: 'timeout=10s',
          perSecond: 0.1,
          medianMs: 7,
        },
        {
          ...common,
          verb: 'patch',
          group: '',
          resource: 'nodes',
          subresource: 'status',
          query: 'timeout=10s',
          perSecond: 1 / 300,
          medianMs: 19,
          level: 'Request',
        },
        {
          ...common,
          verb: 'patch',
          group: '',
          resource: 'pods',
          subresource: 'status',
          namespace: 'default',
          names: numbered('web', 7),
          perSecond: 0.008,
          medianMs: 15,
          level: 'Request',
        },
      ] as const;
    }),
  );
}

export function kubelet(story: Story, node: string, index: number): Client {
  return {
    userAgent: `kubelet/${gitVersion(story)} (linux/amd64) kubernetes/4c9411f`,
    username: `system:node:${node}`,
    groups: ['system:nodes', 'system:authenticated'],
    ip: `10.224.${Math.floor(index / 250)}.${4 + (index % 250)}`,
  };
}

function controlPlane(story: Story): readonly Traffic[] {
  const of = (program: string, part: string, username: string): Client => ({
    userAgent: `${program}/${gitVersion(story)} (linux/amd64) kubernetes/4c9411f/${part}`,
    username,
    groups: ['system:authenticated'],
    ip: '172.31.5.9',
  });
  const controllers = 'kube-controller-manager';
  const election = {
    verb: 'update',
    group: 'coordination.k8s.io',
    version: 'v1',
    resource: 'leases',
    namespace: 'kube-system',
    perSecond: 0.2,
    medianMs: 6,
  };
  return [
    {
      ...election,
      client: of(controllers, 'leader-election', `system:${controllers}`),
      names: [controllers],
    },
    {
      ...election,
      client: of('kube-scheduler', 'leader-election', 'system:kube-scheduler'),
      names: ['kube-scheduler'],
    },
    {
      client: serviceAccount(
        'kube-system',
        'replicaset-controller',
        of(controllers, 'system:serviceaccount:kube-system:replicaset-controller', '').userAgent,
      ),
      verb: 'create',
      group: '',
      version: 'v1',
      resource: 'pods',
      namespace: 'default',
      perSecond: 0.02,
      medianMs: 22,
      level: 'RequestResponse',
    },
    {
      client: of(
        controllers,
        'system:serviceaccount:kube-system:generic-garbage-collector',
        `system:${controllers}`,
      ),
      verb: 'delete',
      group: '',
      version: 'v1',
      resource: 'pods',
      namespace: 'default',
      names: numbered('web', 40),
      perSecond: 0.02,
      medianMs: 18,
      level: 'RequestResponse',
    },
    {
      client: of('kube-scheduler', 'scheduler', 'system:kube-scheduler'),
      verb: 'create',
      group: 'events.k8s.io',
      version: 'v1',
      resource: 'events',
      namespace: 'kube-system',
      perSecond: 0.02,
      medianMs: 9,
      twoStages: true,
    },
  ];
}

function addOns(): readonly Traffic[] {
  const metricsServer = serviceAccount(
    'kube-system',
    'metrics-server',
    'metrics-server/v0.7.2 (linux/amd64)',
  );
  const coredns = serviceAccount('kube-system', 'coredns', 'Go-http-client/2.0', '10.224.0.5');
  return [
    {
      client: metricsServer,
      verb: 'list',
      group: '',
      version: 'v1',
      resource: 'nodes',
      query: 'limit=500',
      perSecond: 0.03,
      medianMs: 14,
      level: 'Request',
    },
    {
      client: metricsServer,
      verb: 'create',
      group: 'authorization.k8s.io',
      version: 'v1',
      resource: 'subjectaccessreviews',
      perSecond: 0.12,
      medianMs: 3,
    },
    {
      client: coredns,
      verb: 'watch',
      group: 'discovery.k8s.io',
      version: 'v1',
      resource: 'endpointslices',
      query: 'allowWatchBookmarks=true&watch=true',
      perSecond: 0.004,
      // A watch ends after minutes to an hour.
      medianMs: 460_000,
      twoStages: true,
    },
    {
      client: serviceAccount('kube-system', 'cilium', 'cilium-agent/1.16.6', '10.224.0.4'),
      verb: 'get',
      group: '',
      version: 'v1',
      resource: 'configmaps',
      namespace: 'kube-system',
      names: ['cilium-config'],
      perSecond: 0.05,
      medianMs: 5,
    },
    {
      client: serviceAccount('kube-system', 'azure-policy', 'azure-policy-kubernetes-addon/1.10.0'),
      verb: 'list',
      group: '',
      version: 'v1',
      resource: 'namespaces',
      query: 'limit=500&resourceVersion=0',
      perSecond: 0.02,
      medianMs: 11,
      level: 'Request',
    },
    {
      client: {
        userAgent: 'kube-probe/1.33',
        username: 'system:anonymous',
        groups: ['system:unauthenticated'],
        ip: '172.31.5.1',
      },
      verb: 'get',
      group: '',
      version: '',
      resource: '',
      names: ['/readyz'],
      perSecond: 0.1,
      medianMs: 2,
    },
  ];
}
