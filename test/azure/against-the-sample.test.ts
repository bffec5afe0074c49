/** All clients of Azure, asked one after the other as a sweep does, against services that answer as Azure does. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Sample, startSample } from '../../local/sample/index.ts';
import { fleetId } from '../../local/sample/azure/fleet-members.ts';
import { type Arm, createArm } from '../../src/azure/arm.ts';
import { createClusterCredentials } from '../../src/azure/cluster-credential.ts';
import type { AzureConnection } from '../../src/azure/connection.ts';
import { gatherAuditLogging } from '../../src/azure/diagnostic-settings.ts';
import { type FleetScope, discoverFleet } from '../../src/azure/discover-fleet.ts';
import { wholeFleet } from '../../src/azure/fleet-filter.ts';
import { createLogAnalytics } from '../../src/azure/log-analytics.ts';
import { createMetricBatches } from '../../src/azure/metric-batch.ts';
import type { DiscoveredCluster } from '../../src/azure/managed-clusters.ts';
import { probeNodeEgress } from '../../src/azure/node-egress-probe.ts';
import { gatherPlatformMetrics } from '../../src/azure/platform-metrics.ts';
import { connectionTo } from '../support/sample-connection.ts';
import { failureOf, patient } from './fake-azure.ts';

let sample: Sample;
let directory: string;
let connection: AzureConnection;
let arm: Arm;
let fleet: readonly DiscoveredCluster[];
const now = () => new Date();
const everywhere: FleetScope = { subscriptions: [], managementGroups: [], fleets: [], clusters: [] };

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'azure-'));
  sample = await startSample({ directory });
  connection = connectionTo(sample);
  arm = createArm(connection);
  const { clusters, problems } = await discoverFleet(arm, everywhere, wholeFleet, patient());
  expect(problems).toEqual([]);
  fleet = clusters;
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await sample.stop();
  await rm(directory, { recursive: true });
});

describe('the fleet', () => {
  test('is found as a whole', () => {
    expect(fleet).toHaveLength(12);
  });

  test('is found by its Fleet Manager', async () => {
    const found = await discoverFleet(arm, { ...everywhere, fleets: [fleetId] }, wholeFleet, patient());
    expect(found.problems).toEqual([]);
    const [subscription] = new Set(found.clusters.map(({ subscriptionId }) => subscriptionId));
    expect(found.clusters).toEqual(fleet.filter(({ subscriptionId }) => subscriptionId === subscription));
  });

  test('has an audit log, or none, or one in a place that costs', async () => {
    const ids = fleet.map(({ cluster }) => cluster.resourceId);
    const logging = await gatherAuditLogging(arm, ids, { signal: patient(), now });
    const kinds = [...logging.values()].map((one) =>
      one.ok ? `${one.value.source?.table} ${one.value.source?.plan}` : one.detail,
    );
    expect(new Set(kinds)).toEqual(
      new Set([
        'AKSAudit Analytics',
        'AKSAuditAdmin Basic',
        'AzureDiagnostics Analytics',
        'undefined undefined',
      ]),
    );
  });

  test('is measured in one call a region, and some more for suspects', async () => {
    const clusters = fleet.map(({ subscriptionId, cluster }) => ({ ...cluster, subscriptionId }));
    const to = new Date();
    const from = new Date(to.getTime() - 3_600_000);
    const metrics = await gatherPlatformMetrics(createMetricBatches(connection), clusters, {
      from,
      to,
      signal: patient(),
      now,
      split: true,
    });
    expect([...metrics.values()].filter(({ ok }) => !ok)).toEqual([]);
    const groups = new Set(clusters.map(({ subscriptionId, location }) => `${subscriptionId} ${location}`));
    const calls = sample.requests().metricsBatch?.total ?? 0;
    expect(calls).toBeGreaterThanOrEqual(groups.size);
    expect(calls).toBeLessThanOrEqual(3 * groups.size);
  });
});

describe('a log query', () => {
  const ask = async (wanted: string, kql: string) => {
    const ids = fleet.map(({ cluster }) => cluster.resourceId);
    const logging = await gatherAuditLogging(arm, ids, { signal: patient(), now });
    const source = [...logging.values()]
      .flatMap((one) => (one.ok && one.value.source !== null ? [one.value.source] : []))
      .find(({ table }) => table === wanted);
    if (source === undefined) throw new Error(`No cluster sends to ${wanted}.`);
    const to = new Date(Date.now() - 900_000);
    const from = new Date(to.getTime() - 300_000);
    const [tables, signal] = [/^\w+/u.exec(kql) ?? [], patient()];
    return await createLogAnalytics(connection).runQuery({ ...source, kql, tables, from, to, signal });
  };

  test.each(['AKSAudit', 'AKSAuditAdmin'])('of %s gives rows', async (table) => {
    const answer = await ask(
      table,
      `${table}\n| summarize Rows = count(), Newest = max(TimeGenerated) by _ResourceId`,
    );
    expect(answer).toMatchObject({ partial: null });
    expect(answer.rows[0]).toEqual({
      _ResourceId: expect.stringContaining('/managedclusters/') as unknown,
      Rows: expect.any(Number) as unknown,
      Newest: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/u) as unknown,
    });
  });

  test('of a table that does not exist says so', async () => {
    expect(await failureOf(ask('AKSAudit', 'ArcK8sAudit\n| count'))).toMatchObject({
      reason: 'notCollected',
      detail: expect.stringContaining('has no table ArcK8sAudit') as unknown,
    });
  });
});

test('the way to an API server', async () => {
  const credentials = createClusterCredentials(arm, connection, {
    allowLocalAccounts: false,
    localAccountsSetting: 'ALLOW_LOCAL_ACCOUNTS',
    now,
  });
  const [one] = fleet.filter(({ cluster }) => !cluster.network.privateCluster);
  if (one === undefined) throw new Error('Every cluster is private.');
  const { server, caData, credential } = await credentials.open(one.cluster, patient());
  expect(server).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/u);
  expect(Buffer.from(caData ?? '', 'base64').toString()).toBe(sample.authority);
  expect(credential.kind).toBe('token');
});

test('a node that works, and one that is cut off', async () => {
  const [leaking] = fleet.filter(({ cluster }) => cluster.agentPools.some(({ name }) => name === 'batch'));
  const nodeResourceGroup = leaking?.cluster.nodeResourceGroup;
  if (!leaking || !nodeResourceGroup) throw new Error('No cluster has the pool.');
  const place = { subscriptionId: leaking.subscriptionId, nodeResourceGroup, signal: patient() };
  const nodes = ['aks-batch-27182818-vmss000000', 'aks-batch-27182818-vmss000006'];
  const soon = { now: () => 0, pause: () => Promise.resolve() };
  expect((await probeNodeEgress(arm, place, nodes, soon)).probes).toMatchObject([
    { node: nodes[0], pool: 'batch', outcome: 'reached' },
    { node: nodes[1], pool: 'batch', outcome: 'blocked', layer: 'agent' },
  ]);
});
