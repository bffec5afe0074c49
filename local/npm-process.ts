/** The npm that runs this process, if any: whoever kills npm means this process too. */
import { execFileSync } from 'node:child_process';
import { isAlive } from './lock.ts';

const checkMs = 250;

/** Calls back once when npm is gone; npm cannot pass on the signal that killed it. */
export function watchNpm(onGone: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  // npm starts a shell, and the shell starts this process.
  const shell = process.ppid;
  const npm = parentOf(shell);
  const watch = setInterval(() => {
    if (process.ppid === shell && (npm === null || isAlive(npm))) return;
    clearInterval(watch);
    onGone();
  }, checkMs);
  watch.unref();
}

/** null where there is no `ps`: then only the shell is watched. */
function parentOf(pid: number): number | null {
  try {
    const parent = Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { stdio: 'pipe' }));
    return Number.isInteger(parent) && parent > 1 ? parent : null;
  } catch {
    return null;
  }
}
