/** One process per folder: a file with the number of the process that holds it. */
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { UsageError } from '../src/shared/errors.ts';

export interface Lock {
  release(): void;
}

/** Takes the lock, also from a process that is gone. Throws `UsageError` that names the process holding it. */
export function takeLock(file: string, what: string): Lock {
  mkdirSync(path.dirname(file), { recursive: true });
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    if (!tryLink(own, file)) {
      const holder = liveHolder(file);
      if (holder !== null) throw inUse(what, holder, file);
      rmSync(file, { force: true });
      // Somebody else may have been quicker to take over.
      if (!tryLink(own, file)) throw inUse(what, liveHolder(file), file);
    }
  } finally {
    rmSync(own, { force: true });
  }
  return { release: () => rmSync(file, { force: true }) };
}

/** Waits until the process that a file names has ended, if it has not. Throws `UsageError` when it stays. */
export async function waitForHolder(file: string, what: string, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (let holder = liveHolder(file); holder !== null; holder = liveHolder(file)) {
    if (Date.now() > deadline) throw inUse(what, holder, file);
    await pause(50);
  }
}

/** Linking is atomic and brings the content along: no one ever sees an empty lock. */
function tryLink(own: string, file: string): boolean {
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function liveHolder(file: string): number | null {
  const pid = Number(readOrEmpty(file));
  return Number.isInteger(pid) && pid > 0 && pid !== process.pid && isAlive(pid) ? pid : null;
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Whether there is a process of this number. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, but is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function inUse(what: string, pid: number | null, file: string): UsageError {
  return new UsageError([
    `${what} is in use by process ${pid ?? 'unknown'}. End that process or give another folder with --data. ` +
      `If the process is something else, delete ${file}.`,
  ]);
}
