import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, test } from 'vitest';

const program = fileURLToPath(new URL('../../local/start.ts', import.meta.url));
const directory = mkdtempSync(path.join(tmpdir(), 'start-test-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function start(...args: string[]) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args]);
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  return { code, stdout, stderr };
}

test.concurrent('--help shows the options and starts nothing', async ({ expect }) => {
  const { code, stdout, stderr } = await start('--help');
  expect([code, stdout.split('\n')[0], stderr]).toEqual([0, 'Usage: npm start -- [options]', '']);
});

test.concurrent('an unknown option is one message and exit code 2', async ({ expect }) => {
  expect(await start('--prot', '7071')).toEqual({
    code: 2,
    stdout: '',
    stderr:
      "Unknown option '--prot'. Known options: --kubeconfig, --context, --azure, --policy, --port, --data, --history, --no-sweep, --verbose, --help.\n",
  });
});

test.concurrent('a kubeconfig that is not there is said before anything is written', async ({ expect }) => {
  const data = path.join(directory, 'unused');
  const { code, stderr } = await start('--kubeconfig', path.join(directory, 'nowhere'), '--data', data);
  expect([code, stderr.includes(path.join(directory, 'nowhere')), existsSync(data)]).toEqual([
    2,
    true,
    false,
  ]);
});

test.concurrent('a second start on the same data names the process that has it', async ({ expect }) => {
  const data = path.join(directory, 'busy');
  mkdirSync(path.join(data, 'sample'), { recursive: true });
  writeFileSync(path.join(data, 'sample', 'host.lock'), String(process.pid));
  const { code, stderr } = await start('--data', data);
  expect([code, stderr]).toEqual([
    2,
    `The data folder ${path.join(data, 'sample')} is in use by process ${process.pid}. End that process or give ` +
      `another folder with --data. If the process is something else, delete ${path.join(data, 'sample', 'host.lock')}.\n`,
  ]);
});
