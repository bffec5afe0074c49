import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { takeLock, waitForHolder } from '../../local/lock.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'lock-test-'));
afterAll(() => rmSync(directory, { recursive: true }));

const living = String(process.ppid);

async function endedProcess(): Promise<string> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return String(child.pid);
}

test('a lock is free again after it was released', () => {
  const file = path.join(directory, 'new', 'host.lock');
  takeLock(file, 'The folder').release();
  takeLock(file, 'The folder').release();
  expect(existsSync(file)).toBe(false);
});

test('a lock of a living process names that process and the way out', () => {
  const file = path.join(directory, 'living.lock');
  writeFileSync(file, living);
  expect(() => takeLock(file, 'The data folder x')).toThrow(
    `The data folder x is in use by process ${living}. End that process or give another folder with --data.`,
  );
});

test.each([
  ['of a process that is gone', endedProcess],
  ['without a process', async () => 'nonsense'],
])('a lock %s is taken over', async (_what, holder) => {
  const file = path.join(directory, 'stale.lock');
  writeFileSync(file, await holder());
  takeLock(file, 'The folder').release();
  expect(existsSync(file)).toBe(false);
});

test('waiting for a holder ends when it is gone, and is refused when it stays', async () => {
  const file = path.join(directory, 'azurite.pid');
  writeFileSync(file, await endedProcess());
  await waitForHolder(file, 'The storage', 0);
  writeFileSync(file, living);
  await expect(waitForHolder(file, 'The storage', 0)).rejects.toThrow(`in use by process ${living}`);
});
