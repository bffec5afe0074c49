/** One instance of the app as Flex Consumption has them: it runs one function, and has clients and memories of its own. */
import { performance } from 'node:perf_hooks';
import type { QueueServiceClient } from '@azure/storage-queue';
import type { QueueSettings } from '../local/host/host-json.ts';
import { listenToQueue } from '../local/host/queue-listener.ts';
import type { MessageHandlers } from '../src/store/memory-queues.ts';
import type { QueueName } from '../src/store/queues.ts';
import type { Run } from './billed-time.ts';

export interface AppInstance {
  /** The function that it runs. */
  readonly name: string;
  readonly runs: readonly Run[];
  stop(): Promise<void>;
}

export interface QueueInstanceOptions {
  readonly service: QueueServiceClient;
  readonly settings: QueueSettings;
  readonly handlers: MessageHandlers;
  /** Called after each message. */
  readonly onDone: () => void;
}

/** As the Functions host holds a message: nothing here takes so long that it renews. */
const leaseSeconds = 600;

/** Takes messages of a queue until it is stopped, as many at once as host.json says. */
export async function queueInstance(
  name: QueueName,
  { service, settings, handlers, onDone }: QueueInstanceOptions,
): Promise<AppInstance> {
  const runs: Run[] = [];
  const handle = handlers[name];
  const listener = await listenToQueue({
    service,
    queueName: name,
    fn: { metadata: { name, bindings: {} }, callback: () => undefined },
    settings,
    leaseSeconds,
    async invoke(_fn, { data }) {
      await timed(runs, () => handle(JSON.parse(data.string ?? '')));
      onDone();
      return {};
    },
    log: {
      write: (level, source, message) => {
        if (level === 'warning' || level === 'error') throw new Error(`${source}: ${message}`);
      },
    },
  });
  return { name, runs, stop: () => listener.stop() };
}

/** Runs the function of a timer once. */
export async function timerRun(act: () => Promise<unknown>): Promise<readonly Run[]> {
  const runs: Run[] = [];
  await timed(runs, act);
  return runs;
}

async function timed(runs: Run[], act: () => Promise<unknown>): Promise<void> {
  const from = performance.now();
  await act();
  runs.push({ from, to: performance.now() });
}
