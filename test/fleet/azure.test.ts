/** The fleet of Azure from finding it to its audits, against services that answer as Azure does. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Sample, startSample } from '../../local/sample/index.ts';
import { healthy } from '../../local/sample/stories/healthy.ts';
import { noAuditLogs } from '../../local/sample/stories/no-audit-logs.ts';
import { privateCluster } from '../../local/sample/stories/private-cluster.ts';
import { writesOnly } from '../../local/sample/stories/writes-only.ts';
import { trustAuthority } from '../../local/sample/trust.ts';
import { type AzureFleetSettings, fleetSettings } from '../../src/config/fleet.ts';
import { settingsOf } from '../../src/config/settings.ts';
import type { Collected } from '../../src/evidence/index.ts';
import { evidenceKinds, gatherers, logKinds } from '../../src/evidence/index.ts';
import { azureFleet } from '../../src/fleet/azure.ts';
import { clusterKeyOf } from '../../src/store/keys.ts';
import { memoryNotes } from '../../src/store/memory-history.ts';
import type { FleetPort, FoundCluster } from '../../src/sweep/context.ts';
import { auditSourceOf } from '../../src/sweep/survey-groups.ts';
import { aCluster } from '../store/builders.ts';
import { matching } from '../support/matchers.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

let sample: Sample;
let directory: string;
let settings: AzureFleetSettings;
let fleet: FleetPort;
let found: readonly FoundCluster[];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'fleet-'));
  sample = await startSample({ directory, stories: [healthy, noAuditLogs, writesOnly, privateCluster] });
  // The client of each service finds its own way out, and must trust the sample on it.
  trustAuthority(sample.authority);
  for (const [name, value] of Object.entries(sample.settings)) vi.stubEnv(name, value);
  const chosen = fleetSettings(settingsOf(sample.settings));
  if (chosen.kind !== 'azure') throw new Error('The sample is a fleet of Azure.');
  settings = chosen;
  fleet = portOf(settings);
  found = (await fleet.discover()).clusters;
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await sample.stop();
  await rm(directory, { recursive: true });
});

function portOf(chosen: AzureFleetSettings): FleetPort {
  return azureFleet(chosen, { metricsWindowSeconds: 0 }, memoryNotes())(silent);
}

function named(name: string): FoundCluster {
  const one = found.find(({ cluster }) => cluster.name === name);
  if (one === undefined) throw new Error(`There is no cluster ${name}.`);
  return one;
}

/** How often each service was asked while something was done. */
async function askedBy(act: () => Promise<unknown>): Promise<Readonly<Record<string, number>>> {
  const before = sample.requests();
  await act();
  const counts = Object.entries(sample.requests()).map(
    ([kind, { total }]) => [kind, total - (before[kind as keyof typeof before]?.total ?? 0)] as const,
  );
  return Object.fromEntries(counts.filter(([kind, count]) => count > 0 && kind !== 'identity'));
}

describe('finding the fleet', () => {
  test('gives every cluster, under a key that no casing of its id changes', async () => {
    const { clusters, leftOut, unseen } = await fleet.discover();

    expect(clusters.map(({ cluster, skip }) => [cluster.name, skip])).toEqual([
      ['aks-reports-frc-01', null],
      ['aks-legacy-weu-01', null],
      ['aks-payments-weu-01', null],
      ['aks-vault-neu-01', null],
    ]);
    for (const { cluster, evidence } of clusters) {
      expect(cluster.key).toBe(clusterKeyOf(cluster.id.toUpperCase()));
      expect(evidence).toMatchObject({ managedCluster: { ok: true, value: { resourceId: cluster.id } } });
    }
    expect({ leftOut, unseen }).toEqual({ leftOut: new Map(), unseen: [] });
  });

  test('says which rule leaves a cluster out', async () => {
    const exclude = { ...settings.filter.exclude, names: ['aks-legacy-*'] };
    const { clusters, leftOut } = await portOf({
      ...settings,
      filter: { ...settings.filter, exclude },
    }).discover();

    expect(clusters).toHaveLength(3);
    expect([...leftOut.keys()]).toEqual([named('aks-legacy-weu-01').cluster.key]);
  });
});

