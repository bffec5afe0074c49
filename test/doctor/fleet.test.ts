/** The sample fleet with one thing broken at a time: the doctor names that thing, and nothing that only follows from it. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { withoutAction } from '../../local/sample/azure/missing-action.ts';
import { auditorToken } from '../../local/sample/azure/token.ts';
import { failure, ok } from '../../local/sample/azure/answer.ts';
import type { Fault } from '../../local/sample/azure/service.ts';
import { findCollection } from '../../local/sample/collections.ts';
import { type Sample, startSample } from '../../local/sample/index.ts';
import { stories } from '../../local/sample/stories/index.ts';
import { trustAuthority } from '../../local/sample/trust.ts';
import { clusterRules } from '../../src/doctor/cluster-rules.ts';
import { declaredRules, ruleId } from '../../src/doctor/azure-rules.ts';
import type { DoctorReport } from '../../src/doctor/report.ts';
import { doctorText } from '../../src/doctor/text.ts';
import { resourceAt } from '../../src/kubernetes/api-path.ts';
import { examineSample, problemIds } from './examining.ts';

/** One of each subscription and workspace, one whose webhooks call services, one that leaks, one without audit log. */
const told = [
  'aks-batch-weu-01',
  'aks-checkout-weu-01',
  'aks-iot-frc-01',
  'aks-reports-frc-01',
  'aks-legacy-weu-01',
  'aks-payments-weu-01',
];
const denied: string[] = [];
let fault: Fault = () => null;
let directory: string;
let sample: Sample;
let healthy: DoctorReport;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'doctor-'));
  sample = await startSample({
    directory,
    stories: stories.filter(({ name }) => told.includes(name)).map((story) => ({ ...story, denied })),
    limits: false,
    logs: 'quiet',
    fault: (kind, request) => fault(kind, request),
  });
  trustAuthority(sample.authority);
  Object.assign(process.env, sample.settings);
  healthy = await examineSample(sample);
});
afterAll(async () => {
  await sample.stop();
  await rm(directory, { recursive: true, force: true });
});
afterEach(() => {
  denied.length = 0;
  fault = () => null;
});

/** What is wrong beside what is wrong anyway, and the text that a person reads. */
async function broken(settings: Readonly<Record<string, string>> = {}) {
  const report = await examineSample(sample, settings);
  const before = problemIds(healthy);
  return {
    report,
    problems: problemIds(report).filter((id) => !before.includes(id)),
    text: doctorText(report, { colour: false }),
  };
}

test('whole, all but the cluster without audit log is well', () => {
  expect({ ready: healthy.ready, problems: problemIds(healthy) }).toEqual({
    ready: true,
    problems: ['logs:not-collected'],
  });
});

test('who asks is told by the token, which itself is nowhere', () => {
  const { identity } = healthy;
  expect(Object.values(identity ?? {})).not.toContain(null);
  expect(JSON.stringify(healthy)).not.toMatch(/eyJ/u);
});

const provable = declaredRules.filter(({ kinds }) => !kinds.includes('nodeEgress'));

