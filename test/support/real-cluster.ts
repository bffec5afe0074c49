/** Real objects on a real API server: what the audited cluster of test/real holds. */
import { readFile } from 'node:fs/promises';
import pLimit from 'p-limit';
import { parseAllDocuments } from 'yaml';
import type { ApiServer } from './api-server.ts';

/** Requests at a time: enough to keep the server busy, few enough not to be throttled by it. */
const creator = pLimit(40);

export async function createConfigMaps(server: ApiServer, namespace: string, count: number): Promise<void> {
  await server.request('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
  await Promise.all(
    Array.from({ length: count }, (_, n) =>
      creator(() =>
        server.request('POST', `/api/v1/namespaces/${namespace}/configmaps`, {
          metadata: { name: `leader-${n}` },
          data: { holder: 'spark-driver' },
        }),
      ),
    ),
  );
}

/** Few objects whose LIST is long: `large-0`, `large-1` and so on. */
export async function createLargeConfigMaps(
  server: ApiServer,
  namespace: string,
  { count, bytes }: { readonly count: number; readonly bytes: number },
): Promise<void> {
  await server.request('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
  const data = { report: 'x'.repeat(bytes) };
  for (let n = 0; n < count; n += 1) {
    await server.request('POST', `/api/v1/namespaces/${namespace}/configmaps`, {
      metadata: { name: `large-${n}` },
      data,
    });
  }
}

/** A service with one ready endpoint on one node, or with none. */
export async function createBackend(
  server: ApiServer,
  namespace: string,
  name: string,
  ready: boolean,
): Promise<void> {
  await server.request('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
  await server.request('POST', `/api/v1/namespaces/${namespace}/services`, {
    metadata: { name },
    spec: { selector: { app: name }, ports: [{ port: 443, targetPort: 9443 }] },
  });
  const api = await preferredApi(server, 'discovery.k8s.io');
  const place = api.endsWith('/v1')
    ? { nodeName: 'node-1' }
    : { topology: { 'kubernetes.io/hostname': 'node-1' } };
  await server.request('POST', `${api}/namespaces/${namespace}/endpointslices`, {
    metadata: { name: `${name}-a1b2c`, labels: { 'kubernetes.io/service-name': name } },
    addressType: 'IPv4',
    ports: [{ port: 9443, protocol: 'TCP' }],
    // Not a loopback address: the server refuses those.
    endpoints: ready ? [{ addresses: ['10.96.77.1'], conditions: { ready: true }, ...place }] : [],
  });
}

export interface WebhookOptions {
  readonly configuration: string;
  readonly webhook: string;
  readonly namespace: string;
  readonly service: string;
  readonly resources: readonly string[];
}

/** As Kyverno registers itself: policy Fail, every namespace. */
export async function createValidatingWebhook(server: ApiServer, options: WebhookOptions): Promise<void> {
  await server.request('POST', '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations', {
    metadata: { name: options.configuration },
    webhooks: [
      {
        name: options.webhook,
        clientConfig: {
          service: { namespace: options.namespace, name: options.service, path: '/validate', port: 443 },
        },
        rules: [
          {
            operations: ['CREATE', 'UPDATE'],
            apiGroups: ['*'],
            apiVersions: ['*'],
            resources: options.resources,
          },
        ],
        failurePolicy: 'Fail',
        sideEffects: 'None',
        timeoutSeconds: 1,
        admissionReviewVersions: ['v1'],
      },
    ],
  });
}

/** The version of a group that this server prefers: the same objects are made on an old server and on a new one. */
async function preferredApi(server: ApiServer, group: string): Promise<string> {
  const answer = await server.request<{ preferredVersion: { groupVersion: string } }>(
    'GET',
    `/apis/${group}`,
  );
  return `/apis/${answer.preferredVersion.groupVersion}`;
}

const flowControl = 'flowcontrol.apiserver.k8s.io';

export async function createFlowSchema(
  server: ApiServer,
  name: string,
  priorityLevel: string,
  matchingPrecedence: number,
): Promise<void> {
  await server.request('POST', `${await preferredApi(server, flowControl)}/flowschemas`, {
    metadata: { name },
    spec: {
      matchingPrecedence,
      priorityLevelConfiguration: { name: priorityLevel },
      rules: [
        {
          subjects: [
            { kind: 'ServiceAccount', serviceAccount: { namespace: 'default', name: 'bad-client' } },
          ],
          resourceRules: [
            { verbs: ['list'], apiGroups: [''], resources: ['pods'], namespaces: ['*'], clusterScope: true },
          ],
        },
      ],
    },
  });
}

export async function createPriorityLevel(server: ApiServer, name: string): Promise<void> {
  const api = await preferredApi(server, flowControl);
  const shares = /v1beta[12]$/u.test(api) ? { assuredConcurrencyShares: 5 } : { nominalConcurrencyShares: 5 };
  await server.request('POST', `${api}/prioritylevelconfigurations`, {
    metadata: { name },
    spec: { type: 'Limited', limited: { ...shares, limitResponse: { type: 'Reject' } } },
  });
}

export async function createNodeLease(server: ApiServer, node: string, renewedAt: Date): Promise<void> {
  await server.request('POST', '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases', {
    metadata: { name: node },
    spec: {
      holderIdentity: node,
      leaseDurationSeconds: 40,
      renewTime: renewedAt.toISOString().replace('Z', '000Z'),
    },
  });
}

/** Lets a user read what the gatherers declare that they need. */
export async function grantAuditor(server: ApiServer, user: string, rules: readonly object[]): Promise<void> {
  const rbac = '/apis/rbac.authorization.k8s.io/v1';
  const name = `${user}-reads`;
  await server.request('POST', `${rbac}/clusterroles`, { metadata: { name }, rules });
  await server.request('POST', `${rbac}/clusterrolebindings`, {
    metadata: { name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
    subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: user }],
  });
}

/** Applies what `infra/kubernetes/` has for clusters without Azure RBAC, bound to this user. */
export async function applyClusterReader(server: ApiServer, user: string): Promise<void> {
  const file = new URL('../../infra/kubernetes/cluster-reader.yaml', import.meta.url);
  for (const document of parseAllDocuments((await readFile(file, 'utf8')).replaceAll('IDENTITY', user))) {
    const object = document.toJS() as { readonly kind: string };
    await server.request('POST', `/apis/rbac.authorization.k8s.io/v1/${object.kind.toLowerCase()}s`, object);
  }
}

/** Leases as an operator leaves them behind that elects its leader under a new name each time. */
export async function createLeases(server: ApiServer, namespace: string, count: number): Promise<void> {
  await server.request('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
  await Promise.all(
    Array.from({ length: count }, (_, n) =>
      creator(() =>
        server.request('POST', `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`, {
          metadata: { name: `leader-${n}`, labels: { 'app.kubernetes.io/managed-by': 'operator' } },
          spec: { holderIdentity: `pod-${n}` },
        }),
      ),
    ),
  );
}

/** Jobs as the Job controller leaves them when they are done. */
export async function createFinishedJobs(
  server: ApiServer,
  namespace: string,
  count: number,
  ttlSecondsAfterFinished?: number,
): Promise<void> {
  const jobs = `/apis/batch/v1/namespaces/${namespace}/jobs`;
  const prefix = ttlSecondsAfterFinished === undefined ? 'import' : 'report';
  const at = '2026-01-05T10:00:00Z';
  await Promise.all(
    Array.from({ length: count }, (_, n) =>
      creator(async () => {
        const name = `${prefix}-${n}`;
        const template = {
          spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'registry.example/app' }] },
        };
        await server.request('POST', jobs, {
          metadata: { name },
          spec: { template, ttlSecondsAfterFinished },
        });
        await server.request('PATCH', `${jobs}/${name}/status`, {
          status: {
            startTime: at,
            completionTime: at,
            succeeded: 1,
            conditions: [{ type: 'Complete', status: 'True', lastTransitionTime: at }],
          },
        });
      }),
    ),
  );
}

/** The event of a ReplicaSet whose pod was refused. */
export async function createFailedCreateEvent(
  server: ApiServer,
  namespace: string,
  replicaSet: string,
  message: string,
): Promise<void> {
  const now = `${new Date().toISOString().slice(0, 19)}Z`;
  await server.request('POST', `/api/v1/namespaces/${namespace}/events`, {
    metadata: { name: `${replicaSet}.1` },
    involvedObject: { kind: 'ReplicaSet', namespace, name: replicaSet, apiVersion: 'apps/v1' },
    type: 'Warning',
    reason: 'FailedCreate',
    message: `Error creating: ${message}`,
    count: 3,
    firstTimestamp: now,
    lastTimestamp: now,
    source: { component: 'replicaset-controller' },
  });
}
