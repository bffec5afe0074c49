/** The way to an API server is asked of Azure once a day, and again when it leads nowhere. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type Sample, startSample } from '../../local/sample/index.ts';
import { healthy } from '../../local/sample/stories/healthy.ts';
import { discoverFleet } from '../../src/azure/discover-fleet.ts';
import { wholeFleet } from '../../src/azure/fleet-filter.ts';
import type { AzureFleetSettings } from '../../src/config/fleet.ts';
import { fleetSettings } from '../../src/config/fleet.ts';
import { settingsOf } from '../../src/config/settings.ts';
import { azureClients } from '../../src/fleet/azure-clients.ts';
import { connectToCluster } from '../../src/fleet/connect.ts';
import { fleetOf } from '../../src/fleet/found-fleet.ts';
import { memoryNotes } from '../../src/store/memory-history.ts';
import type { Notes } from '../../src/store/history.ts';
import type { Logger } from '../../src/shared/logger.ts';
import type { FoundCluster } from '../../src/sweep/context.ts';
import { patient } from '../azure/fake-azure.ts';
import { connectionTo } from '../support/sample-connection.ts';

const noon = new Date('2026-11-24T12:00:00.000Z');
const everywhere = { subscriptions: [], managementGroups: [], fleets: [], clusters: [] };

let directory: string;
let sample: Sample;
let settings: AzureFleetSettings;
let azure: ReturnType<typeof azureClients>;
let found: FoundCluster;
let notes: Notes;
let warnings: readonly unknown[][] = [];
const log: Logger = {
  info: () => undefined,
  error: () => undefined,
  warn: (message, fields) => {
    warnings = [...warnings, [message, fields?.['clusterKey'], fields?.['problem']]];
  },
};

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'connect-'));
  sample = await startSample({ directory, stories: [healthy] });
  const chosen = fleetSettings(settingsOf({}));
  if (chosen.kind !== 'azure') throw new Error('Without a setting the fleet is in Azure.');
  settings = chosen;
  azure = azureClients(connectionTo(sample), settings);
  const discovery = await discoverFleet(azure.arm, everywhere, wholeFleet, patient());
  const [only] = fleetOf(discovery, noon).clusters;
  if (only === undefined) throw new Error('The sample has a cluster.');
  found = only;
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await sample.stop();
  await rm(directory, { recursive: true });
});

beforeEach(() => {
  notes = memoryNotes();
  warnings = [];
});

/** Connects as an audit does; answers what the server says and how often Azure was asked for the way. */
async function connected(now = noon): Promise<{ readonly version: string; readonly asked: number }> {
  const before = credentialsAsked();
  const { cluster, evidence } = found;
  const connecting = { cluster, managed: evidence.managedCluster, settings, notes, now: () => now, log };
  const reader = await connectToCluster(azure, connecting, patient());
  try {
    const version = await reader.serverVersion({ signal: patient() });
    return { version, asked: credentialsAsked() - before };
  } finally {
    await reader.close();
  }
}

function credentialsAsked(): number {
  return sample.requests().userCredential?.total ?? 0;
}

function hoursLater(hours: number): Date {
  return new Date(noon.getTime() + hours * 3_600_000);
}

test('the address is asked for once, and again after a day', async () => {
  expect(await connected()).toEqual({ version: 'v1.33.3', asked: 1 });
  expect(await connected(hoursLater(24))).toEqual({ version: 'v1.33.3', asked: 0 });
  expect(await connected(hoursLater(24.1))).toEqual({ version: 'v1.33.3', asked: 1 });
});

test('nothing that is kept is a secret', async () => {
  await connected();

  expect(await notes.note(found.cluster.key, 'api-server-address')).toEqual({
    value: {
      server: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/u) as unknown,
      caData: Buffer.from(sample.authority).toString('base64'),
    },
    at: noon.toISOString(),
  });
});

test.each([
  ['of another authority', () => ({ server: 'https://127.0.0.1:1', caData: 'bm8gY2VydGlmaWNhdGU=' })],
  ['that is not one', () => ({ server: 'ftp://somewhere', caData: null })],
  ['where nothing listens', () => ({ server: 'https://127.0.0.1:1', caData: null })],
  ['whose name is gone', () => ({ server: 'https://gone.invalid', caData: null })],
])('an address %s is asked for anew', async (_what, value) => {
  const kept = value();
  // The right server under an authority that did not sign for it.
  const server = kept.caData === null ? kept.server : await serverOf();
  await notes.keepNote(found.cluster.key, 'api-server-address', {
    value: { ...kept, server },
    at: noon.toISOString(),
  });

  expect(await connected()).toEqual({ version: 'v1.33.3', asked: 1 });
  expect(await connected()).toEqual({ version: 'v1.33.3', asked: 0 });
});

test('a storage that fails costs a question more, and no cluster looks closed for it', async () => {
  const fails = (): Promise<never> => Promise.reject(new Error('The storage is gone.'));
  notes = { note: fails, keepNote: fails };

  expect(await connected()).toEqual({ version: 'v1.33.3', asked: 1 });
  expect(warnings).toEqual([
    ['Address of an API server could not be read', found.cluster.key, 'The storage is gone.'],
    ['Address of an API server could not be kept', found.cluster.key, 'The storage is gone.'],
  ]);
});

async function serverOf(): Promise<string> {
  const { managedCluster } = found.evidence;
  if (managedCluster?.ok !== true) throw new Error('It was found.');
  const { server } = await azure.credentials.open(managedCluster.value, patient());
  return server;
}
