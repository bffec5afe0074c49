/** What piles up on a real API server: found through metadata, counts and pages that the server itself makes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditOnce } from '../../local/once/run.ts';
import { collect } from '../../src/evidence/collect.ts';
import { fleetPort } from '../../src/fleet/index.ts';
import { connect } from '../../src/kubernetes/connection.ts';
import type { Logger } from '../../src/shared/logger.ts';
import { memoryNotes } from '../../src/store/memory-history.ts';
import type { ApiServer } from '../support/api-server.ts';
import { missingApiServer, startApiServer } from '../support/api-server.ts';
import { eventually } from '../support/eventually.ts';
import { containing } from '../support/matchers.ts';
import { needing } from '../support/needing.ts';
import {
  applyClusterReader,
  createFailedCreateEvent,
  createFinishedJobs,
  createLeases,
  createValidatingWebhook,
} from '../support/real-cluster.ts';

const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

let server: ApiServer;
/** Jobs that the server keeps a time to live of: before 1.21 it drops the field. */
let withTtl = 0;

async function evidenceFor(user: string) {
  const kubeconfig = await server.kubeconfig(user);
  return collect({
    cluster: { key: 'c', id: 'kubeconfig:c', name: 'c', source: { kind: 'kubeconfig', context: user } },
    kinds: ['apiMetrics', 'failedCreateEvents', 'objectQuotas', 'finishedJobs', 'leakSuspects'],
    connect: (signal) => connect(user, { kubeconfig }, { signal }),
    options: { metricsWindowSeconds: 0 },
    now: () => new Date(),
    log: silent,
  });
}

