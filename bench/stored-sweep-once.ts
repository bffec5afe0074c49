/**
 * Two sweeps, an hour apart, of a fleet of so many sample clusters, with tables and queues of the storage emulator; prints
 * what the second took as JSON, for it is like all later ones. A process of its own: an identity holds for one.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fleetIn } from '../local/fleet.ts';
import { readHostJson } from '../local/host/host-json.ts';
import { fleetOf } from '../local/sample/fleet.ts';
import { startSample } from '../local/sample/index.ts';
import { trustAuthority } from '../local/sample/trust.ts';
import { sweepHandlers } from '../local/sweep-handlers.ts';
import { checks } from '../src/checks/index.ts';
import { settingCatalogue } from '../src/config/catalogue.ts';
import { machineClock } from '../src/fleet/clock.ts';
import { fleetPort } from '../src/fleet/index.ts';
import { noMetrics } from '../src/metrics.ts';
import { assembleNotifications } from '../src/notify/assemble.ts';
import type { NotifyContext } from '../src/notify/context.ts';
import { sendStuck } from '../src/notify/delivery/stuck.ts';
import { planReports } from '../src/notify/report.ts';
import { noNotifications } from '../src/notify/settings/filled-in.ts';
import { recordSweepAge } from '../src/notify/sweep-age.ts';
import { currentPolicy, noPolicy } from '../src/policy/current-policy.ts';
import { dayMs, hourMs } from '../src/shared/durations.ts';
import type { Logger } from '../src/shared/logger.ts';
import { queueNames } from '../src/store/queues.ts';
import { storageQueues } from '../src/store/storage-queues.ts';
import type { TableName } from '../src/store/table/rows.ts';
import { tableHistory } from '../src/store/table-history.ts';
import type { SweepContext } from '../src/sweep/context.ts';
import { startSweep } from '../src/sweep/plan.ts';
import { pruneHistory } from '../src/sweep/prune.ts';
import { queueInstance, timerRun } from './app-instance.ts';
import { billedSeconds } from './billed-time.ts';
import { countedStorage } from './counted-storage.ts';
import { storedBytes } from './stored-size.ts';
import type { FunctionUse, StoredSweepOutcome, TimerUse } from './stored-sweep.ts';

const clusters = Number(process.argv[2]);
/** The services think so long; nobody publishes how long a log query takes, and it is seconds for an hour of audit log. */
const thinkingMs = 50;
const logThinkingMs = 2_000;
/**
 * Flex Consumption starts as many instances as a queue holds batches; more than this at once would wait for this machine
 * and not for the services. https://learn.microsoft.com/azure/azure-functions/functions-target-based-scaling
 */
const mostAuditInstances = 3;

const { queues: queueSettings } = readHostJson(join(import.meta.dirname, '..', 'host.json'));
const usual = (name: 'METRICS_WINDOW_SECONDS' | 'CLOSE_CHECK_SECONDS' | 'RETENTION_AUDIT_DAYS'): number =>
  settingCatalogue[name].fallback;

let ahead = noonOfToday() - Date.now();
const now = (): Date => new Date(Date.now() + ahead);

const directory = await mkdtemp(join(tmpdir(), 'stored-sweep-'));
const storage = await countedStorage();
const sample = await startSample({
  directory,
  stories: fleetOf(clusters),
  now,
  limits: false,
  logs: 'quiet',
  thinkingMs: (kind) => (kind === 'logQuery' || kind === 'logSearch' ? logThinkingMs : thinkingMs),
});
trustAuthority(sample.authority);
Object.assign(process.env, sample.settings);
let lines = 0;

await sweep();
const first = await sizes();
const askedFirst = sample.requests();
storage.requests();
lines = 0;
ahead += hourMs;
const { sweepId, functions } = await sweep();
const requests = storage.requests();
const linesOfSweep = lines;
const askedBoth = sample.requests();
const both = await sizes();
const { history } = contexts().sweep;
const summary = (await history.sweep(sweepId))?.summary;
storage.requests();
const outcome: StoredSweepOutcome = {
  complete: summary?.complete === true,
  audited: summary?.clusters.audited ?? 0,
  apiRequests: summary?.load.requests ?? 0,
  apiBytes: summary?.load.bytes ?? 0,
  logQueries: askedOfSecond('logQuery'),
  logSearches: askedOfSecond('logSearch'),
  requests,
  functions,
  lines: linesOfSweep,
  bytes: { first, both },
  reports: await timer('plan-reports', reports),
  prune: await timer('prune-history', prune),
};
process.stdout.write(JSON.stringify(outcome));
await sample.stop();
await storage.stop();
await rm(directory, { recursive: true });
process.exit(0);