describe('each right in Azure', () => {
  const rights = provable.flatMap((declared) => {
    const { actions, dataActions, role } = declared.rule;
    return [...actions, ...dataActions].map((action) => ({ action, declared, role: role ?? '' }));
  });

  test.each(rights)('without $action', async ({ action, declared, role }) => {
    fault = withoutAction(action);

    const { problems, text } = await broken();

    const id = idOf(action, ruleId(declared));
    expect(problems).toEqual([id]);
    expect(text).toContain(role);
    if (id !== 'fleet:unseen') expect(text).toContain(action);
    if (id !== 'fleet:unseen') expect(text).toMatch(/--role=\S.* --scope=\/subscriptions\//u);
  });

  /** Resource Graph refuses nobody, and a workspace has to be found before it is asked. */
  function idOf(action: string, id: string): string {
    if (/Resources\/subscriptions|managedClusters\/read/u.test(action)) return 'fleet:unseen';
    return action === 'Microsoft.OperationalInsights/workspaces/read'
      ? `roles:Log Analytics Data Reader:${action}`
      : id;
  }
});

/** Kinds that no sample cluster has too many of are not asked for. */
const rulesWithUse = clusterRules.filter(({ path }) => {
  const resource = resourceAt(path);
  return resource === null || findCollection(resource.apiGroup, resource.name) !== undefined;
});

describe('each right in clusters', () => {
  test.each(rulesWithUse)('without $id', async ({ id, kinds }) => {
    denied.push(id.slice(id.indexOf(' ') + 1));

    const { report, problems } = await broken();

    expect(problems).toEqual([`clusters:rule:${id}:azure`]);
    expect(report.items.find((item) => item.id === problems[0])?.clusters.length).toBeGreaterThan(0);
    expect(kinds.length).toBeGreaterThan(0);
  });

  test('without any, one problem with the role for each cluster', async () => {
    denied.push(...clusterRules.map(({ id }) => id.slice(id.indexOf(' ') + 1)));

    const { problems, text } = await broken();

    expect(problems).toEqual(['clusters:no-rights:azure']);
    expect(text).toContain(`--role='AKS Fleet Auditor'`);
  });
});

/** At the same time: each waits as long as it takes to be sure that nobody answers. */
describe.concurrent('each endpoint', () => {
  test.each([
    ['AZURE_ARM_ENDPOINT', 'https://127.0.0.1:1', 'endpoints:resourceManager'],
    ['AZURE_METRICS_ENDPOINT', 'https://127.0.0.1:1/{region}', 'endpoints:metrics'],
    ['AZURE_LOGS_ENDPOINT', 'https://127.0.0.1:1', 'endpoints:logs'],
    ['AZURE_LOGS_ENDPOINT', 'https://no-such-host.invalid', 'endpoints:logs'],
  ])('%s where nobody listens: %s', async (setting, address, id) => {
    const { problems, text } = await broken({ [setting]: address });

    expect(problems).toEqual([id]);
    expect(text).toContain(setting);
  });
});

describe('the way to API servers', () => {
  test('where nobody listens', async () => {
    // A port of this machine that nobody may listen at without rights.
    fault = (kind) => (kind === 'userCredential' ? elsewhere : null);

    const { problems } = await broken();

    expect(problems).toEqual(['clusters:TCP']);
  });

  const elsewhere = ok({
    kubeconfigs: [
      {
        name: 'clusterUser',
        value: Buffer.from(
          JSON.stringify({
            clusters: [{ name: 'a', cluster: { server: 'https://127.0.0.1:1' } }],
            users: [],
          }),
        ).toString('base64'),
      },
    ],
  });
});

describe('identity', () => {
  // Tokens are remembered in the process by the identity that they are for.
  beforeEach(() => {
    process.env['AZURE_CLIENT_ID'] = randomUUID();
  });
  afterAll(() => {
    delete process.env['AZURE_CLIENT_ID'];
  });

  const noToken = failure(400, 'invalid_request', 'Identity not found');

  test('without any token', async () => {
    fault = (kind) => (kind === 'identity' ? noToken : null);

    const { problems, report, text } = await broken();

    expect(problems).toEqual(['identity:token:resourceManager+logs+metrics+apiServers']);
    expect(report.ready).toBe(false);
    expect(text).toContain('az login');
  });

  test.each([
    ['https://api.loganalytics.io', 'identity:token:logs'],
    ['https://metrics.monitor.azure.com', 'identity:token:metrics'],
    ['6dae42f8-4368-4678-94ff-3960e28e3630', 'identity:token:apiServers'],
    ['https://management.azure.com', 'identity:token:resourceManager'],
  ])('without a token for %s', async (audience, id) => {
    fault = (kind, { query }) => (kind === 'identity' && query.get('resource') === audience ? noToken : null);

    expect((await broken()).problems).toEqual([id]);
  });

  const otherTenant = '11111111-2222-3333-4444-555555555555';

  function tokenOfOtherTenant(resource: string) {
    const expires = String(Math.floor(Date.now() / 1000) + 3600);
    const token = auditorToken(otherTenant);
    return ok({ access_token: token, expires_on: expires, resource, token_type: 'Bearer' });
  }

  test('of a tenant that no cluster trusts', async () => {
    fault = (kind, { query }) => {
      const resource = query.get('resource') ?? '';
      return kind === 'identity' && resource.startsWith('6dae42f8') ? tokenOfOtherTenant(resource) : null;
    };

    const { problems, text } = await broken();

    expect(problems).toEqual(['identity:tenant']);
    expect(text).toContain(otherTenant);
  });

  test('of a tenant that Azure Resource Manager does not accept', async () => {
    fault = (kind, { query }) => {
      const resource = query.get('resource') ?? '';
      return kind === 'identity' && resource.includes('management') ? tokenOfOtherTenant(resource) : null;
    };

    const { problems, text } = await broken();

    expect(problems).toEqual(['identity:refused:resourceManager']);
    expect(text).toContain(otherTenant);
  });
});

describe('fleet', () => {
  const strange = '99999999-0000-0000-0000-000000000000';

  test('a subscription that cannot be seen is named, with the command', async () => {
    const { problems, text } = await broken({
      FLEET_SUBSCRIPTIONS: `${sample.settings['FLEET_SUBSCRIPTIONS']},${strange}`,
    });

    expect(problems).toEqual(['fleet:unseen']);
    expect(text).toContain(`--scope=/subscriptions/${strange}`);
  });

  test('API servers that are not to be read are skipped, and no problem', async () => {
    const { problems, report } = await broken({ KUBERNETES_ACCESS: 'none' });

    expect(problems).toEqual([]);
    expect(report.items.find(({ id }) => id.startsWith('clusters:not-read'))).toMatchObject({
      status: 'skipped',
    });
  });
});

describe('services that fail for a while', () => {
  test.each([
    ['diagnosticSettings', 503, 'roles:Reader:Microsoft.Insights/diagnosticSettings/read'],
    ['metricsBatch', 500, 'endpoints:metrics'],
  ] as const)('%s answers %i', async (failing, status, id) => {
    fault = (kind) => (kind === failing ? failure(status, 'ServerError', 'Later.') : null);

    const { problems, report } = await broken();

    expect(problems).toEqual([id]);
    expect(report.ready).toBe(false);
  });
});
