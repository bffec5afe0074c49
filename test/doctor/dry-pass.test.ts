/** What a bounded pass does not get to is not known, and is not taken for well. */
import { expect, test } from 'vitest';
import { type DryPassBounds, dryPass } from '../../src/doctor/dry-pass.ts';
import type { ClusterRef } from '../../src/model.ts';
import type { FleetPort, FoundCluster } from '../../src/sweep/context.ts';
import { auditLogging, auditSource, reached } from '../support/azure-evidence.ts';
import { gathered } from '../support/evidence.ts';

const now = () => new Date('2026-11-24T12:00:00Z');

function found(name: string, skip: string | null = null): FoundCluster {
  const cluster: ClusterRef = {
    key: name,
    id: `kubeconfig:${name}`,
    name,
    source: { kind: 'kubeconfig', context: name },
  };
  return { cluster, skip, evidence: {} };
}

interface Asked {
  readonly gathered: string[];
  readonly surveyed: string[][];
  readonly collected: string[];
}

/** A fleet that answers everything, and what it was asked. */
function fleetOf(clusters: readonly FoundCluster[], change: Partial<FleetPort> = {}) {
  const asked: Asked = { gathered: [], surveyed: [], collected: [] };
  const port: FleetPort = {
    discover: async () => ({ clusters, leftOut: new Map(), unseen: [] }),
    async gatherFleet(given) {
      asked.gathered.push(...given.map(({ cluster }) => cluster.name));
      return new Map(given.map(({ cluster }) => [cluster.key, { auditLogging: gathered(auditLogging()) }]));
    },
    async survey(given) {
      asked.surveyed.push(given.map(({ cluster }) => cluster.name));
      return new Map(given.map(({ cluster }) => [cluster.key, {}]));
    },
    async collect({ name }) {
      asked.collected.push(name);
      return {
        evidence: { apiAccess: gathered(reached) },
        status: [],
        load: { requests: 0, bytes: 0, objects: 0 },
      };
    },
    outOfScope: () => null,
    ...change,
  };
  return { port, asked };
}

function pass(port: FleetPort, bounds: DryPassBounds | null = null) {
  return dryPass(port, { now, logDelayMinutes: 15, bounds, onProgress: () => undefined });
}

test('asks every cluster that is audited, and the log of one for each table of a workspace', async () => {
  const { port, asked } = fleetOf([found('a'), found('b'), found('stopped', 'It is stopped.')]);

  const { evidence, surveyed } = await pass(port);

  expect(asked).toEqual({ gathered: ['a', 'b'], surveyed: [['a']], collected: ['a', 'b'] });
  expect([...evidence.keys()]).toEqual(['a', 'b']);
  expect(surveyed).toEqual(['a']);
});

test('asks the log of another cluster where the table is another', async () => {
  const sources = new Map([
    ['a', auditSource()],
    ['b', auditSource({ table: 'AKSAuditAdmin', sees: 'writes' })],
  ]);
  const { port, asked } = fleetOf([found('a'), found('b')], {
    gatherFleet: async (given) =>
      new Map(
        given.map(({ cluster: { key } }) => [
          key,
          { auditLogging: gathered(auditLogging({ source: sources.get(key) ?? null })) },
        ]),
      ),
  });

  await pass(port);

  expect(asked.surveyed).toEqual([['a', 'b']]);
});

test('of more clusters than its bound nothing is asked, and nothing known', async () => {
  const { port, asked } = fleetOf([found('a'), found('b'), found('c')]);

  const { fleet, evidence } = await pass(port, { clusters: 2, seconds: 60 });

  expect(asked.collected).toEqual(['a', 'b']);
  expect([...evidence.keys()]).toEqual(['a', 'b']);
  expect(fleet.ok && fleet.value.clusters).toHaveLength(3);
});

const never = (): Promise<never> => new Promise(() => undefined);

test('a fleet that is not listed in time is missing for that reason', async () => {
  const { port } = fleetOf([], { discover: never });

  expect((await pass(port, { clusters: 50, seconds: 0 })).fleet).toMatchObject({
    ok: false,
    reason: 'timeout',
  });
});

test('a cluster that does not answer in time is known without its API server', async () => {
  const { port } = fleetOf([found('slow')], { collect: never });

  const { evidence } = await pass(port, { clusters: 50, seconds: 0.05 });

  expect(evidence.get('slow')?.apiAccess).toBeUndefined();
});