function noonOfToday(): number {
  return Math.floor(Date.now() / dayMs) * dayMs + 12 * hourMs;
}

/** What an instance starts with. */
function contexts(): { readonly sweep: SweepContext; readonly notifying: NotifyContext } {
  const history = tableHistory({
    openTable: (name) => storage.table(name),
    onUnreadable: (error) => {
      throw error;
    },
  });
  const queues = storageQueues(async (name) => storage.queues.getQueueClient(name));
  const write = (): void => void (lines += 1);
  const log: Logger = { info: write, warn: write, error: write };
  const fleet = fleetPort(
    fleetIn(sample.settings),
    { metricsWindowSeconds: usual('METRICS_WINDOW_SECONDS') },
    history,
    { ...machineClock, now },
  );
  const common = {
    history,
    queues,
    checks,
    policy: currentPolicy(noPolicy, history, now),
    now,
    log,
    metrics: noMetrics,
  };
  return {
    sweep: {
      ...common,
      ...fleet(log),
      options: {
        deadlineMinutes: 55,
        closeCheckSeconds: usual('CLOSE_CHECK_SECONDS'),
        logWindowMinutes: 60,
        logDelayMinutes: 15,
      },
    },
    notifying: {
      ...common,
      ...assembleNotifications(
        { notifyPrivateHosts: [], publicUrl: null, webhookSecretKeys: null, pageNotice: null },
        noNotifications,
        { getToken: async () => null },
      ),
      random: Math.random,
    },
  };
}

/** From the timer until people are told, on instances that were started for it, as after an hour of nothing to do. */
async function sweep(): Promise<{ readonly sweepId: string; readonly functions: readonly FunctionUse[] }> {
  const told = Promise.withResolvers<void>();
  const audits = Math.min(mostAuditInstances, Math.ceil(clusters / queueSettings.batchSize));
  const names = queueNames.flatMap((name) =>
    Array.from({ length: name === 'audit-cluster' ? audits : 1 }, () => name),
  );
  const instances = await Promise.all(
    names.map((name) => {
      const { sweep, notifying } = contexts();
      return queueInstance(name, {
        service: storage.hostQueues,
        settings: queueSettings,
        handlers: sweepHandlers(sweep, notifying),
        onDone: () => {
          if (name === 'notify') told.resolve();
        },
      });
    }),
  );
  let sweepId = '';
  const planned = await timerRun(async () => {
    ({ id: sweepId } = (await startSweep(contexts().sweep, 'timer')).sweep);
  });
  await told.promise;
  await Promise.all(instances.map((instance) => instance.stop()));
  const all = [{ name: 'plan-sweep', runs: planned }, ...instances];
  return {
    sweepId,
    functions: Array.from(
      Map.groupBy(all, ({ name }) => name),
      ([name, of]) => ({
        name,
        executions: of.reduce((sum, { runs }) => sum + runs.length, 0),
        seconds: of.reduce((sum, { runs }) => sum + billedSeconds(runs), 0),
        secondsAlone: of.flatMap(({ runs }) => runs).reduce((sum, run) => sum + billedSeconds([run]), 0),
      }),
    ).filter(({ executions }) => executions > 0),
  };
}

async function timer(name: string, act: () => Promise<unknown>): Promise<TimerUse> {
  storage.requests();
  const seconds = billedSeconds(await timerRun(act));
  return { name, executions: 1, seconds, secondsAlone: seconds, transactions: storage.requests().tables };
}

async function reports(): Promise<void> {
  const { notifying } = contexts();
  await planReports(notifying);
  await sendStuck(notifying);
  await recordSweepAge(notifying);
}

/** Of both sweeps, when they are too old to be kept. */
async function prune(): Promise<void> {
  const { sweep } = contexts();
  const auditDays = usual('RETENTION_AUDIT_DAYS');
  const later = (): Date => new Date(now().getTime() + (auditDays + 1) * dayMs);
  const retention = { auditDays, hourlyDays: auditDays, dailyDays: 10 * auditDays };
  await pruneHistory({ ...sweep, now: later }, retention, AbortSignal.timeout(15 * 60_000));
}

function askedOfSecond(kind: 'logQuery' | 'logSearch'): number {
  return (askedBoth[kind]?.total ?? 0) - (askedFirst[kind]?.total ?? 0);
}

async function sizes(): Promise<StoredSweepOutcome['bytes']['both']> {
  const names: readonly TableName[] = [
    'Sweeps',
    'Ledger',
    'Evidence',
    'Latest',
    'Audits',
    'Findings',
    'Rollups',
    'Notes',
    'NotifyState',
  ];
  const entries = await Promise.all(
    names.map(async (name) => [name, await storedBytes(await storage.uncounted(name))] as const),
  );
  return Object.fromEntries(entries);
}
