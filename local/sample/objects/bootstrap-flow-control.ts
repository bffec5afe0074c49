/** The flow schemas and priority levels that every API server creates for itself. */
import type { StoryFlowSchema, StoryPriorityLevel } from '../story.ts';

type BootstrapSchema = Omit<StoryFlowSchema, 'ageDays' | 'appliedAs'> & {
  /** Last minor that has it. */
  readonly until?: number;
};

type BootstrapLevel = Omit<StoryPriorityLevel, 'ageDays' | 'appliedAs'>;

const clusterAgeDays = 200;

export function bootstrapSchemas(minor: number): readonly StoryFlowSchema[] {
  return schemas
    .filter(({ until = Infinity }) => minor <= until)
    .map((schema) => ({ ...schema, ageDays: clusterAgeDays, appliedAs: null }));
}

export function bootstrapLevels(): readonly StoryPriorityLevel[] {
  return levels.map((level) => ({ ...level, ageDays: clusterAgeDays, appliedAs: null }));
}

const everything = {
  resourceRules: [
    { verbs: ['*'], apiGroups: ['*'], resources: ['*'], clusterScope: true, namespaces: ['*'] },
  ],
  nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
};
const everyone = [group('system:unauthenticated'), group('system:authenticated')];

// https://github.com/kubernetes/apiserver/blob/master/pkg/apis/flowcontrol/bootstrap/default.go
const schemas: readonly BootstrapSchema[] = [
  {
    name: 'exempt',
    matchingPrecedence: 1,
    priorityLevel: 'exempt',
    rules: [{ subjects: [group('system:masters')], ...everything }],
  },
  {
    name: 'probes',
    matchingPrecedence: 2,
    priorityLevel: 'exempt',
    rules: [
      {
        subjects: everyone,
        nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/healthz', '/readyz', '/livez'] }],
      },
    ],
  },
  {
    name: 'system-leader-election',
    matchingPrecedence: 100,
    priorityLevel: 'leader-election',
    distinguisher: 'ByUser',
    rules: [
      {
        subjects: [
          user('system:kube-controller-manager'),
          user('system:kube-scheduler'),
          serviceAccount('kube-system', '*'),
        ],
        resourceRules: [leaseRule(['get', 'create', 'update'])],
      },
    ],
  },
  {
    name: 'endpoint-controller',
    matchingPrecedence: 150,
    priorityLevel: 'workload-high',
    distinguisher: 'ByUser',
    until: 33,
    rules: [
      {
        subjects: [
          user('system:kube-controller-manager'),
          serviceAccount('kube-system', 'endpoint-controller'),
          serviceAccount('kube-system', 'endpointslicemirroring-controller'),
        ],
        resourceRules: [
          {
            verbs: ['get', 'create', 'update'],
            apiGroups: [''],
            resources: ['endpoints'],
            namespaces: ['*'],
          },
        ],
      },
    ],
  },
  {
    name: 'workload-leader-election',
    matchingPrecedence: 200,
    priorityLevel: 'leader-election',
    distinguisher: 'ByUser',
    until: 33,
    rules: [
      {
        subjects: [serviceAccount('kube-system', '*')],
        resourceRules: [leaseRule(['get', 'create', 'update'])],
      },
    ],
  },
  {
    name: 'system-node-high',
    matchingPrecedence: 400,
    priorityLevel: 'node-high',
    distinguisher: 'ByUser',
    rules: [
      {
        subjects: [group('system:nodes')],
        resourceRules: [
          {
            verbs: ['*'],
            apiGroups: [''],
            resources: ['nodes', 'nodes/status'],
            clusterScope: true,
            namespaces: ['*'],
          },
          leaseRule(['*']),
        ],
      },
    ],
  },
  {
    name: 'system-nodes',
    matchingPrecedence: 500,
    priorityLevel: 'system',
    distinguisher: 'ByUser',
    rules: [{ subjects: [group('system:nodes')], ...everything }],
  },
  {
    name: 'kube-controller-manager',
    matchingPrecedence: 800,
    priorityLevel: 'workload-high',
    distinguisher: 'ByNamespace',
    rules: [{ subjects: [user('system:kube-controller-manager')], ...everything }],
  },
  {
    name: 'kube-scheduler',
    matchingPrecedence: 800,
    priorityLevel: 'workload-high',
    distinguisher: 'ByNamespace',
    rules: [{ subjects: [user('system:kube-scheduler')], ...everything }],
  },
  {
    name: 'kube-system-service-accounts',
    matchingPrecedence: 900,
    priorityLevel: 'workload-high',
    distinguisher: 'ByNamespace',
    rules: [{ subjects: [serviceAccount('kube-system', '*')], ...everything }],
  },
  {
    name: 'service-accounts',
    matchingPrecedence: 9000,
    priorityLevel: 'workload-low',
    distinguisher: 'ByUser',
    rules: [{ subjects: [group('system:serviceaccounts')], ...everything }],
  },
  {
    name: 'global-default',
    matchingPrecedence: 9900,
    priorityLevel: 'global-default',
    distinguisher: 'ByUser',
    rules: [{ subjects: everyone, ...everything }],
  },
  {
    name: 'catch-all',
    matchingPrecedence: 10_000,
    priorityLevel: 'catch-all',
    distinguisher: 'ByUser',
    rules: [{ subjects: everyone, ...everything }],
  },
];

const levels: readonly BootstrapLevel[] = [
  { name: 'system', shares: 30, lendablePercent: 33, queuing: { queues: 64, handSize: 6 } },
  { name: 'node-high', shares: 40, lendablePercent: 25, queuing: { queues: 64, handSize: 6 } },
  { name: 'leader-election', shares: 10, lendablePercent: 0, queuing: { queues: 16, handSize: 4 } },
  { name: 'workload-high', shares: 40, lendablePercent: 50, queuing: { queues: 128, handSize: 6 } },
  { name: 'workload-low', shares: 100, lendablePercent: 90, queuing: { queues: 128, handSize: 6 } },
  { name: 'global-default', shares: 20, lendablePercent: 50, queuing: { queues: 128, handSize: 6 } },
  { name: 'catch-all', shares: 5, lendablePercent: 0 },
];

function group(name: string): object {
  return { kind: 'Group', group: { name } };
}

function user(name: string): object {
  return { kind: 'User', user: { name } };
}

function serviceAccount(namespace: string, name: string): object {
  return { kind: 'ServiceAccount', serviceAccount: { namespace, name } };
}

function leaseRule(verbs: readonly string[]): object {
  return { verbs, apiGroups: ['coordination.k8s.io'], resources: ['leases'], namespaces: ['*'] };
}
