/** Composition root: parses the settings once, builds the adapters and registers every function; nothing else does. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { app } from '@azure/functions';
import { checks } from './checks/index.ts';
import { readConfig } from './config.ts';
import { fleetSources } from './evidence/fleet-sources.ts';
import { gatherers } from './evidence/index.ts';
import { fleetPort } from './fleet/index.ts';
import { auditClusterHandler } from './functions/audit-cluster.ts';
import { closeSweepHandler } from './functions/close-sweep.ts';
import { registerHttp } from './functions/http.ts';
import { planSweepHandler } from './functions/plan-sweep.ts';
import { poisonHandler } from './functions/poison.ts';
import { pruneHistoryHandler } from './functions/prune-history.ts';
import { surveyWorkspaceHandler } from './functions/survey-workspace.ts';
import { authenticatorOf } from './http/auth/index.ts';
import type { Dependency } from './http/deps.ts';
import { currentPolicy, noPolicy } from './policy/current-policy.ts';
import { readPolicyFile } from './policy/read-policy.ts';
import type { Logger } from './shared/logger.ts';
import { loggerTo } from './shared/logger.ts';
import { scheduleOf } from './shared/schedule.ts';
import { storageAccount } from './store/storage-account.ts';
import { StorageRefused, StorageUnavailable } from './store/storage-error.ts';
import { storageQueues } from './store/storage-queues.ts';
import { queueNames } from './store/queues.ts';
import { tableHistory } from './store/table-history.ts';
import type { SweepContext } from './sweep/context.ts';
import { startSweep } from './sweep/plan.ts';

/** The app setting of the storage account; the triggers and our own clients read the same one. */
const connection = 'AzureWebJobsStorage';
/** The folder that is deployed: the bundle is in a folder of it, as the source is. */
const appFolder = fileURLToPath(new URL('..', import.meta.url));

const config = readConfig(process.env);
const policyFile =
  config.policyFile === null
    ? noPolicy
    : readPolicyFile(path.resolve(appFolder, config.policyFile), checks, new Date());
const storage = storageAccount(config.storage);
const queues = storageQueues((name) => storage.queue(name));
const history = tableHistory({
  openTable: (name) => storage.table(name),
  onUnreadable: ({ message }) => loggerTo(console).error('Stored row cannot be read', { message }),
});

const fleet = fleetPort(config.fleet, { metricsWindowSeconds: config.metricsWindowSeconds }, history);
const policy = currentPolicy(policyFile, history, () => new Date());

function contextFor(log: Logger): SweepContext {
  return {
    ...fleet(log),
    checks,
    history,
    queues,
    policy,
    now: () => new Date(),
    log,
    options: {
      deadlineMinutes: config.sweepDeadlineMinutes,
      closeCheckSeconds: config.closeCheckSeconds,
      logWindowMinutes: config.logWindowMinutes,
      logDelayMinutes: config.logDelayMinutes,
    },
  };
}

async function probe(): Promise<readonly Dependency[]> {
  try {
    await storage.ping();
    return [{ name: 'storage', ok: true }];
  } catch (error) {
    // Only these are made to be shown.
    if (!(error instanceof StorageUnavailable || error instanceof StorageRefused)) throw error;
    return [{ name: 'storage', ok: false, detail: error.message }];
  }
}

app.timer('plan-sweep', { schedule: '%SWEEP_SCHEDULE%', handler: planSweepHandler(contextFor) });
// Written out, and not %PRUNE_SCHEDULE%: that would have to be set, and this one has a default.
app.timer('prune-history', {
  schedule: config.pruneSchedule,
  handler: pruneHistoryHandler(contextFor, config.retention),
});
app.storageQueue('survey-workspace', {
  queueName: 'survey-workspace',
  connection,
  handler: surveyWorkspaceHandler(contextFor),
});
app.storageQueue('audit-cluster', {
  queueName: 'audit-cluster',
  connection,
  handler: auditClusterHandler(contextFor),
});
app.storageQueue('close-sweep', {
  queueName: 'close-sweep',
  connection,
  handler: closeSweepHandler(contextFor),
});
for (const queueName of queueNames) {
  app.storageQueue(`${queueName}-poison`, {
    queueName: `${queueName}-poison`,
    connection,
    handler: poisonHandler(queueName, contextFor),
  });
}

registerHttp(app, {
  history,
  checks,
  policyFile,
  evidenceSources: [...gatherers, ...fleetSources],
  startSweep: (log) => startSweep(contextFor(log), 'request'),
  probe,
  schedule: scheduleOf(config.schedule),
  now: () => new Date(),
  auth: authenticatorOf(config.auth, () => new Date()),
  cors: config.cors,
  pageNotice: config.pageNotice,
});
