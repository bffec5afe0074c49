/** `npm start`: the whole product on this machine, with the storage emulator and the sample or real clusters. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../src/config.ts';
import { messageOf, UsageError } from '../src/shared/errors.ts';
import { parseStartArguments, startUsage, type StartArguments } from './arguments.ts';
import { startAzurite } from './azurite.ts';
import { fleetEnvironment, requireUsable } from './fleet.ts';
import { freePort } from './host/listen.ts';
import { startHost } from './host/host.ts';
import type { HostLog } from './host/host-log.ts';
import type { Outbox } from './outbox/index.ts';
import { trustAuthority } from './sample/trust.ts';
import { takeLock, waitForHolder } from './lock.ts';
import { openLog } from './log.ts';
import { watchNpm } from './npm-process.ts';
import { policyIn } from './policy.ts';
import { progressLine } from './progress.ts';
import { settingPath } from './setting-path.ts';
import { localSettings } from './settings.ts';
import { historyOfSample } from './history/index.ts';
import { closingStack, type ClosingStack } from './closing-stack.ts';
import { summaryText } from './summary.ts';
import { fleetOf, runSweep, type SweepProgress } from './sweep-client.ts';

const projectDirectory = fileURLToPath(new URL('..', import.meta.url));
// A terminal's Ctrl-C reaches this process, and npm passes the same one on: it counts once.
const folders = { sample: 'sample', kubeconfig: 'fleet', azure: 'azure' } as const;

const sameSignalMs = 500;
const killedGraceMs = 1000;
// How long a killed predecessor may take to notice and to end.
const predecessorMs = 3000;

await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<void> {
  const closing = closingStack();
  const ending = new AbortController();
  endOnSignals(closing, ending);
  try {
    // npm runs scripts in the project's folder; paths are meant from where the person is.
    const from = process.env['INIT_CWD'] ?? process.cwd();
    const given = parseStartArguments(argv, from, projectDirectory);
    if (given.help) process.stdout.write(startUsage);
    else await start(given, closing, ending.signal);
  } catch (error) {
    if (ending.signal.aborted) return;
    process.stderr.write(`${errorText(error)}\n`);
    await closing.close();
    process.exit(error instanceof UsageError ? 2 : 1);
  }
}

async function start(given: StartArguments, closing: ClosingStack, signal: AbortSignal): Promise<void> {
  const policyFile = given.policy ?? settingPath(process.env, 'POLICY_FILE', projectDirectory);
  await policyIn(policyFile);
  if (policyFile !== null) process.env['POLICY_FILE'] = policyFile;
  await requireUsable(given.fleet, process.env);
  const { kind } = given.fleet;
  // What is remembered of sample clusters must never be mixed up with real ones.
  const sample = kind === 'sample';
  const directory = path.join(given.dataDirectory, folders[kind]);
  const lockFile = path.join(directory, 'host.lock');
  await waitForHolder(lockFile, `The data folder ${directory}`, predecessorMs);
  const lock = takeLock(lockFile, `The data folder ${directory}`);
  closing.add(() => lock.release());
  const terminal = progressLine(process.stderr);
  const log = openLog({
    file: path.join(directory, 'host.log'),
    verbose: given.verbose,
    terminal,
    now: () => new Date(),
  });
  closing.add(() => log.close());
  const notifyFile = settingPath(process.env, 'NOTIFY_FILE', projectDirectory);
  if (notifyFile !== null) process.env['NOTIFY_FILE'] = notifyFile;
  const outbox =
    notifyFile === null ? await ownOutbox(path.join(directory, 'outbox'), log, sample, closing) : null;
  terminal.show(sample ? 'Starting the sample clusters and the storage …' : 'Starting the storage …');

  const fleet = await fleetEnvironment(given.fleet, path.join(directory, 'clusters'), closing);
  // Clients of Azure read the environment by themselves.
  Object.assign(process.env, fleet);
  const connectionString = process.env['AzureWebJobsStorage'] ?? (await ownStorage(directory, closing));
  // The app reads its settings from the environment, as it does on Azure.
  Object.assign(
    process.env,
    localSettings({ connectionString, fleet, sample, sweep: given.sweep }, process.env),
  );

  const port = await freePort(given.port);
  process.env['PUBLIC_URL'] ??= `http://127.0.0.1:${port}`;
  if (given.sweep && given.historyDays > 0) {
    // A setting that is wrong is said before a minute is spent.
    readConfig(process.env);
    await historyOfSample({
      directory: path.join(directory, 'clusters'),
      connectionString,
      days: given.historyDays,
      authority: outbox?.authority ?? null,
      log,
      closing,
      onDay: (day) => terminal.history(day, given.historyDays),
    });
    signal.throwIfAborted();
  }

  const host = await startHost({
    bundle: path.join(projectDirectory, 'dist', 'main.cjs'),
    hostJson: path.join(projectDirectory, 'host.json'),
    dataDirectory: directory,
    settings: process.env,
    port,
    log,
  });
  closing.add((graceMs) => host.stop(graceMs));
  if (given.sweep) {
    const client = { url: host.url, signal, onProgress: (sweep: SweepProgress) => terminal.sweep(sweep) };
    const sweep = await runSweep(client);
    terminal.clear();
    process.stdout.write(`${summaryText(sweep, await fleetOf(client))}\n`);
  }
  terminal.clear();
  process.stdout.write(
    `Dashboard: ${host.url}/\n${outbox === null ? '' : `Outbox:    ${outbox.pageUrl}  (what would be sent, to whom)\n`}Stop with Ctrl-C. Log: ${path.join(directory, 'host.log')}\n`,
  );
}

/** Without receivers of their own people see what would be sent, and nothing leaves the machine. */
async function ownOutbox(
  directory: string,
  log: HostLog,
  sample: boolean,
  closing: ClosingStack,
): Promise<Outbox> {
  // Servers of mail are loaded only where they are wanted.
  const { startOutbox } = await import('./outbox/index.ts');
  const outbox = await startOutbox({ directory, log, team: sample ? 'owner=batch-team' : null });
  closing.add(() => outbox.stop());
  trustAuthority(outbox.authority);
  // What the environment says wins, but for where the outbox itself listens.
  for (const [name, value] of Object.entries(outbox.settings)) {
    if (name.startsWith('OUTBOX_')) process.env[name] = value;
    else process.env[name] ??= value;
  }
  return outbox;
}

async function ownStorage(directory: string, closing: ClosingStack): Promise<string> {
  const azurite = await startAzurite({
    directory: path.join(directory, 'storage'),
    logFile: path.join(directory, 'storage.log'),
  });
  closing.add(() => azurite.stop());
  void azurite.crashed.then(async (how) => {
    process.stderr.write(`${how}\n`);
    await closing.close();
    process.exit(1);
  });
  return azurite.connectionString;
}

function endOnSignals(closing: ClosingStack, ending: AbortController): void {
  let first: number | null = null;
  const end = (): void => {
    if (first !== null) {
      if (performance.now() - first > sameSignalMs) process.exit(130);
      return;
    }
    first = performance.now();
    ending.abort();
    process.stderr.write('\nStopping, waiting for what runs. Press Ctrl-C again to end at once.\n');
    void closing.close().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  watchNpm(() => {
    // Killed, not asked: what runs is left to the leases of its messages, so that a new start need not wait.
    ending.abort();
    void closing.close(killedGraceMs).then(() => process.exit(0));
  });
}

function errorText(error: unknown): string {
  return error instanceof UsageError ? error.problems.join('\n') : `Failed to start: ${messageOf(error)}`;
}
