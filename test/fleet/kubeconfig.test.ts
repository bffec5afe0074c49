import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { evidenceKinds } from '../../src/evidence/index.ts';
import { kubeconfigFleet } from '../../src/fleet/kubeconfig.ts';
import { UsageError } from '../../src/shared/errors.ts';
import type { FleetPort } from '../../src/sweep/context.ts';
import { aCluster } from '../store/builders.ts';
import { managedCluster } from '../support/azure-evidence.ts';
import { gathered } from '../support/evidence.ts';
import { startFake } from '../kubernetes/fake-server.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function fleetOf(
  servers: Readonly<Record<string, string>>,
  contexts: readonly string[] | null = null,
): Promise<FleetPort> {
  const directory = await mkdtemp(join(tmpdir(), 'fleet-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const kubeconfig = join(directory, 'config');
  const names = Object.keys(servers);
  const file = {
    clusters: Object.entries(servers).map(([name, server]) => ({
      name,
      cluster: { server, 'insecure-skip-tls-verify': true },
    })),
    users: names.map((name) => ({ name, user: {} })),
    contexts: names.map((name) => ({ name, context: { cluster: name, user: name } })),
  };
  await writeFile(kubeconfig, JSON.stringify(file));
  return kubeconfigFleet({ kind: 'kubeconfig', kubeconfig, contexts }, { metricsWindowSeconds: 0 })(silent);
}

describe('a fleet of a kubeconfig', () => {
  test('is its contexts, all of them to be audited', async () => {
    const fleet = await fleetOf({ a: 'https://127.0.0.1:1', b: 'https://127.0.0.1:1' });

    expect(await fleet.discover()).toEqual({
      clusters: ['a', 'b'].map((name) => ({ cluster: aCluster(name), skip: null, evidence: {} })),
      leftOut: new Map(),
      unseen: [],
    });
  });

  test('is no fleet when a context is missing', async () => {
    const fleet = await fleetOf({ a: 'https://127.0.0.1:1' }, ['b']);

    await expect(fleet.discover()).rejects.toThrow(UsageError);
  });

  test('has nothing that Azure would be asked for', async () => {
    const fleet = await fleetOf({ a: 'https://127.0.0.1:1' });
    const { clusters } = await fleet.discover();

    expect(await fleet.gatherFleet(clusters, evidenceKinds)).toEqual(new Map());
    expect(
      await fleet.survey([], { from: '2026-11-24T03:00:00Z', to: '2026-11-24T04:00:00Z' }, evidenceKinds),
    ).toEqual(new Map());
  });

  test('is read by its contexts, and takes nothing from elsewhere', async () => {
    const server = await startFake(() => ({ body: { gitVersion: 'v1.33.2' } }));
    const fleet = await fleetOf({ a: server.url });

    const { evidence } = await fleet.collect(aCluster('a'), ['apiAccess', 'managedCluster'], {
      managedCluster: gathered(managedCluster()),
    });

    expect(evidence).toMatchObject({ apiAccess: { ok: true, value: { state: 'reached' } } });
    expect(Object.keys(evidence)).toEqual(['apiAccess']);
    expect(server.asked).toEqual(['/version']);
  });
});

test('what only Azure tells is out of its scope, and so are the nodes', async () => {
  const fleet = await fleetOf({ a: 'https://127.0.0.1:1' });
  const inScope = evidenceKinds.filter((kind) => fleet.outOfScope(aCluster('a'), kind) === null);

  expect(inScope).toEqual([
    'apiAccess',
    'apiHealth',
    'apiMetrics',
    'webhooks',
    'flowControl',
    'aggregatedApis',
    'nodeHeartbeats',
    'apiServerProcesses',
    'history',
  ]);
  expect(fleet.outOfScope(aCluster('a'), 'nodeEgress')).toBe(
    'The cluster is known from a kubeconfig, so Azure is not asked about it.',
  );
});
