/** A fleet with a past, as it is kept in the storage emulator. */
import pLimit from 'p-limit';
import { startAzurite } from '../local/azurite.ts';
import type { HttpDeps } from '../src/http/deps.ts';
import { figuresOf } from '../src/figures.ts';
import { rollUp } from '../src/judgement/rollup.ts';
import { authenticatorOf } from '../src/http/auth/index.ts';
import type { Headline } from '../src/model.ts';
import { noPolicy } from '../src/policy/current-policy.ts';
import { scheduleOf } from '../src/shared/schedule.ts';
import type { History } from '../src/store/history.ts';
import { checks } from '../src/checks/index.ts';
import { fleetSources } from '../src/evidence/fleet-sources.ts';
import { gatherers } from '../src/evidence/index.ts';
import { fleetOwner } from '../src/store/history.ts';
import { clusterKeyOf, sweepIdOf } from '../src/store/keys.ts';
import { storageAccount } from '../src/store/storage-account.ts';
import { tableHistory } from '../src/store/table-history.ts';
import { aCluster, aHeadline, anAudit, minute } from '../test/store/builders.ts';
import { counted } from './counted-table.ts';

export interface CountedHistory {
  readonly deps: HttpDeps;
  /** Of the cluster with the long past. */
  readonly key: string;
  readonly now: Date;
  /** Storage requests sent since this was asked last. */
  transactions(): number;
  stop(): Promise<void>;
}

export interface FleetSize {
  readonly clusters: number;
  /** Days that one cluster looks back. */
  readonly clusterDays: number;
  /** Days that the fleet looks back, by hour and by day. */
  readonly fleetDays: number;
}

const dayMs = 86_400_000;
/** Days of the other clusters: movers compare two of them. */
const otherDays = 8;
const writesAtOnce = 32;

/** Writes what years of sweeps leave behind: one cluster whole, of the others the days that are compared. */
export async function storedFleet({ clusters, clusterDays, fleetDays }: FleetSize): Promise<CountedHistory> {
  const azurite = await startAzurite({ directory: null, logFile: null });
  const account = storageAccount({ connectionString: azurite.connectionString });
  let sent = 0;
  const history = tableHistory({
    openTable: async (name) => counted(await account.table(name), () => (sent += 1)),
    onUnreadable: (error) => {
      throw error;
    },
  });
  const now = minute(0);
  const today = Math.floor(now.getTime() / dayMs) * dayMs;
  const names = Array.from({ length: clusters }, (_, index) => `aks-${String(index).padStart(4, '0')}`);
  const [key = ''] = names.map((name) => clusterKeyOf(`kubeconfig:${name}`));
  const limit = pLimit(writesAtOnce);
  const day = (ago: number): string => new Date(today - ago * dayMs).toISOString();
  const figures = (ago: number, seed: number) => rollUp([figuresOf(headline(ago, seed))]);
  const writes = names.flatMap((name, seed) => {
    const owner = clusterKeyOf(`kubeconfig:${name}`);
    const days = seed === 0 ? clusterDays : otherDays;
    return [
      limit(() => history.saveAudit(anAudit(aCluster(name), 0, { headline: headline(0, seed) }))),
      ...Array.from({ length: days }, (_, ago) =>
        limit(() => history.saveRollup(owner, 'day', { at: day(ago), figures: figures(ago, seed) })),
      ),
    ];
  });
  const hours = Array.from({ length: fleetDays * 24 }, (_, ago) =>
    limit(() =>
      history.saveRollup(fleetOwner, 'hour', {
        at: new Date(today - ago * 3_600_000).toISOString(),
        figures: figures(ago / 24, 1),
      }),
    ),
  );
  const fleetDaily = Array.from({ length: fleetDays }, (_, ago) =>
    limit(() => history.saveRollup(fleetOwner, 'day', { at: day(ago), figures: figures(ago, 1) })),
  );
  await Promise.all([...writes, ...hours, ...fleetDaily]);
  await history.openSweep({
    id: sweepIdOf(now),
    trigger: 'timer',
    status: 'planning',
    startedAt: now.toISOString(),
    deadline: new Date(now.getTime() + 3_300_000).toISOString(),
  });
  return {
    deps: depsOf(history),
    key,
    now,
    transactions() {
      const since = sent;
      sent = 0;
      return since;
    },
    stop: () => azurite.stop(),
  };
}

function notSent(): Promise<never> {
  return Promise.reject(new Error('Nothing is sent here.'));
}

/** Nothing but the history is asked for by what is measured. */
function depsOf(history: History): HttpDeps {
  return {
    history,
    checks,
    policyFile: noPolicy,
    evidenceSources: [...gatherers, ...fleetSources],
    startSweep: () => Promise.reject(new Error('No sweep is started here.')),
    notify: {
      settings: { receivers: [], routes: [], maintenance: [], reports: [], mail: null },
      sealer: null,
      guard: { problemOf: async () => null, request: notSent, pin: notSent },
      handshake: notSent,
      sendTest: notSent,
      redeliver: notSent,
    },
    probe: async () => [],
    examine: () => Promise.reject(new Error('Nobody examines here.')),
    schedule: scheduleOf('0 0 * * * *'),
    now: () => minute(4),
    auth: authenticatorOf({ mode: 'none' }, () => minute(4)),
    cors: { origins: [], credentials: false },
    pageNotice: null,
  };
}

/** Every kind of object that a large cluster counts, growing slowly. */
function headline(daysAgo: number, seed: number): Headline {
  const growth = 1 - daysAgo / 1_000;
  const objects = Object.fromEntries(
    Array.from({ length: 50 }, (_, kind) => [
      kind === 0 ? 'pods' : `customthings${kind}.example.com`,
      Math.round((12_000 + seed * 7 - kind * 100) * growth),
    ]),
  );
  return aHeadline({
    objects,
    etcdBytes: Math.round(5e9 * growth),
    etcdUsed: 0.6 * growth,
    score: 60 + (seed % 40),
  });
}
