import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSample } from '../../local/sample/index.ts';
import { kindsNeeded } from '../../src/evidence/collect.ts';
import { fleetAccess } from '../../src/fleet-access.ts';
import { evaluate } from '../../src/judgement/evaluate.ts';
import type { CheckVerdict } from '../../src/model.ts';
import { loggerTo } from '../../src/shared/logger.ts';
import { fingerprintOf } from '../../src/store/keys.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'sample-'));
});

afterEach(() => rm(directory, { recursive: true }));

test('the kubeconfig is for its owner only and has a context for each cluster', async () => {
  const sample = await startSample({ directory });
  try {
    expect(sample.contexts).toEqual(['sample-healthy', 'sample-leaking', 'sample-webhook']);
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

test('each story gives exactly the findings it was written for, and nothing stays unknown', async () => {
  const sample = await startSample({ directory });
  try {
    const told = await judgementOf(sample.kubeconfig);
    expect(told.map(({ name, verdicts }) => ({ name, unknown: withOutcome(verdicts, 'unknown') }))).toEqual([
      { name: 'sample-healthy', unknown: [] },
      { name: 'sample-leaking', unknown: [] },
      { name: 'sample-webhook', unknown: [] },
    ]);
    expect(
      told.map(({ name, verdicts }) => ({ name, notApplicable: withOutcome(verdicts, 'notApplicable') })),
    ).toEqual([
      { name: 'sample-healthy', notApplicable: [] },
      { name: 'sample-leaking', notApplicable: ['webhook-deadlock-risk', 'webhook-without-backend'] },
      { name: 'sample-webhook', notApplicable: ['ineffective-flow-schema'] },
    ]);
    expect(told.map(({ name, verdicts }) => ({ name, findings: findingsIn(verdicts) }))).toEqual([
      { name: 'sample-healthy', findings: [] },
      {
        name: 'sample-leaking',
        findings: [
          'excessive-object-count: configmaps',
          'excessive-object-count: jobs.batch',
          'excessive-object-count: pods',
          'ineffective-flow-schema: restrict-bad-client',
          'ineffective-flow-schema: restrict-bad-client',
          'large-etcd-database: etcd-0',
          'silent-nodes: batch',
        ],
      },
      {
        name: 'sample-webhook',
        findings: [
          'failing-webhook: pods.image-guard.contoso.com',
          'failing-webhook: validate.kyverno.svc-fail',
          'webhook-deadlock-risk: kyverno-resource-mutating-webhook-cfg',
          'webhook-deadlock-risk: kyverno-resource-validating-webhook-cfg',
          'webhook-without-backend: image-guard-validating-webhook',
        ],
      },
    ]);
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
  const fleet = fleetAccess({ kubeconfig, contexts: null }, { metricsWindowSeconds: 0 }, log);
  const told = [];
  for (const cluster of await fleet.discover()) {
    const { evidence } = await fleet.collect(cluster, kindsNeeded(fleet.checks));
    const verdicts = evaluate(fleet.checks, evidence, {
      now: new Date(),
      fingerprint: (check, resource) => fingerprintOf(cluster.key, check, resource),
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
