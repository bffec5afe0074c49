/** The storage emulator as a child process: on free ports, never left behind. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { waitForHolder } from './lock.ts';

export interface Azurite {
  readonly connectionString: string;
  /** Resolves with a sentence when the emulator ends without having been stopped. */
  readonly crashed: Promise<string>;
  /** Saves and closes the storage. */
  stop(): Promise<void>;
}

export interface AzuriteOptions {
  /** Folder of the data; null keeps them in memory. */
  readonly directory: string | null;
  /** null for none. */
  readonly logFile: string | null;
  readonly startTimeoutMs?: number;
}

const usualStartTimeoutMs = 60_000;
const stopTimeoutMs = 10_000;
const services = ['Blob', 'Queue', 'Table'] as const;
type Addresses = Readonly<Record<(typeof services)[number], string>>;

/** Starts Azurite and waits until its three services listen. Throws with its last words when they do not. */
export async function startAzurite(options: AzuriteOptions): Promise<Azurite> {
  const child = await spawnAzurite(options.directory);
  const output = followOutput(child, options.logFile);
  const exited = once(child, 'exit').then(([code]: unknown[]) => `code ${String(code)}`);
  let stopping = false;

  async function stop(): Promise<void> {
    stopping = true;
    child.stdin?.end();
    const kill = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
    await exited;
    clearTimeout(kill);
  }

  try {
    const addresses = await ready(output, exited, options.startTimeoutMs ?? usualStartTimeoutMs);
    const crashed = exited.then((how) =>
      stopping
        ? new Promise<never>(() => {})
        : `The storage emulator ended with ${how}: ${output.lastLines()}`,
    );
    return { connectionString: connectionStringOf(addresses), crashed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function spawnAzurite(directory: string | null): Promise<ChildProcess> {
  if (directory === null) return spawnIn(null);
  mkdirSync(directory, { recursive: true });
  // The emulator of a host that was killed may still be saving: two on one folder would lose data.
  const pidFile = path.join(directory, 'azurite.pid');
  await waitForHolder(pidFile, `The storage in ${directory}`, usualStartTimeoutMs);
  const child = spawnIn(directory);
  writeFileSync(pidFile, String(child.pid ?? ''));
  return child;
}

function spawnIn(directory: string | null): ChildProcess {
  const where = directory === null ? ['--inMemoryPersistence'] : ['--location', directory];
  // Port 0: the system chooses, so that two starts cannot collide.
  const ports = services.flatMap((service) => [`--${service.toLowerCase()}Port`, '0']);
  const program = fileURLToPath(new URL('azurite-process.ts', import.meta.url));
  return spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', program, ...where, ...ports, ...quietly],
    // Its own process group: Ctrl-C is for the host, which closes the storage when it no longer needs it.
    { stdio: ['pipe', 'pipe', 'pipe'], detached: true, windowsHide: true },
  );
}

// The SDKs may speak a newer API version than the emulator lists.
const quietly = ['--silent', '--skipApiVersionCheck', '--disableTelemetry'];

interface Output {
  onLine(listener: (line: string) => void): void;
  lastLines(): string;
}

const keptLines = 5;

function followOutput(child: ChildProcess, logFile: string | null): Output {
  const listeners: ((line: string) => void)[] = [];
  const last: string[] = [];
  if (logFile !== null) mkdirSync(path.dirname(logFile), { recursive: true });
  const log = logFile === null ? null : createWriteStream(logFile);
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      last.push(line);
      if (last.length > keptLines) last.shift();
      log?.write(`${line}\n`);
      for (const listener of listeners) listener(line);
    });
  }
  return {
    onLine: (listener) => listeners.push(listener),
    lastLines: () => last.join(' · ') || 'it said nothing',
  };
}

async function ready(output: Output, exited: Promise<string>, timeoutMs: number): Promise<Addresses> {
  const found: Partial<Record<string, string>> = {};
  let timer: NodeJS.Timeout | undefined;
  const listening = new Promise<Addresses>((resolve) => {
    output.onLine((line) => {
      const [, service = '', address] = listeningLine.exec(line) ?? [];
      found[service] = address;
      const { Blob, Queue, Table } = found;
      if (Blob !== undefined && Queue !== undefined && Table !== undefined) resolve({ Blob, Queue, Table });
    });
  });
  const late = new Promise<never>((_resolve, reject) => {
    const sayLate = (): void =>
      reject(new Error(`The storage emulator is not up after ${timeoutMs / 1000} s: ${output.lastLines()}`));
    timer = setTimeout(sayLate, timeoutMs);
  });
  const ended = exited.then((how) => {
    throw new Error(`The storage emulator did not start, it ended with ${how}: ${output.lastLines()}`);
  });
  try {
    return await Promise.race([listening, late, ended]);
  } finally {
    clearTimeout(timer);
  }
}

const listeningLine =
  /^Azurite (Blob|Queue|Table) service is successfully listening at (http:\/\/127\.0\.0\.1:\d+)$/u;

/** Account and key are public constants: https://learn.microsoft.com/azure/storage/common/storage-connect-azurite */
function connectionStringOf(addresses: Addresses): string {
  const account = 'devstoreaccount1';
  const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
  const endpoints = services.map((service) => `${service}Endpoint=${addresses[service]}/${account};`);
  return `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key};${endpoints.join('')}`;
}
