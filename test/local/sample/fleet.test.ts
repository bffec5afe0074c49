/** A fleet of many clusters, and what the sample's services say of them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { clusterIdOf } from '../../../local/sample/azure-side.ts';
import { runGraphQuery } from '../../../local/sample/azure/kusto.ts';
import { unlimited } from '../../../local/sample/azure/quota.ts';
import { resourceGraphAnswer } from '../../../local/sample/azure/resource-graph.ts';
import { workspaceIdOf, workspaceNamed } from '../../../local/sample/estate.ts';
import { fleetOf } from '../../../local/sample/fleet.ts';
import { startSample } from '../../../local/sample/index.ts';
import type { Sample } from '../../../local/sample/index.ts';
import { stories } from '../../../local/sample/stories/index.ts';
import { createArm } from '../../../src/azure/arm.ts';
import { createClusterCredentials } from '../../../src/azure/cluster-credential.ts';
import type { AzureConnection } from '../../../src/azure/connection.ts';
import { gatherAuditLogging } from '../../../src/azure/diagnostic-settings.ts';
import { discoverFleet } from '../../../src/azure/discover-fleet.ts';
import { wholeFleet } from '../../../src/azure/fleet-filter.ts';
import { logQueries } from '../../../src/azure/kql/index.ts';
import type { LogQuery } from '../../../src/azure/kql/log-query.ts';
import { visibility } from '../../../src/azure/kql/visibility.ts';
import { createLogAnalytics } from '../../../src/azure/log-analytics.ts';
import { createMetricBatches } from '../../../src/azure/metric-batch.ts';
import { gatherPlatformMetrics } from '../../../src/azure/platform-metrics.ts';
import { patient } from '../../azure/fake-azure.ts';
import { now as storyNow } from '../../support/sample-azure.ts';
import { connectionTo } from '../../support/sample-connection.ts';

const everywhere = { subscriptions: [], managementGroups: [], fleets: [], clusters: [] };
const now = () => new Date();

describe('fleetOf', () => {
  test('begins with the stories themselves', () => {
    expect(fleetOf(5)).toEqual(stories.slice(0, 5));
    expect(fleetOf(30).slice(0, 12)).toEqual(stories);
  });

  test('gives every clone a name and an id of its own, in the subscription and region of its story', () => {
    const fleet = fleetOf(1200);
    expect(new Set(fleet.map(({ name }) => name)).size).toBe(1200);
    expect(new Set(fleet.map(clusterIdOf)).size).toBe(1200);
    for (const { azure, clonedFrom } of fleet.slice(12)) {
      expect([azure.subscription, azure.location]).toEqual([
        clonedFrom?.azure.subscription,
        clonedFrom?.azure.location,
      ]);
    }
  });
});

test('Resource Graph gives 1,200 clusters in two pages', () => {
  const graph = { stories: fleetOf(1200), runQuery: runGraphQuery, take: unlimited, now: () => storyNow };
  const query =
    "resources | where type =~ 'microsoft.containerservice/managedclusters' | project id | order by id asc";
  const first = resourceGraphAnswer(graph, JSON.stringify({ query })).body as Page;
  expect(first).toMatchObject({ count: 1000, totalRecords: 1200 });
  const options = { $skipToken: first.$skipToken };
  const second = resourceGraphAnswer(graph, JSON.stringify({ query, options })).body as Page;
  expect(new Set([...first.data, ...second.data].map(({ id }) => id)).size).toBe(1200);
});

interface Page {
  readonly data: readonly { readonly id: string }[];
  readonly $skipToken?: string;
}

describe('a started fleet of 60', () => {
  const told = fleetOf(60);
  let sample: Sample;
  let directory: string;
  let connection: AzureConnection;
  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'fleet-'));
    sample = await startSample({ directory, stories: told, limits: false, logs: 'quiet' });
    connection = connectionTo(sample);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await sample.stop();
    await rm(directory, { recursive: true });
  });

  const discovered = async () => {
    const { clusters, problems } = await discoverFleet(
      createArm(connection),
      everywhere,
      wholeFleet,
      patient(),
    );
    expect(problems).toEqual([]);
    return clusters;
  };

  test('is discovered as a whole', async () => {
    const ids = (await discovered()).map(({ cluster }) => cluster.resourceId);
    expect(ids).toEqual(told.map((story) => clusterIdOf(story).toLowerCase()).sort());
  });

  test('shares the API servers of the twelve', async () => {
    expect(sample.contexts).toHaveLength(55);
    const credentials = createClusterCredentials(createArm(connection), connection, {
      allowLocalAccounts: false,
      localAccountsSetting: 'ALLOW_LOCAL_ACCOUNTS',
      now,
    });
    const reachable = (await discovered()).filter(({ cluster }) => !cluster.network.privateCluster);
    const servers = new Set<string>();
    for (const { cluster } of reachable) {
      const { server } = await credentials.open(cluster, patient());
      servers.add(server);
    }
    expect(servers.size).toBe(11);
  });

  test('has metrics and diagnostic settings for every cluster', async () => {
    const clusters = (await discovered()).map(({ subscriptionId, cluster }) => ({
      ...cluster,
      subscriptionId,
    }));
    const to = now();
    const from = new Date(to.getTime() - 600_000);
    const metrics = await gatherPlatformMetrics(createMetricBatches(connection), clusters, {
      from,
      to,
      signal: patient(),
      now,
      split: false,
    });
    expect([metrics.size, [...metrics.values()].filter(({ ok }) => !ok)]).toEqual([60, []]);
    const ids = clusters.map(({ resourceId }) => resourceId);
    const logging = await gatherAuditLogging(createArm(connection), ids, { signal: patient(), now });
    expect([logging.size, [...logging.values()].filter(({ ok }) => !ok)]).toEqual([60, []]);
  });

  test('has quiet logs: every question is answered in its own columns', async () => {
    for (const query of [visibility, ...logQueries]) {
      for (const row of await asked(query)) expect(query.row.safeParse(row).error).toBeUndefined();
    }
  });

  test('has a little in the logs of each cluster that is named, and nothing of the others', async () => {
    const rows = await asked(visibility);
    expect(new Set(rows.map((row) => row['ClusterId']))).toEqual(new Set(named));
    for (const row of rows) {
      expect(row['Lists']).toBeGreaterThanOrEqual(3);
      expect(row['Rows']).toBeLessThan(50);
    }
  });

  const named = told
    .filter(({ name }) => name.startsWith('aks-payments-weu-01-'))
    .map((story) => clusterIdOf(story).toLowerCase());

  const asked = async ({ needs, kql }: Pick<LogQuery, 'needs' | 'kql'>) => {
    const to = new Date(Date.now() - 600_000);
    const from = new Date(to.getTime() - 1_200_000);
    const table = needs === 'controlPlane' ? 'AKSControlPlane' : 'AKSAudit';
    const workspace = workspaceNamed('law-fleet-weu');
    const { rows } = await createLogAnalytics(connection).runQuery({
      workspaceId: workspaceIdOf(workspace),
      workspaceGuid: workspace.customerId,
      plan: 'Analytics',
      kql: kql({ parts: [{ table, sees: 'all', resourceIds: named }], from, to }),
      tables: [table],
      from,
      to,
      signal: patient(),
    });
    return rows;
  };
});
