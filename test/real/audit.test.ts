/** The product against a real API server: what it finds, what it says when it may not look, and what it costs. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditOnce } from '../../local/once/run.ts';
import { fleetPort } from '../../src/fleet/index.ts';
import { memoryNotes } from '../../src/store/memory-history.ts';
import type { AuditReport } from '../../src/report/audit-report.ts';
import type { Logger } from '../../src/shared/logger.ts';
import type { ApiServer, AuditEvent } from '../support/api-server.ts';
import { missingApiServer, missingBefore, startApiServer } from '../support/api-server.ts';
import { eventually } from '../support/eventually.ts';
import { containing } from '../support/matchers.ts';
import { needing } from '../support/needing.ts';
import {
  applyClusterReader,
  createBackend,
  createConfigMaps,
  createFlowSchema,
  createNodeLease,
  createPriorityLevel,
  createValidatingWebhook,
} from '../support/real-cluster.ts';

const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

let server: ApiServer;

async function auditAs(user: string): Promise<AuditReport['clusters'][number]> {
  const kubeconfig = await server.kubeconfig(user);
  const fleet = fleetPort(
    { kind: 'kubeconfig', kubeconfig, contexts: null },
    { metricsWindowSeconds: 1 },
    memoryNotes(),
  );
  const progress = { step: () => undefined, end: () => undefined };
  const { report } = await auditOnce(fleet(silent), { log: silent, progress, logWindowMinutes: 60 });
  const [cluster] = report.clusters;
  if (cluster === undefined) throw new Error('the kubeconfig has one context');
  return cluster;
}

describe.skipIf(missingApiServer !== null)(needing('an audit of a real API server', missingApiServer), () => {
  beforeAll(async () => {
    server = await startApiServer(
      [
        { name: 'auditor', groups: ['auditors'] },
        { name: 'nobody', groups: ['team-a'] },
      ],
      // The server counts objects once a minute, which would be most of the test's time.
      ['--etcd-count-metric-poll-period=1s', '--etcd-db-metric-poll-interval=1s'],
    );
    await applyClusterReader(server, 'auditor');
    await createConfigMaps(server, 'spark', 10_500);
    await createBackend(server, 'kyverno', 'kyverno-svc', true);
    await createFlowSchema(server, 'restrict-bad-client', 'very-low-priority', 1000);
    await createPriorityLevel(server, 'aks-managed-apiserver-guard');
    await createFlowSchema(server, 'aks-managed-apiserver-guard', 'aks-managed-apiserver-guard', 8000);
    const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);
    await createNodeLease(server, 'aks-nodepool1-12345678-vmss000000', minutesAgo(0));
    await createNodeLease(server, 'aks-nodepool1-12345678-vmss000001', minutesAgo(0));
    await createNodeLease(server, 'aks-nodepool1-12345678-vmss000002', minutesAgo(60));
    await createValidatingWebhook(server, {
      configuration: 'kyverno-resource-validating-webhook-cfg',
      webhook: 'validate.kyverno.svc-fail',
      namespace: 'kyverno',
      service: 'kyverno-svc',
      resources: ['pods'],
    });
    await createValidatingWebhook(server, {
      configuration: 'orphaned-webhook-cfg',
      webhook: 'orphan.example.com',
      namespace: 'gone',
      service: 'gone-svc',
      resources: ['secrets'],
    });
    // A write that the orphaned webhook blocks: the failure that its metric remembers.
    await expect(
      server.request('POST', '/api/v1/namespaces/spark/secrets', { metadata: { name: 'blocked' } }),
    ).rejects.toThrow('failed calling webhook');
    await eventually('the server has counted the ConfigMaps', async () =>
      /(?:counts|objects)\{[^}]*"configmaps"\} 10500\n/u.exec(await server.metrics()),
    );
  });

  afterAll(() => server?.stop());

  test('finds what is wrong and names the object', async () => {
    const { findings, verdicts, score, coverage } = await auditAs('auditor');

    // How quick etcd is depends on the machine; that it is judged does not.
    const found = findings
      .filter(({ check }) => check !== 'slow-etcd')
      .map(({ check, severity, resource }) => `${severity} ${check} ${resource.kind}/${resource.name}`);
    expect(['pass', 'fail']).toContain(verdicts.find(({ check }) => check === 'slow-etcd')?.outcome);
    expect(found.toSorted()).toEqual([
      'critical active-apiserver-guard FlowSchema/aks-managed-apiserver-guard',
      'critical webhook-without-backend ValidatingWebhookConfiguration/orphaned-webhook-cfg',
      'high failing-webhook Webhook/orphan.example.com',
      'high silent-nodes NodePool/nodepool1',
      'high webhook-deadlock-risk ValidatingWebhookConfiguration/kyverno-resource-validating-webhook-cfg',
      'low unbounded-namespace Namespace/spark',
      'medium excessive-object-count APIResource/configmaps',
      'medium ineffective-flow-schema FlowSchema/restrict-bad-client',
    ]);
    const passed = verdicts.filter(({ check, outcome }) => outcome === 'pass' && check !== 'slow-etcd');
    expect(passed.map(({ check }) => check)).toEqual([
      'unreachable-api-server',
      'unhealthy-api-server',
      'untested-cluster-scale',
      'large-etcd-database',
      'finished-jobs-without-ttl',
      // Made a moment ago, and not changed since: their whole life is known.
      'contested-webhook-configuration',
    ]);
    // Counters of one API server are no all-clear for the others: only the audit log is. And this one has just started, and is
    // audited for the first time: what restarts, fills up or leaks is seen by audits before. Leases of API servers came with 1.26.
    const unknown = verdicts.filter(({ outcome }) => outcome === 'unknown');
    expect(unknown.map(({ check, reason }) => `${check} ${reason}`)).toEqual([
      `restarting-api-server ${missingBefore(26) === null ? 'notCollected' : 'unsupported'}`,
      'api-timeouts unsupported',
      'deprecated-api-calls notCollected',
      'etcd-filling-up notCollected',
      'object-leak notCollected',
      'throttled-clients unsupported',
      'slow-webhook notCollected',
    ]);
    // Some points more where etcd is quick.
    expect(score).toBeGreaterThan(36);
    expect(score).toBeLessThan(46);
    // A first audit cannot judge what takes the past.
    expect(coverage).toBeGreaterThan(0.7);
    expect(coverage).toBeLessThan(0.8);
  });

  test('under infra/kubernetes/cluster-reader.yaml nothing is forbidden', async () => {
    const { verdicts } = await auditAs('auditor');

    expect(verdicts.filter((verdict) => 'reason' in verdict && verdict.reason === 'forbidden')).toEqual([]);
    const refused = (await server.auditLog()).filter(
      ({ user, responseStatus }) => user.username === 'auditor' && responseStatus?.code === 403,
    );
    expect(refused).toEqual([]);
  });

  test('counts what the server holds', async () => {
    const { findings } = await auditAs('auditor');

    expect(findings.find(({ check }) => check === 'excessive-object-count')).toMatchObject({
      observed: { value: 10_500, unit: 'objects' },
      confidence: 'measured',
    });
    expect(findings.find(({ check }) => check === 'silent-nodes')?.excerpts).toContainEqual({
      label: 'Silent nodes',
      value: 'aks-nodepool1-12345678-vmss000002',
    });
  });

  test('a user without rights reaches the server and sees nothing: all else is unknown with the rule that is missing', async () => {
    const { verdicts, findings, score } = await auditAs('nobody');

    expect({ score, findings }).toEqual({ score: null, findings: [] });
    expect(told(verdicts)).toEqual(new Set(['unknown forbidden']));
    expect(verdicts.find(({ check }) => check === 'silent-nodes')).toMatchObject({
      detail: containing('User "nobody" cannot list resource "leases"'),
      remedy: containing(
        'Grant the auditor a ClusterRole rule with verb "list" on resource "leases" of apiGroup "coordination.k8s.io" in namespace "kube-node-lease".',
      ),
    });
  });

  test('one audit costs few requests, all GET, all paged, all under our name', async () => {
    const before = (await server.auditLog()).length;
    const { load } = await auditAs('auditor');
    const requests = (await server.auditLog())
      .slice(before)
      .filter(({ user }) => user.username === 'auditor');

    expect(requests.length).toBe(load.requests);
    expect(requests.length).toBeLessThanOrEqual(20);
    expect(load.bytes).toBeLessThan(1_000_000);
    expect(new Set(requests.map(({ verb }) => verb))).toEqual(new Set(['get', 'list']));
    expect(requests.every(({ userAgent }) => userAgent?.startsWith('aks-fleet-auditor/') === true)).toBe(
      true,
    );
    expect(requests.filter(isUnpagedList).map(({ requestURI }) => requestURI)).toEqual([]);
    expect(requests.filter(({ responseStatus }) => (responseStatus?.code ?? 0) >= 500)).toEqual([]);
  });
});

describe.skipIf(missingApiServer !== null)(needing('an API server that dies', missingApiServer), () => {
  test('is unreachable: one request, one finding, and every other check unknown', async () => {
    server = await startApiServer();
    try {
      const kubeconfig = await server.kubeconfig('admin');
      expect(kubeconfig).not.toBe('');
      await server.kill();

      const { verdicts, findings, load, score } = await auditAs('admin');

      expect(told(verdicts)).toEqual(new Set(['unknown unreachable']));
      expect(findings.map(({ check, severity }) => `${severity} ${check}`)).toEqual([
        'high unreachable-api-server',
      ]);
      expect({ score, requests: load.requests }).toEqual({ score: null, requests: 1 });
    } finally {
      await server.stop();
    }
  });
});

/** What checks say that ask the API server, but for the one on reaching it, and those that go by the audit log. */
function told(verdicts: AuditReport['clusters'][number]['verdicts']): ReadonlySet<string> {
  const asked = verdicts.filter(
    ({ check, outcome }) =>
      outcome !== 'notApplicable' &&
      !['unreachable-api-server', 'throttled-clients', 'api-timeouts'].includes(check),
  );
  return new Set(asked.map(({ outcome, reason }) => `${outcome} ${reason}`));
}

function isUnpagedList({ verb, requestURI }: AuditEvent): boolean {
  return verb === 'list' && !/[?&]limit=\d/u.test(requestURI);
}
