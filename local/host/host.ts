/** The local host: runs a built function app unchanged, with HTTP, timer and queue triggers. */
import path from 'node:path';
import { QueueServiceClient } from '@azure/storage-queue';
import { messageOf, UsageError } from '../../src/shared/errors.ts';
import { systemClock, type Clock } from './clock.ts';
import { expandSettings, type Settings } from './expand.ts';
import { loadFunctionApp, type FunctionApp } from './function-app.ts';
import { readHostJson, type HostSettings } from './host-json.ts';
import type { HostLog } from './host-log.ts';
import { httpServer } from './http-server.ts';
import { invoker, type Invoke } from './invoke.ts';
import { usualLeaseSeconds } from './lease.ts';
import { closeServer, listen } from './listen.ts';
import { listenToQueue, type QueueListener } from './queue-listener.ts';
import { scheduleStore } from './schedule-store.ts';
import { startTimer, timerSchedule, usesMonitor } from './timer.ts';
import { triggersOf, type Triggers } from './triggers.ts';

export interface HostOptions {
  /** The built app, one CommonJS file. */
  readonly bundle: string;
  readonly hostJson: string;
  /** Where the times of timer runs are kept. */
  readonly dataDirectory: string;
  /** The app settings; the app itself reads them from the environment. */
  readonly settings: Settings;
  /** null for 7071 or the next free one, 0 for any. */
  readonly port: number | null;
  readonly log: HostLog;
  readonly clock?: Clock;
  /** How long the message of a killed host stays unseen; 30 s. */
  readonly leaseSeconds?: number;
}

export interface Host {
  /** Address without a slash at the end. */
  readonly url: string;
  readonly functionNames: readonly string[];
  /** Takes no more work, waits for what runs up to the grace period, and ends. */
  stop(graceMs?: number): Promise<void>;
}

const usualGraceMs = 10_000;
// The listener itself tries again; long tries would only delay the message that the storage is away, and the end.
const retryOptions = { maxTries: 2, retryDelayInMs: 200, tryTimeoutInMs: 10_000 };

/** Starts the host. Throws `UsageError` for everything that a setting, a route or an argument can mend. */
export async function startHost(options: HostOptions): Promise<Host> {
  const { log, bundle, clock = systemClock } = options;
  const settings = readHostJson(options.hostJson);
  const app = await loadFunctionApp(bundle, log);
  const triggers = triggersOf(app.functions, settings.routePrefix);
  const plan = triggers.timers.map(({ fn, trigger }) => {
    const schedule = timerSchedule(fn, trigger, options.settings);
    const useMonitor = usesMonitor(trigger, schedule, clock.now());
    return { fn, schedule, useMonitor, runOnStartup: trigger['runOnStartup'] === true };
  });
  const listeners: QueueListener[] = [];
  const run = invoker({ app, log, timeoutSeconds: settings.functionTimeoutSeconds });
  const invoke = wakingAfter(run, () => listeners.forEach((listener) => listener.wake()));

  const server = httpServer({ routes: triggers.routes, invoke, log });
  const port = await listen(server, options.port);
  try {
    await app.hooks.run('appStart', appContext(app, bundle));
    listeners.push(...(await startQueues(triggers, settings, options, invoke)));
  } catch (error) {
    await closeServer(server, 0);
    throw error;
  }
  const store = scheduleStore(path.join(options.dataDirectory, 'timers.json'));
  const timers = plan.map((timer) => startTimer({ ...timer, store, clock, invoke, log }));

  return {
    url: `http://127.0.0.1:${port}`,
    functionNames: app.functions.map((fn) => fn.metadata.name),
    stop: async (graceMs = usualGraceMs) => {
      const stopping = [...timers, ...listeners].map((part) => part.stop());
      await Promise.all([atMost(graceMs, Promise.all(stopping)), closeServer(server, graceMs)]);
      await app.hooks.run('appTerminate', appContext(app, bundle));
    },
  };
}

function appContext(app: FunctionApp, bundle: string): object {
  return { hookData: {}, appHookData: app.hooks.data, functionAppDirectory: path.dirname(bundle) };
}

/** What a function did may have filled a queue: look at once instead of after the pause. */
function wakingAfter(invoke: Invoke, wake: () => void): Invoke {
  return async (fn, input) => {
    try {
      return await invoke(fn, input);
    } finally {
      wake();
    }
  };
}

async function startQueues(
  { queues }: Triggers,
  { queues: settings }: HostSettings,
  options: HostOptions,
  invoke: Invoke,
): Promise<readonly QueueListener[]> {
  const { log, leaseSeconds = usualLeaseSeconds } = options;
  const listeners: QueueListener[] = [];
  for (const { fn, trigger } of queues) {
    const usedBy = `Queue function "${fn.metadata.name}"`;
    const named = (option: string): string => {
      const value = trigger[option];
      return typeof value === 'string'
        ? expandSettings(value, options.settings, usedBy, 'audit-cluster')
        : '';
    };
    const service = queueService(named('connection'), options.settings, usedBy);
    try {
      const queueName = named('queueName');
      listeners.push(await listenToQueue({ service, queueName, fn, settings, leaseSeconds, invoke, log }));
    } catch (error) {
      await Promise.all(listeners.map((listener) => listener.stop()));
      throw new UsageError(
        [`${usedBy} cannot reach its queue: ${messageOf(error)}. Check AzureWebJobsStorage.`],
        {
          cause: error,
        },
      );
    }
  }
  return listeners;
}

/** `connection` names a setting, with or without the prefix AzureWebJobs; none is AzureWebJobsStorage. */
function queueService(connection: string, settings: Settings, usedBy: string): QueueServiceClient {
  const name = connection === '' ? 'AzureWebJobsStorage' : connection;
  const value = settings[name] ?? settings[`AzureWebJobs${name}`] ?? '';
  try {
    return QueueServiceClient.fromConnectionString(value, { retryOptions });
  } catch (error) {
    throw new UsageError(
      [`${usedBy} needs a storage connection string in ${name}, e.g. UseDevelopmentStorage=true.`],
      { cause: error },
    );
  }
}

/** What still runs after the grace period is left to the lease of its message. */
async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, deadline]);
  clearTimeout(timer);
}