describe.skipIf(missingApiServer !== null)(needing('leaks on a real API server', missingApiServer), () => {
  beforeAll(async () => {
    server = await startApiServer(
      [
        { name: 'auditor', groups: ['auditors'] },
        { name: 'counter', groups: ['team-a'] },
      ],
      ['--etcd-count-metric-poll-period=1s', '--etcd-db-metric-poll-interval=1s'],
    );
    await applyClusterReader(server, 'auditor');
    await server.request('POST', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', {
      metadata: { name: 'counter' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:monitoring' },
      subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'counter' }],
    });
    await createValidatingWebhook(server, {
      configuration: 'policy',
      webhook: 'check.policy.example',
      namespace: 'gone',
      service: 'gone-svc',
      resources: ['secrets'],
    });
    await createLeases(server, 'apps', 20);
    await createLeases(server, 'operator', 10_100);
    await createFinishedJobs(server, 'operator', 1_060);
    await createFinishedJobs(server, 'apps', 40, 3_600);
    const job = await server.request<{ readonly spec: object }>(
      'GET',
      '/apis/batch/v1/namespaces/apps/jobs/report-0',
    );
    withTtl = 'ttlSecondsAfterFinished' in job.spec ? 40 : 0;
    const refused: unknown = await server
      .request('POST', '/api/v1/namespaces/apps/secrets', { metadata: { name: 'blocked' } })
      .catch((error: unknown) => error);
    const said = /"message":"((?:[^"\\]|\\.)*)"/u.exec(refused instanceof Error ? refused.message : '')?.[1];
    // In the words of the server, whatever its version.
    const message = JSON.parse(`"${said ?? ''}"`) as string;
    expect(message).toContain('failed calling webhook "check.policy.example"');
    await createFailedCreateEvent(server, 'apps', 'web-5d9c', message);
    await server.request('POST', '/api/v1/namespaces/apps/resourcequotas', {
      metadata: { name: 'counts' },
      spec: { hard: { 'count/leases.coordination.k8s.io': '50', pods: '10', 'requests.cpu': '2' } },
    });
    await eventually('the server has counted the Leases and the Jobs', async () => {
      const metrics = await server.metrics();
      const leases = /(?:counts|objects)\{[^}]*"leases\.coordination\.k8s\.io"\} 10120\n/u;
      return leases.test(metrics) ? /(?:counts|objects)\{[^}]*"jobs\.batch"\} 1100\n/u.exec(metrics) : null;
    });
  });

  afterAll(() => server?.stop());

  test('are seen through metadata, and the namespace that holds most is counted exactly', async () => {
    const { evidence } = await evidenceFor('auditor');

    expect(evidence.leakSuspects).toMatchObject({
      ok: true,
      value: {
        kinds: [
          {
            kind: 'leases.coordination.k8s.io',
            total: 10_120,
            sampled: 1_000,
            complete: false,
            namespaces: [
              { name: 'operator', objects: 980, total: 10_100 },
              { name: 'apps', objects: 20, total: 20 },
            ],
            namespaceCount: 2,
            beyond: 0,
            withoutOwner: 1_000,
            owners: [],
            managers: [{ objects: 1_000 }],
            labels: [{ label: 'app.kubernetes.io/managed-by=operator', objects: 1_000 }],
            ages: { underAnHour: 1_000, underADay: 0, underAWeek: 0, under30Days: 0, older: 0 },
          },
        ],
        unseen: [],
        gone: [],
      },
    });
  });

  test('are finished Jobs by their conditions, with and without a time to live', async () => {
    const { evidence } = await evidenceFor('auditor');

    expect(evidence.finishedJobs).toMatchObject({
      value: {
        total: 1_100,
        read: 1_100,
        complete: true,
        finishedWithoutTtl: 1_100 - withTtl,
        finishedWithTtl: withTtl,
      },
    });
    const jobs = evidence.finishedJobs?.ok === true ? evidence.finishedJobs.value : null;
    expect(jobs?.groups[0]).toEqual({
      namespace: 'operator',
      owner: null,
      finishedWithoutTtl: 1_060,
      oldestFinishedAt: '2026-01-05T10:00:00.000Z',
    });
  });

  test('are bounded by quotas of which the short name of pods is none', async () => {
    const { evidence } = await evidenceFor('auditor');

    expect(evidence.objectQuotas).toMatchObject({
      value: {
        asked: true,
        quotas: [
          {
            namespace: 'apps',
            name: 'counts',
            counts: { 'leases.coordination.k8s.io': { hard: 50, used: null } },
          },
        ],
        truncated: false,
      },
    });
  });

  test('become findings that name the namespace and the workload that is blocked', async () => {
    const fleet = fleetPort(
      { kind: 'kubeconfig', kubeconfig: await server.kubeconfig('auditor'), contexts: null },
      { metricsWindowSeconds: 0 },
      memoryNotes(),
    );
    const progress = { step: () => undefined, end: () => undefined };
    const { report } = await auditOnce(fleet(silent), { log: silent, progress, logWindowMinutes: 60 });
    const findings = report.clusters.flatMap((cluster) => cluster.findings);

    expect(findings.find(({ check }) => check === 'finished-jobs-without-ttl')).toMatchObject({
      severity: 'medium',
      confidence: 'measured',
      observed: { value: 1_100 - withTtl },
      culprit: { name: 'operator' },
    });
    expect(findings.find(({ check }) => check === 'unbounded-namespace')).toMatchObject({
      resource: { name: 'operator', part: 'leases.coordination.k8s.io' },
      summary: containing('10,100 of 10,120 leases.coordination.k8s.io'),
    });
    expect(findings.find(({ check }) => check === 'failing-webhook')?.excerpts).toContainEqual({
      label: 'Workloads that get no pods',
      value: 'ReplicaSet/web-5d9c in apps (3 tries)',
    });
  });

  test('cost few requests: pages of metadata, one object to count by, nothing unpaged', async () => {
    const before = (await server.auditLog()).length;
    const { load } = await evidenceFor('auditor');
    const asked = (await server.auditLog())
      .slice(before)
      .filter(({ user }) => user.username === 'auditor')
      .map(({ requestURI }) => requestURI);

    expect(asked.slice(2)).toEqual([
      '/api/v1/events?fieldSelector=type%3DWarning%2Creason%3DFailedCreate&limit=200',
      '/api/v1/resourcequotas?limit=500',
      '/apis/batch/v1/jobs?limit=500',
      containing('/apis/batch/v1/jobs?limit=500&continue='),
      containing('/apis/batch/v1/jobs?limit=500&continue='),
      '/apis',
      '/apis/coordination.k8s.io/v1/leases?limit=500',
      containing('/apis/coordination.k8s.io/v1/leases?limit=500&continue='),
      '/apis/coordination.k8s.io/v1/namespaces/operator/leases?limit=1',
    ]);
    expect(load).toMatchObject({ requests: 11 });
    expect(load.bytes).toBeLessThan(1_000_000);
  });

  test('a user who may only read the counts sees that there are too many, and which rules it takes to see more', async () => {
    const { evidence } = await evidenceFor('counter');

    expect(evidence.leakSuspects).toMatchObject({
      ok: true,
      value: {
        kinds: [],
        unseen: [
          {
            kind: 'leases.coordination.k8s.io',
            reason: 'forbidden',
            why: containing('User "counter" cannot list resource "leases"'),
            remedy:
              'Grant the auditor a ClusterRole rule with verb "list" on resource "leases" of apiGroup "coordination.k8s.io".',
          },
        ],
      },
    });
    expect(evidence.finishedJobs).toMatchObject({ ok: false, reason: 'forbidden' });
    expect(evidence.objectQuotas).toMatchObject({ ok: false, reason: 'forbidden' });
    expect(evidence.failedCreateEvents).toMatchObject({ ok: false, reason: 'forbidden' });
  });
});
