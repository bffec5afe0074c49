/** `npm run audit` as a person or a CI job starts it: a process, its output and its exit code. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { momentText } from '../../../src/pages/parts/time.tsx';
import { AuditReport } from '../../../src/report/audit-report.ts';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const program = join(import.meta.dirname, '../../../local/audit.ts');
const wrongPolicy = JSON.stringify({
  schemaVersion: 1,
  suppressions: [{ check: 'large-etcd', owner: 'a', reason: 'b', expires: '2026-01-01' }],
});
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'audit-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

function audit(...argv: readonly string[]): Promise<Ended> {
  return auditWith([], ...argv);
}

function auditWith(nodeOptions: readonly string[], ...argv: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...nodeOptions, program, ...argv],
      { cwd: directory },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

/** A process in which no connection can be opened, no name be looked up, and no other process be started. */
const offline = [
  '--import',
  `data:text/javascript,${encodeURIComponent(`
    import { Server, Socket } from 'node:net';
    import dns from 'node:dns';
    import child from 'node:child_process';
    import { syncBuiltinESMExports } from 'node:module';
    const refuse = () => { process.stderr.write('A connection was opened.\\n'); process.exit(99); };
    Socket.prototype.connect = refuse;
    Server.prototype.listen = refuse;
    dns.lookup = refuse;
    child.spawn = refuse;
    child.fork = refuse;
    syncBuiltinESMExports();
  `)}`,
];

/** Nothing listens there, so the one finding is that it cannot be reached. */
const unreachable = `apiVersion: v1
kind: Config
clusters: [{ name: dead, cluster: { server: 'https://127.0.0.1:1' } }]
users: [{ name: nobody, user: { token: x } }]
contexts: [{ name: dead, context: { cluster: dead, user: nobody } }]
`;

describe('npm run audit of the sample', () => {
  const options = ['--fail-on', 'critical', '--format'];
  let recorded: Ended;

  beforeAll(async () => {
    recorded = await audit('--record', 'evidence', ...options, 'json');
  }, 120_000);

  test('audits the sample when no fleet is named: JSON alone on standard output, and 1 for findings over the bound', () => {
    const { code, stdout, stderr } = recorded;

    const report = AuditReport.parse(JSON.parse(stdout));
    expect(report.clusters.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'aks-batch-weu-01 audited',
      'aks-checkout-weu-01 audited',
      'aks-ci-weu-01 audited',
      'aks-iot-frc-01 audited',
      'aks-legacy-weu-01 audited',
      'aks-ml-frc-01 audited',
      'aks-orders-neu-01 audited',
      'aks-payments-weu-01 audited',
      'aks-reports-frc-01 audited',
      'aks-search-weu-01 audited',
      'aks-vault-neu-01 audited',
      'aks-web-neu-01 audited',
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('Sample data');
  });

  test('judges the recording of it again without a connection: the same report to the byte, the same exit code', async () => {
    const replayed = await auditWith(offline, '--replay', 'evidence', ...options, 'json');
    const page = await auditWith(offline, '--replay', 'evidence', ...options, 'html');

    expect([replayed.code, page.code]).toEqual([1, 1]);
    expect(replayed.stdout).toBe(recorded.stdout);
    expect(replayed.stderr).toMatch(
      /^Replayed from .*evidence, recorded at 20\d\d-.*Z by version \d.*; no cluster was asked\.\n$/u,
    );
    expect(page.stdout).toContain('Sample data');
  });

  test('a connection would have been seen', async () => {
    await writeFile(join(directory, 'asked.yaml'), unreachable);

    expect((await auditWith(offline, '--kubeconfig', 'asked.yaml')).code).toBe(99);
  });
});

describe('npm run audit', () => {
  test('compares with an earlier report: what that one has as bad does not count', async () => {
    await writeFile(join(directory, 'dead.yaml'), unreachable);
    const options = ['--kubeconfig', 'dead.yaml', '--fail-on', 'low'];

    const first = await audit(...options, '--format', 'json', '--output', 'before.json');
    const again = await audit(...options, '--format', 'html', '--baseline', 'before.json');

    expect([first.code, again.code]).toEqual([1, 0]);
    const before = AuditReport.parse(JSON.parse(await readFile(join(directory, 'before.json'), 'utf8')));
    expect(again.stdout).toMatch(/^<!doctype html>/u);
    expect(again.stdout).toContain(
      `Findings are compared with the report of ${momentText(before.sweep.closedAt)}.`,
    );
  });

  test('writes the report to a file, whole or not at all, and nothing to standard output', async () => {
    const { code, stdout } = await audit('--output', 'report.txt');

    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(await readFile(join(directory, 'report.txt'), 'utf8')).toMatch(/^Audited 12 of 12 clusters/u);
    expect((await readdir(directory)).filter((name) => name.includes('report'))).toEqual(['report.txt']);
  });

  test.each<[string, readonly string[], RegExp]>([
    [
      'an unknown format names the known ones',
      ['--format', 'yaml'],
      /^--format is "yaml"\. Known: text, json, html, csv, sarif, junit, openmetrics\.\n$/u,
    ],
    [
      'an unknown option names the known ones',
      ['--kubecfg', 'x'],
      /^Unknown option '--kubecfg'\. Known options: /u,
    ],
    ['a kubeconfig that does not exist is named', ['--kubeconfig', 'none.yaml'], /none\.yaml/u],
    ['a kubeconfig without contexts is refused', ['--kubeconfig', 'empty.yaml'], /empty\.yaml.*context/u],
    [
      'a baseline that does not exist is named, before anything is audited',
      ['--baseline', 'none.json'],
      /^--baseline .*none\.json cannot be read: ENOENT/u,
    ],
    [
      'a baseline that is no report is refused',
      ['--baseline', 'other.json'],
      /^--baseline .*other\.json is no report of this product: schemaVersion: .*Give a file that --format json wrote\.\n$/u,
    ],
    [
      'a policy that is wrong is named with its place',
      ['--policy', 'wrong.json'],
      /^The policy file .*wrong\.json: suppressions\[0\]\.check: There is no check "large-etcd"\. Like it are large-etcd-database\.\n$/u,
    ],
    [
      'a recording that does not exist is named',
      ['--replay', 'nothing'],
      /^--replay .*nothing: there is no such folder\. Give one that --record wrote\.\n$/u,
    ],
    [
      'a folder that holds other files is not recorded into, before anything is audited',
      ['--record', '.'],
      /^--record .* holds other files\. Give a new or an empty folder, or that of an earlier recording\.\n$/u,
    ],
    [
      'a file that cannot be written is refused before anything is audited',
      ['--output', 'no/such/dir/x'],
      /--output .*no\/such\/dir\/x/u,
    ],
  ])('%s: one message, exit code 2', async (_what, argv, message) => {
    await writeFile(join(directory, 'other.json'), '{"clusters": []}');
    await writeFile(join(directory, 'empty.yaml'), 'apiVersion: v1\nkind: Config\ncontexts: []\n');
    await writeFile(join(directory, 'wrong.json'), wrongPolicy);

    const { code, stdout, stderr } = await audit(...argv);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(message);
  });
});
