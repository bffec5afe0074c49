/** The product as a user starts it: `local/start.ts` in a process of its own, on a data folder of its own. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '../../support/eventually.ts';

const project = fileURLToPath(new URL('../../..', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Product {
  /** Resolves with the address it prints; rejects with its output when it ends before. */
  readonly address: Promise<string>;
  readonly ended: Promise<Ended>;
  readonly pid: number;
  output(): string;
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Ended>;
}

export interface StartOptions {
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts it with settings of this machine left out, so that only what the test says counts. */
export function startProduct({ arguments: given, environment = {} }: StartOptions): Product {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', path.join(project, 'local', 'start.ts'), ...given],
    { cwd: project, env: { ...bareEnvironment(), ...environment }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let stdout = '';
  let stderr = '';
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const address = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const found = /^Dashboard: (http:\/\/\S+)\/$/m.exec(stdout)?.[1];
      if (found !== undefined) resolve(found);
    });
    void ended.then(({ code }) => reject(new Error(`It ended with ${code}.\n${stdout}\n${stderr}`)));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  // Whoever does not ask for the address must not fail because there is none.
  address.catch(() => undefined);
  if (child.pid === undefined) throw new Error('The product could not be started.');
  return {
    address,
    ended,
    pid: child.pid,
    output: () => `${stdout}\n${stderr}`,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

/** Waits until the processes are gone; a process that waits to be collected is gone too. */
export async function untilGone(pids: readonly number[]): Promise<void> {
  await eventually('every process of the product has ended', () => {
    const running = processes();
    return pids.some((pid) => running.has(pid)) ? null : true;
  });
}

/** All processes below this one, as far as Linux tells. */
export function descendantsOf(pid: number): readonly number[] {
  const children = [...processes()].filter(([, parent]) => parent === pid).map(([child]) => child);
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

export async function temporaryFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fleet-auditor-'));
  return { path: folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

function bareEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  return { PATH, HOME, TMPDIR, LANG };
}

/** Parent by process. */
function processes(): ReadonlyMap<number, number> {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const status = statusOf(entry);
    const state = /^State:\s+(\S)/m.exec(status)?.[1];
    const parent = /^PPid:\s+(\d+)/m.exec(status)?.[1];
    if (parent !== undefined && state !== 'Z') parents.set(Number(entry), Number(parent));
  }
  return parents;
}

function statusOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}