describe('what is asked of Azure for many clusters at once', () => {
  test('is kept by the key of each cluster, beside what finding it told', async () => {
    const evidence = await fleet.gatherFleet(found, evidenceKinds);

    expect([...evidence.keys()]).toEqual(found.map(({ cluster }) => cluster.key));
    for (const [key, kinds] of evidence) {
      expect(
        Object.entries(kinds).map(([kind, { ok }]) => [kind, ok]),
        key,
      ).toEqual([
        ['managedCluster', true],
        ['auditLogging', true],
        ['platformMetrics', true],
      ]);
    }
  });

  test('is only what checks need', async () => {
    const onlyFound = await askedBy(async () => {
      const evidence = await fleet.gatherFleet(found, ['apiHealth', 'managedCluster']);
      expect([...evidence.values()].map((kinds) => Object.keys(kinds))).toEqual(
        found.map(() => ['managedCluster']),
      );
    });
    expect(onlyFound).toEqual({});
    const forLogs = await askedBy(() => fleet.gatherFleet(found, ['failedRequests']));
    expect(forLogs).toMatchObject({ diagnosticSettings: 4 });
    expect(forLogs).not.toHaveProperty('metricsBatch');
    const forMetrics = await askedBy(() => fleet.gatherFleet(found, ['platformMetrics']));
    expect(Object.keys(forMetrics)).toEqual(['metricsBatch']);
  });

  test('is nothing for no cluster', async () => {
    expect(await askedBy(async () => fleet.gatherFleet([], evidenceKinds))).toEqual({});
    expect(await fleet.gatherFleet([], evidenceKinds)).toEqual(new Map());
  });

  test('is nothing that a cluster of a kubeconfig has', async () => {
    const stranger = { cluster: aCluster('stranger'), skip: null, evidence: {} };

    await expect(fleet.gatherFleet([stranger], ['platformMetrics'])).rejects.toThrow(
      'A cluster of a kubeconfig is not known to Azure.',
    );
  });
});

test('a survey gives each cluster of a workspace every kind, or the reason why not', async () => {
  const evidence = await fleet.gatherFleet(found, ['auditLogging']);
  const clusters = found.flatMap(({ cluster }) => {
    const source = auditSourceOf(evidence.get(cluster.key)?.['auditLogging']);
    return source === null
      ? []
      : [{ cluster, source, known: evidence.get(cluster.key) as Collected, unneeded: {} }];
  });
  const home = clusters.find(({ cluster }) => cluster.name === 'aks-payments-weu-01')?.source.workspaceId;
  const together = clusters.filter(({ source }) => source.workspaceId === home);
  const to = Math.floor((Date.now() - 900_000) / 300_000) * 300_000;
  const span = { from: new Date(to - 900_000).toISOString(), to: new Date(to).toISOString() };

  const surveyed = await fleet.survey(together, span, ['logVisibility', 'requestsByClient', 'apiHealth']);

  expect(together.map(({ cluster }) => cluster.name)).toEqual(['aks-payments-weu-01', 'aks-vault-neu-01']);
  expect([...surveyed.keys()]).toEqual(together.map(({ cluster }) => cluster.key));
  for (const [key, kinds] of surveyed) {
    expect(Object.keys(kinds).toSorted(), key).toEqual(['logVisibility', 'requestsByClient']);
  }
  expect(surveyed.get(named('aks-payments-weu-01').cluster.key)).toMatchObject({
    logVisibility: { ok: true },
    requestsByClient: { ok: true },
  });
  expect(await askedBy(() => fleet.survey(together, span, ['apiHealth']))).toEqual({});

  const heartbeats = await fleet.survey(together, span, ['loggedHeartbeats']);
  expect([...heartbeats.values()].map(({ loggedHeartbeats }) => loggedHeartbeats)).toMatchObject([
    // Its leases are read from its API server; those of the private cluster are not.
    { ok: false, detail: matching(/may read the leases from the API server/u) },
    { ok: true },
  ]);
});

describe('an audit', () => {
  test('reads the API server with a token of the auditor', async () => {
    const { cluster, evidence: known } = named('aks-payments-weu-01');
    const kinds = ['managedCluster', 'apiAccess', ...gatherers.map(({ id }) => id)] as const;

    const { evidence, load } = await fleet.collect(cluster, kinds, known);

    expect(Object.entries(evidence).map(([kind, { ok }]) => [kind, ok])).toEqual([
      ['managedCluster', true],
      ...gatherers.map(({ id }) => [id, true]),
      ['apiAccess', true],
    ]);
    expect(evidence.apiAccess).toMatchObject({ value: { state: 'reached' } });
    expect(load.requests).toBeGreaterThan(10);
  });

  test('of a cluster whose owner wants none asks nobody', async () => {
    const { cluster, evidence: known } = named('aks-vault-neu-01');

    const asked = await askedBy(async () => {
      const { evidence, load } = await fleet.collect(cluster, ['apiAccess', ...logKinds, 'webhooks'], known);
      expect(evidence).toMatchObject({
        apiAccess: { value: { state: 'notTried', why: { reason: 'notPermitted' } } },
        webhooks: { ok: false, reason: 'notPermitted' },
        failedRequests: { ok: false, reason: 'invalid' },
      });
      expect(load.requests).toBe(0);
    });

    expect(asked).toEqual({});
  });
});

describe('the probe on nodes', () => {
  test('is out of scope unless it is switched on', () => {
    const { cluster } = named('aks-payments-weu-01');
    const inScope = (port: FleetPort) =>
      evidenceKinds.filter((kind) => port.outOfScope(cluster, kind) === null);

    expect(fleet.outOfScope(cluster, 'nodeEgress')).toBe(
      'The probe on nodes is not switched on (NODE_EGRESS_PROBE).',
    );
    expect(inScope(fleet)).toEqual(evidenceKinds.filter((kind) => kind !== 'nodeEgress'));
    expect(inScope(portOf({ ...settings, nodeEgressProbe: true }))).toEqual(evidenceKinds);
  });
});
