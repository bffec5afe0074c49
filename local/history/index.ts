/** Weeks of history for the sample clusters, made before the first sweep of the present. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ClosingStack } from '../closing-stack.ts';
import type { HostLog } from '../host/host-log.ts';
import type { HistoryProgress, HistoryRequest } from './messages.ts';

export interface HistoryOptions extends HistoryRequest {
  readonly log: HostLog;
  readonly closing: ClosingStack;
  readonly onDay: (day: number) => void;
}

/** Makes what is missing of it. Throws with the last words of the process that makes it when it cannot. */
export async function historyOfSample({ log, closing, onDay, ...request }: HistoryOptions): Promise<void> {
  const program = fileURLToPath(new URL('process.ts', import.meta.url));
  const child = fork(program, [], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => ({ code, signal }));
  closing.add(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  let lastLine = '';
  if (child.stderr !== null) {
    createInterface({ input: child.stderr }).on('line', (line) => {
      lastLine = line;
      log.write('information', 'history', line);
    });
  }
  child.on('message', ({ day }: HistoryProgress) => onDay(day));
  child.send(request);
  const { code, signal } = await ended;
  if (code === 0) return;
  throw new Error(
    `The history of the sample clusters could not be made (it ended with ${String(code ?? signal)}): ${lastLine} ` +
      'Start again to go on where it stopped, or with --history 0 to do without.',
  );
}
