import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSample } from '../../local/sample/index.ts';
import { stories } from '../../local/sample/stories/index.ts';
import { kindsNeeded } from '../../src/evidence/collect.ts';
import { checks } from '../../src/checks/index.ts';
import { fleetPort } from '../../src/fleet/index.ts';
import { memoryNotes } from '../../src/store/memory-history.ts';
import { evaluate } from '../../src/judgement/evaluate.ts';
import type { CheckVerdict } from '../../src/model.ts';
import { loggerTo } from '../../src/shared/logger.ts';
import { fingerprintOf } from '../../src/store/keys.ts';
import { matching } from '../support/matchers.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'sample-'));
});

afterEach(() => rm(directory, { recursive: true }));

test('the kubeconfig is for its owner only and has a context for each cluster', async () => {
  const sample = await startSample({ directory });
  try {
    expect(sample.contexts).toEqual(
      stories.filter(({ azure }) => !azure.privateCluster).map(({ name }) => name),
    );
    expect(sample.contexts).toHaveLength(11);
    expect((await stat(sample.kubeconfig)).mode & 0o777).toBe(0o600);
    const config = JSON.parse(await readFile(sample.kubeconfig, 'utf8')) as { contexts: { name: string }[] };
    expect(config.contexts.map(({ name }) => name)).toEqual(sample.contexts);
  } finally {
    await sample.stop();
  }
});

test('a second start on the same data goes on with the same story', async () => {
  const first = await startSample({ directory, now: () => new Date('2026-11-24T03:00:00Z') });
  await first.stop();
  const second = await startSample({ directory, now: () => new Date('2026-12-24T03:00:00Z') });
  await second.stop();
  expect(await readFile(path.join(directory, 'begun.txt'), 'utf8')).toBe('2026-11-24T03:00:00.000Z\n');
});

test('what Kubernetes alone tells of each story is what it was written for, and hardly anything stays unknown', async () => {
  const sample = await startSample({ directory });
  try {
    const told = await judgementOf(sample.kubeconfig);
    // Counters of one API server are no all-clear for the others: only the audit log is. And a first sweep has no past.
    expect(new Set(told.flatMap(({ verdicts }) => withOutcome(verdicts, 'unknown')))).toEqual(
      new Set([
        'api-timeouts',
        'throttled-clients',
        'restarting-api-server',
        'etcd-filling-up',
        'contested-webhook-configuration',
        'object-leak',
      ]),
    );
    expect(Object.fromEntries(told.map(({ name, verdicts }) => [name, findingsIn(verdicts)]))).toEqual({
      'aks-payments-weu-01': [],
      'aks-web-neu-01': [],
      'aks-batch-weu-01': [
        'deprecated-api-calls: flowschemas.flowcontrol.apiserver.k8s.io',
        'excessive-object-count: configmaps',
        'excessive-object-count: jobs.batch',
        'excessive-object-count: pods',
        'finished-jobs-without-ttl: jobs.batch',
        'ineffective-flow-schema: restrict-bad-client',
        'ineffective-flow-schema: restrict-bad-client',
        'large-etcd-database: etcd-0',
        'silent-nodes: batch',
        'unavailable-aggregated-api: v1beta1.external.metrics.k8s.io',
        'unbounded-namespace: batch',
        'unbounded-namespace: batch',
      ],
      'aks-search-weu-01': [],
      'aks-iot-frc-01': [],
      'aks-checkout-weu-01': [
        'failing-webhook: pods.image-guard.contoso.com',
        'failing-webhook: validate.kyverno.svc-fail',
        'slow-webhook: mutate.kyverno.svc-fail',
        'webhook-deadlock-risk: kyverno-resource-mutating-webhook-cfg',
        'webhook-deadlock-risk: kyverno-resource-validating-webhook-cfg',
        'webhook-without-backend: image-guard-validating-webhook',
      ],
      'aks-orders-neu-01': [
        'failing-webhook: validation.gatekeeper.sh',
        'webhook-without-backend: gatekeeper-validating-webhook-configuration',
      ],
      'aks-ci-weu-01': ['large-etcd-database: etcd-0', 'slow-etcd: listWithCount', 'slow-etcd: update'],
      'aks-ml-frc-01': [
        'active-apiserver-guard: aks-managed-apiserver-guard',
        'throttled-clients: aks-managed-apiserver-guard',
      ],
      'aks-legacy-weu-01': [],
      'aks-reports-frc-01': [],
    });
  } finally {
    await sample.stop();
  }
});

test('the settings name every endpoint and the subscriptions of the fleet', async () => {
  const sample = await startSample({ directory });
  try {
    const loopback = /^https:\/\/127\.0\.0\.1:\d+/.source;
    expect(sample.settings).toEqual({
      FLEET_SUBSCRIPTIONS: matching(/^[\da-f-]{36},[\da-f-]{36},[\da-f-]{36}$/),
      AZURE_ARM_ENDPOINT: matching(new RegExp(`${loopback}$`)),
      AZURE_METRICS_ENDPOINT: matching(new RegExp(`${loopback}/{region}$`)),
      AZURE_LOGS_ENDPOINT: matching(new RegExp(`${loopback}/v1$`)),
      IDENTITY_ENDPOINT: matching(/^http:\/\/127\.0\.0\.1:\d+\/msi\/token$/),
      IDENTITY_HEADER: matching(/^[\da-f]{32}$/),
      AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential',
    });
    expect(sample.requests()).toEqual({});
  } finally {
    await sample.stop();
  }
});

/** The verdicts of every check, read through the kubeconfig as those of any cluster are. */
async function judgementOf(
  kubeconfig: string,
): Promise<readonly { readonly name: string; readonly verdicts: readonly CheckVerdict[] }[]> {
  const faults: unknown[] = [];
  const log = loggerTo({ info: () => {}, warn: () => {}, error: (...line) => faults.push(line) });
  const settings = { kind: 'kubeconfig', kubeconfig, contexts: null } as const;
  const fleet = fleetPort(settings, { metricsWindowSeconds: 0 }, memoryNotes())(log);
  const told = [];
  for (const { cluster } of (await fleet.discover()).clusters) {
    const { evidence } = await fleet.collect(cluster, kindsNeeded(checks), {});
    const verdicts = evaluate(checks, evidence, {
      now: new Date(),
      fingerprint: (check, resource) => fingerprintOf(cluster.key, check, resource),
      outOfScope: (kind) => fleet.outOfScope(cluster, kind),
      onFault: (check, error) => faults.push({ check, error }),
    });
    told.push({ name: cluster.name, verdicts });
  }
  expect(faults).toEqual([]);
  return told;
}

function withOutcome(verdicts: readonly CheckVerdict[], outcome: CheckVerdict['outcome']): readonly string[] {
  return verdicts
    .filter((verdict) => verdict.outcome === outcome)
    .map(({ check }) => check)
    .toSorted();
}

function findingsIn(verdicts: readonly CheckVerdict[]): readonly string[] {
  return verdicts
    .flatMap((verdict) => (verdict.outcome === 'fail' ? verdict.findings : []))
    .map(({ check, resource }) => `${check}: ${resource.name}`)
    .toSorted();
}
