/** `npm run doctor` as a person or a CI job starts it: a process, its output and its exit code. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { DoctorReport } from '../../../src/doctor/report.ts';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const program = join(import.meta.dirname, '../../../local/doctor.ts');
const directory = mkdtempSync(join(tmpdir(), 'doctor-command-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function doctor(...argv: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', program, ...argv],
      { cwd: directory, env: { PATH: process.env['PATH'] } },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

test('the sample fleet as it is: what its stories break is named, and nothing else', async () => {
  const { code, stdout, stderr } = await doctor();

  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: 'Sample data: these clusters are built in. Look at your own with --kubeconfig FILE or --azure.\n',
  });
  await expect(stdout.replaceAll(/127\.0\.0\.1:\d+/gu, '127.0.0.1:PORT')).toMatchFileSnapshot(
    '../../golden/doctor-sample.txt',
  );
});

test('JSON alone on standard output, and 1 for what is missing', async () => {
  writeFileSync(
    join(directory, 'dead.yaml'),
    `apiVersion: v1
kind: Config
clusters: [{ name: dead, cluster: { server: 'https://127.0.0.1:1' } }]
users: [{ name: nobody, user: { token: secret-of-the-kubeconfig } }]
contexts: [{ name: dead, context: { cluster: dead, user: nobody } }]
`,
  );

  const { code, stdout, stderr } = await doctor('--kubeconfig', 'dead.yaml', '--format', 'json');

  const report = DoctorReport.parse(JSON.parse(stdout));
  expect({ code, stderr, ready: report.ready }).toEqual({ code: 1, stderr: '', ready: false });
  expect(report.items[0]).toMatchObject({ id: 'clusters:TCP', status: 'missing', clusters: ['dead'] });
  expect(stdout).not.toContain('secret-of-the-kubeconfig');
});

test('a policy that is named on the command line is read, from where the command was given', async () => {
  const { code, stdout } = await doctor('--kubeconfig', 'dead.yaml', '--policy', 'none.json');

  expect(code).toBe(1);
  expect(stdout).toContain(`The policy file ${join(directory, 'none.json')} cannot be read`);
});

test('--help shows the options and looks at nothing', async () => {
  const { code, stdout, stderr } = await doctor('--help');

  expect([code, stdout.split('\n')[0], stderr]).toEqual([0, 'Usage: npm run doctor -- [options]', '']);
});

test.each([
  [['--format', 'yaml'], '--format is "yaml". Known: text, json.\n'],
  [['--azure', '--kubeconfig', 'x'], '--azure and --kubeconfig name two fleets. Give one of them.\n'],
])('wrong use, %j: one message, exit code 2', async (argv, message) => {
  expect(await doctor(...argv)).toEqual({ code: 2, stdout: '', stderr: message });
});
