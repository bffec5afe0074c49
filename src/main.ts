/** Composition root: parses the settings once, builds the adapters and registers every function; nothing else does. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TokenCredential } from '@azure/core-auth';
import { app } from '@azure/functions';
import { checks } from './checks/index.ts';
import { readConfig } from './config.ts';
import { fleetSources } from './evidence/fleet-sources.ts';
import { gatherers } from './evidence/index.ts';
import { appCredential } from './azure/app-credential.ts';
import { type InsightsResource, applicationInsights } from './azure/application-insights.ts';
import { sharedExamination } from './doctor/shared-examination.ts';
import { fleetPort } from './fleet/index.ts';
import { afterInvocation } from './functions/after-invocation.ts';
import { auditClusterHandler } from './functions/audit-cluster.ts';
import { closeSweepHandler } from './functions/close-sweep.ts';
import { registerHttp } from './functions/http.ts';
import { planSweepHandler } from './functions/plan-sweep.ts';
import { poisonHandler } from './functions/poison.ts';
import { notifyHandler } from './functions/notify.ts';
import { deliverHandler } from './functions/deliver.ts';
import { planReportsHandler, sendReportHandler } from './functions/send-report.ts';
import { pruneHistoryHandler } from './functions/prune-history.ts';
import { surveyWorkspaceHandler } from './functions/survey-workspace.ts';
import { authenticatorOf } from './http/auth/index.ts';
import type { Dependency } from './http/deps.ts';
import { noMetrics } from './metrics.ts';
import type { NotifyContext } from './notify/context.ts';
import { assembleNotifications } from './notify/assemble.ts';
import { notifyPort } from './notify/port.ts';
import { noNotifications } from './notify/settings/filled-in.ts';
import { readNotifyFile } from './notify/settings/read-file.ts';
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

const notifySettings =
  config.notifyFile === null
    ? noNotifications
    : readNotifyFile(path.resolve(appFolder, config.notifyFile), {
        checks,
        environment: process.env,
        now: new Date(),
      });
const { guard, origin, ...notifying } = assembleNotifications(config, notifySettings, appCredential());

const insights =
  config.telemetry === null
    ? null
    : applicationInsights(config.telemetry, {
        credential: insightsCredential(config.telemetry),
        now: () => new Date(),
      });
const metrics = insights ?? noMetrics;

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
    metrics,
    options: {
      deadlineMinutes: config.sweepDeadlineMinutes,
      closeCheckSeconds: config.closeCheckSeconds,
      logWindowMinutes: config.logWindowMinutes,
      logDelayMinutes: config.logDelayMinutes,
    },
  };
}

function notifyContextFor(log: Logger): NotifyContext {
  return {
    ...notifying,
    history,
    queues,
    checks,
    policy,
    now: () => new Date(),
    random: Math.random,
    log,
    metrics,
  };
}

function insightsCredential({ identity }: InsightsResource): TokenCredential | null {
  return identity === null ? null : appCredential(identity.clientId);
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

if (insights !== null) app.hook.postInvocation(afterInvocation(insights));
/** Somebody waits for the answer: the platform ends a request after 230 s. */
const examinationBounds = { clusters: 50, seconds: 110 };

const examine = sharedExamination(async () => {
  // Loaded late: it is asked for once in a while.
  const { examine } = await import('./doctor/examine.ts');
  return examine({
    environment: process.env,
    appFolder,
    checks,
    storageSkipped: null,
    bounds: examinationBounds,
    onProgress: () => undefined,
    now: () => new Date(),
    log: loggerTo(console),
  });
});

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
app.storageQueue('notify', {
  queueName: 'notify',
  connection,
  handler: notifyHandler(notifyContextFor),
});
app.storageQueue('deliver', {
  queueName: 'deliver',
  connection,
  handler: deliverHandler(notifyContextFor),
});
// Reports have times and time zones of their own: this only looks which are due.
app.timer('plan-reports', { schedule: '30 */5 * * * *', handler: planReportsHandler(notifyContextFor) });
app.storageQueue('send-report', {
  queueName: 'send-report',
  connection,
  handler: sendReportHandler(notifyContextFor),
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
  examine,
  schedule: scheduleOf(config.schedule),
  now: () => new Date(),
  auth: authenticatorOf(config.auth, () => new Date()),
  cors: config.cors,
  pageNotice: config.pageNotice,
  notify: notifyPort(notifyContextFor(loggerTo(console)), guard, origin),
});
