/** Settings that are wrong, one at a time and all at once: each is named, and hides nothing that can still be looked at. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { doctorText } from '../../src/doctor/text.ts';
import { examineSettings, problemIds, soundSettings } from './examining.ts';

const directory = mkdtempSync(join(tmpdir(), 'doctor-settings-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Nothing listens there, so that there is one problem anyway. */
const kubeconfig = fileWith(
  'dead.yaml',
  `apiVersion: v1
kind: Config
clusters: [{ name: dead, cluster: { server: 'https://127.0.0.1:1' } }]
users: [{ name: nobody, user: { token: x } }]
contexts: [{ name: dead, context: { cluster: dead, user: nobody } }]
`,
);
const sound = { ...soundSettings, FLEET_KUBECONFIG: kubeconfig };
const deadCluster = 'clusters:TCP';

function fileWith(name: string, text: string): string {
  const file = join(directory, name);
  writeFileSync(file, text);
  return file;
}

async function examined(changed: Readonly<Record<string, string>>) {
  const report = await examineSettings({ ...sound, ...changed });
  return { report, problems: problemIds(report), text: doctorText(report, { colour: false }) };
}

test('settings that are right are one line, and the cluster that nobody answers for is the problem', async () => {
  const { report, problems } = await examined({});

  expect(problems).toEqual([deadCluster]);
  expect(report).toMatchObject({ source: 'kubeconfig', clusters: 1, ready: false, identity: null });
});

const notifyFile = JSON.stringify({
  schemaVersion: 1,
  receivers: [{ name: 'ops', kind: 'teams', urlSetting: 'OPS_TEAMS_URL' }],
  defaultRoute: { receivers: ['ops'] },
});

const wrong: readonly (readonly [setting: string, value: string])[] = [
  ['AUTH_MODE', 'nobody'],
  ['SWEEP_SCHEDULE', ''],
  ['SWEEP_DEADLINE_MINUTES', '0'],
  ['LOG_WINDOW_MINUTES', '5'],
  ['PRUNE_SCHEDULE', 'every night'],
  ['RETENTION_DAILY_DAYS', '31'],
  ['PUBLIC_URL', 'http://auditor.example.com'],
  ['WEBHOOK_SECRET_KEY', 'short'],
  ['CORS_ALLOWED_ORIGINS', 'portal.example.com'],
  ['POLICY_FILE', join(directory, 'no-policy.json')],
  ['NOTIFY_FILE', join(directory, 'no-notify.json')],
];

describe('each setting that is wrong is named, and the fleet is looked at all the same', () => {
  test.each(wrong)('%s is "%s"', async (setting, value) => {
    const { problems, text } = await examined({ [setting]: value });

    expect(problems).toEqual([`settings:${setting}`, deadCluster]);
    expect(text).toContain(`MISSING Settings: ${setting}\n`);
  });

  test('all at once, each is a problem of its own', async () => {
    const { problems } = await examined(Object.fromEntries(wrong));

    expect(problems.toSorted()).toEqual(
      [...wrong.map(([setting]) => `settings:${setting}`), deadCluster].toSorted(),
    );
  });
});

test('a receiver whose secret is not set is named with the setting', async () => {
  const { problems, text } = await examined({ NOTIFY_FILE: fileWith('notify.json', notifyFile) });

  expect(problems).toEqual(['settings:NOTIFY_FILE', deadCluster]);
  expect(text).toContain('The app setting OPS_TEAMS_URL is not set.');
});

test('what is wrong in the policy file is named with its place', async () => {
  const policy = {
    schemaVersion: 1,
    suppressions: [{ check: 'large-etcd', owner: 'a', reason: 'b', expires: '2026-01-01' }],
  };
  const { text } = await examined({ POLICY_FILE: fileWith('policy.json', JSON.stringify(policy)) });

  expect(text).toContain(
    'suppressions[0].check: There is no check "large-etcd". Like it are large-etcd-database.',
  );
});

describe('settings of the fleet', () => {
  test.each([
    ['FLEET_SUBSCRIPTIONS', { FLEET_SUBSCRIPTIONS: 'prod', FLEET_KUBECONFIG: '' }],
    ['AZURE_ARM_ENDPOINT', { AZURE_ARM_ENDPOINT: 'http://arm.example.com', FLEET_KUBECONFIG: '' }],
    ['KUBERNETES_ACCESS', { KUBERNETES_ACCESS: 'maybe', FLEET_KUBECONFIG: '' }],
    ['FLEET_KUBECONFIG', { FLEET_SUBSCRIPTIONS: '00000000-0000-0000-0000-000000000001' }],
  ])('%s: all of the fleet is unknown because of it, and nothing is ok', async (setting, changed) => {
    const { report, problems } = await examined(changed);

    expect(problems).toEqual([`settings:${setting}`]);
    expect(
      report.items.filter(({ check }) => ['fleet', 'roles'].includes(check)).map(({ status }) => status),
    ).not.toContain('ok');
    expect(report.items.find(({ id }) => id === 'fleet:list')?.because).toBe(`settings:${setting}`);
  });

  test('a kubeconfig that is not there', async () => {
    const { problems, text } = await examined({ FLEET_KUBECONFIG: join(directory, 'nowhere') });

    expect(problems).toEqual(['fleet:list']);
    expect(text).toContain('nowhere does not exist');
  });
});

describe('storage that cannot be used', () => {
  const unusable = 'DefaultEndpointsProtocol=https;AccountName=a;SecretKey=c2VjcmV0';

  test('a connection string that is none is named and not repeated', async () => {
    const report = await examineSettings({ ...sound, AzureWebJobsStorage: unusable }, null);

    expect(problemIds(report)).toEqual(['settings:AzureWebJobsStorage', deadCluster]);
    expect(report.items.find(({ check }) => check === 'storage')).toMatchObject({
      status: 'unknown',
      because: 'settings:AzureWebJobsStorage',
    });
    expect(JSON.stringify(report)).not.toContain('c2VjcmV0');
  });
});

describe('a storage that is reached by an identity', () => {
  beforeAll(() => {
    // Nobody is signed in, and nobody else is asked.
    process.env['AZURE_TOKEN_CREDENTIALS'] = 'EnvironmentCredential';
  });
  afterAll(() => {
    delete process.env['AZURE_TOKEN_CREDENTIALS'];
  });

  test('without a token, the identity is the problem', async () => {
    const report = await examineSettings(
      {
        ...sound,
        AzureWebJobsStorage: '',
        AzureWebJobsStorage__tableServiceUri: 'https://127.0.0.1:1',
        AzureWebJobsStorage__queueServiceUri: 'https://127.0.0.1:1',
      },
      null,
    );

    expect(problemIds(report)).toEqual(['identity:token:storage', deadCluster]);
  });
});
