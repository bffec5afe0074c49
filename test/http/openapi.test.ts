/** The description of the API is right by the specification, says all there is, and every answer is as it says. */
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { routes } from '../../src/http/routes/index.ts';
import type { History } from '../../src/store/history.ts';
import { fleetOwner } from '../../src/store/history.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { rollUpCluster } from '../../src/sweep/roll-up.ts';
import { aCluster, anAudit, anEntry, aSweep, minute, planned, summary, sweepId } from '../store/builders.ts';
import { aDecision, aDelivery, aPending, aSubscription, someSettings } from '../store/told.ts';
import { exampleDigest } from '../support/notify-messages.ts';
import { openApi, operations } from '../support/openapi.ts';
import { sick } from './fleet.ts';
import type { Asked } from './asking.ts';
import { ask, depsWith, jsonOf } from './asking.ts';
import { notifyWith } from './notifying.ts';

test('it is right by the specification of OpenAPI 3.1', async () => {
  const result = await new Validator().validate(structuredClone({ ...openApi }));
  expect(result).toEqual({ valid: true });
});

test('GET /api/openapi.json serves it', async () => {
  expect(await jsonOf(depsWith(), '/api/openapi.json')).toEqual(JSON.parse(JSON.stringify(openApi)));
});

test('it has every route but the pages, by its name', () => {
  const named = routes.filter(({ kind }) => kind !== 'page').map(({ name }) => name);
  expect(operations.map(({ operation }) => operation.operationId).toSorted()).toEqual(named.toSorted());
});

describe('nothing is left to guess', () => {
  test('every parameter is described, and one that is required has an example', () => {
    const silent = operations.flatMap(({ operation: { operationId, parameters } }) =>
      parameters
        .filter(({ $ref, description, required, example }) => {
          return (
            $ref === undefined && (description === undefined || (required === true && example === undefined))
          );
        })
        .map(({ name }) => `${operationId}: ${name}`),
    );
    expect(silent).toEqual([]);
  });

  test('every field is described', () => {
    expect(silentFields(openApi, '')).toEqual([]);
  });

  test('everything that is referred to is there, and every component is referred to', () => {
    const wanted = new Set(JSON.stringify(openApi).match(/#\/components\/[\w/-]+/gu));
    const { schemas, responses } = openApi.components;
    const there = [
      ...Object.keys(schemas).map((name) => `#/components/schemas/${name}`),
      ...Object.keys(responses).map((name) => `#/components/responses/${name}`),
      '#/components/parameters/IfNoneMatch',
      '#/components/headers/ETag',
      '#/components/headers/Location',
    ];
    expect([...wanted].filter((path) => !there.includes(path))).toEqual([]);
    expect(there.filter((path) => !wanted.has(path) && !isOfProblem(path))).toEqual([]);
  });

  test('everybody may ask for the liveness probe alone', () => {
    const open = operations.filter(({ operation }) => operation.security?.length === 0);
    expect(open.map(({ operation }) => operation.operationId)).toEqual(['api-health-live']);
  });
});

/** Some statuses are of routes that may not be there yet. */
function isOfProblem(path: string): boolean {
  return path.startsWith('#/components/responses/');
}

function silentFields(schema: unknown, path: string): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([keyword, value]: [string, unknown]) => {
    // What holds under a condition speaks of a field that is described beside it.
    if (keyword === 'then') return [];
    const below = silentFields(value, `${path}/${keyword}`);
    if (keyword !== 'properties' || typeof value !== 'object' || value === null) return below;
    const silent = Object.entries(value).filter(([, field]: [string, unknown]) => !isDescribed(field));
    return [...silent.map(([name]) => `${path}/${name}`), ...below];
  });
}

/** By its own words or by those of the component that it is one of. */
function isDescribed(field: unknown): boolean {
  if (typeof field !== 'object' || field === null) return false;
  if ('description' in field || '$ref' in field) return true;
  const options: unknown = 'anyOf' in field ? field.anyOf : [];
  return Array.isArray(options) && options.some((option) => isDescribed(option));
}

// ── Answers ────────────────────────────────────────────────────────────────────────────────────────────────────────────

const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));
ajv.addSchema(openApi, 'api');

/** Holds a body against the schema that the description has for it. */
function requireAsDescribed(operationId: string, status: number, type: string, body: unknown): void {
  const found = operations.find(({ operation }) => operation.operationId === operationId);
  if (found === undefined) throw new Error(`There is no operation ${operationId}.`);
  const { responses } = found.operation;
  const described = responses[String(status)] === undefined ? 'default' : String(status);
  const reference = responses[described]?.$ref;
  const pointer = reference ?? `#/paths/${escaped(found.path)}/${found.method}/responses/${described}`;
  const validate = ajv.compile({ $ref: `api${pointer}/content/${escaped(type)}/schema` });
  validate(body);
  expect({ operationId, status, errors: validate.errors }).toEqual({ operationId, status, errors: null });
}

function escaped(segment: string): string {
  return encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'));
}

interface Example extends Asked {
  readonly path: string;
  readonly status?: number;
  /** Before the first sweep. */
  readonly empty?: true;
  readonly broken?: true;
  /** Changes the history, and so needs one of its own. */
  readonly writes?: true;
}

const clusterPath = `/api/clusters/${sick.key}`;

const aSuppression = {
  check: 'excessive-object-count',
  owner: 'batch-team',
  reason: 'The import ends in March.',
  expires: '2027-03-01',
};
const aThreshold = { check: 'excessive-object-count', values: { look: 20_000 }, cluster: 'prod-*' };

const aWebhook = {
  name: 'Incidents',
  url: 'https://hooks.example.com/fleet?sig=s3cr3t',
  events: ['cluster.gone'],
};
const subscribed = aSubscription({ events: ['finding.opened'], consented: true });
const webhookPath = `/api/webhooks/${subscribed.id}`;
const toWebhook = aPending(4, { receiver: subscribed.id, receiverKind: 'webhook' });
const aReport = aDelivery(5, { receiver: 'batch-mail', receiverKind: 'email', message: exampleDigest });

/** At least one success and one error of every route. */
const examples: Readonly<Record<string, readonly Example[]>> = {
  'api-clusters': [
    { path: '/api/clusters' },
    { path: '/api/clusters?limit=1&sort=attention' },
    { path: '/api/clusters', empty: true },
    { path: '/api/clusters?nope=1', status: 400 },
    { path: '/api/clusters', broken: true, status: 500 },
  ],
  'api-cluster': [
    { path: clusterPath },
    { path: `/api/clusters/${aCluster('dark').key}` },
    { path: '/api/clusters/nobody', status: 404 },
  ],
  'api-cluster-audits': [
    { path: `${clusterPath}/audits` },
    { path: `${clusterPath}/audits?limit=0`, status: 400 },
    { path: '/api/clusters/nobody/audits', status: 404 },
  ],
  'api-cluster-audit': [
    { path: `${clusterPath}/audits/${sweepId(0)}` },
    { path: `${clusterPath}/audits/nope`, status: 404 },
  ],
  'api-cluster-trends': [
    { path: `${clusterPath}/trends?compare=week&forecast=30` },
    { path: `${clusterPath}/trends?grain=audit&metric=etcdBytes,objects:jobs.batch&forecast=30` },
    { path: `${clusterPath}/trends?metric=nope`, status: 400 },
    { path: '/api/clusters/nobody/trends', status: 404 },
  ],
  'api-trends': [
    { path: '/api/trends?grain=day' },
    { path: '/api/trends?compare=week&forecast=7', empty: true },
    { path: '/api/trends?from=2001-01-01', status: 400 },
  ],
  'api-trends-movers': [
    { path: '/api/trends/movers?metric=etcdBytes' },
    { path: '/api/trends/movers', status: 400 },
  ],
  'api-findings': [
    { path: '/api/findings' },
    { path: '/api/findings?limit=1' },
    { path: '/api/findings?group=client' },
    { path: '/api/findings', empty: true },
    { path: '/api/findings?severity=bad', status: 400 },
  ],
  'api-sweeps': [{ path: '/api/sweeps' }, { path: '/api/sweeps?limit=x', status: 400 }],
  'api-sweep': [
    { path: `/api/sweeps/${sweepId(0)}` },
    { path: `/api/sweeps/${sweepId(60)}` },
    { path: '/api/sweeps/nope', status: 404 },
  ],
  'api-sweep-start': [
    { path: '/api/sweeps', method: 'POST', status: 202 },
    { path: '/api/sweeps', method: 'POST', status: 409, broken: true },
    { path: '/api/sweeps', method: 'POST', status: 403, headers: { 'sec-fetch-site': 'cross-site' } },
  ],
  'api-checks': [{ path: '/api/checks' }, { path: '/api/checks?x=1', status: 400 }],
  'api-check': [
    { path: '/api/checks/large-etcd-database' },
    { path: '/api/checks/blocked-node-egress' },
    { path: '/api/checks/nope', status: 404 },
  ],
  'api-report-fleet': [
    { path: '/api/reports/fleet' },
    { path: '/api/reports/fleet', empty: true, status: 404 },
    { path: '/api/reports/fleet?format=pdf', status: 400 },
  ],
  'api-insights': [
    { path: '/api/insights' },
    { path: '/api/insights', empty: true },
    { path: '/api/insights?x=1', status: 400 },
  ],
  'api-metrics': [{ path: '/api/metrics' }, { path: '/api/metrics?x=1', status: 400 }],
  'api-health-live': [{ path: '/api/health/live' }, { path: '/api/health/live?x=1', status: 400 }],
  'api-health-ready': [
    { path: '/api/health/ready' },
    { path: '/api/health/ready', empty: true },
    { path: '/api/health/ready', broken: true, status: 503 },
  ],
  'api-doctor': [{ path: '/api/doctor' }, { path: '/api/doctor?x=1', status: 400 }],
  'api-suppressions': [
    { path: '/api/suppressions' },
    { path: '/api/suppressions', empty: true },
    { path: '/api/suppressions?state=x', status: 400 },
  ],
  'api-suppressions-add': [
    { path: '/api/suppressions', method: 'POST', body: aSuppression, status: 201, writes: true },
    { path: '/api/suppressions', method: 'POST', body: { id: 'old' }, status: 400 },
  ],
  'api-suppression': [{ path: '/api/suppressions/known' }, { path: '/api/suppressions/nope', status: 404 }],
  'api-suppression-replace': [
    { path: '/api/suppressions/known', method: 'PUT', body: aSuppression, writes: true },
    {
      path: '/api/suppressions/known',
      method: 'PUT',
      body: aSuppression,
      headers: { 'if-match': '"other"' },
      status: 412,
    },
  ],
  'api-suppression-remove': [
    { path: '/api/suppressions/known', method: 'DELETE', status: 204, writes: true },
    { path: '/api/suppressions/nope', method: 'DELETE', status: 404 },
  ],
  'api-thresholds': [
    { path: '/api/thresholds' },
    { path: '/api/thresholds', empty: true },
    { path: '/api/thresholds?limit=0', status: 400 },
  ],
  'api-thresholds-add': [
    { path: '/api/thresholds', method: 'POST', body: aThreshold, status: 201, writes: true },
    { path: '/api/thresholds', method: 'POST', body: { check: 'nope', values: {} }, status: 400 },
  ],
  'api-threshold': [{ path: '/api/thresholds/known' }, { path: '/api/thresholds/nope', status: 404 }],
  'api-threshold-replace': [
    { path: '/api/thresholds/known', method: 'PUT', body: aThreshold, writes: true },
    { path: '/api/thresholds/nope', method: 'PUT', body: aThreshold, status: 404 },
  ],
  'api-threshold-remove': [
    { path: '/api/thresholds/known', method: 'DELETE', status: 204, writes: true },
    { path: '/api/thresholds/nope', method: 'DELETE', status: 404 },
  ],
  'api-webhooks': [
    { path: '/api/webhooks' },
    { path: '/api/webhooks', empty: true },
    { path: '/api/webhooks?limit=0', status: 400 },
  ],
  'api-webhooks-add': [
    { path: '/api/webhooks', method: 'POST', body: aWebhook, status: 201, writes: true },
    { path: '/api/webhooks', method: 'POST', body: { name: 'No address' }, status: 400 },
  ],
  'api-webhook': [{ path: webhookPath }, { path: '/api/webhooks/nope', status: 404 }],
  'api-webhook-replace': [
    { path: webhookPath, method: 'PUT', body: { name: 'All' }, writes: true },
    { path: webhookPath, method: 'PUT', body: aWebhook, headers: { 'if-match': '"other"' }, status: 412 },
  ],
  'api-webhook-remove': [
    { path: webhookPath, method: 'DELETE', status: 204, writes: true },
    { path: '/api/webhooks/nope', method: 'DELETE', status: 404 },
  ],
  'api-webhook-rotate': [
    { path: `${webhookPath}/rotate`, method: 'POST', writes: true },
    { path: '/api/webhooks/nope/rotate', method: 'POST', status: 404 },
  ],
  'api-webhook-pause': [
    { path: `${webhookPath}/pause`, method: 'POST', writes: true },
    { path: '/api/webhooks/nope/pause', method: 'POST', status: 404 },
  ],
  'api-webhook-resume': [
    { path: `${webhookPath}/resume`, method: 'POST', writes: true },
    { path: '/api/webhooks/nope/resume', method: 'POST', status: 404 },
  ],
  'api-webhook-test': [
    { path: `${webhookPath}/test`, method: 'POST', status: 202, writes: true },
    { path: '/api/webhooks/nope/test', method: 'POST', status: 404 },
  ],
  'api-webhook-deliveries': [
    { path: `${webhookPath}/deliveries` },
    { path: `${webhookPath}/deliveries?status=lost`, status: 400 },
  ],
  'api-webhook-redeliver': [
    {
      path: `${webhookPath}/deliveries/${toWebhook.id}/redeliver`,
      method: 'POST',
      status: 202,
      writes: true,
    },
    { path: `${webhookPath}/deliveries/nope/redeliver`, method: 'POST', status: 404 },
  ],
  'api-receivers': [
    { path: '/api/receivers' },
    { path: '/api/receivers', empty: true },
    { path: '/api/receivers?x=1', status: 400 },
  ],
  'api-receiver-test': [
    { path: '/api/receivers/platform-teams/test', method: 'POST', status: 202, writes: true },
    { path: '/api/receivers/nope/test', method: 'POST', status: 404 },
  ],
  'api-deliveries': [
    { path: '/api/deliveries' },
    { path: '/api/deliveries', empty: true },
    { path: '/api/deliveries?status=lost', status: 400 },
  ],
  'api-delivery': [
    { path: `/api/deliveries/${toWebhook.id}` },
    { path: `/api/deliveries/${aReport.id}` },
    { path: '/api/deliveries/nope', status: 404 },
  ],
  'api-delivery-redeliver': [
    { path: `/api/deliveries/${aReport.id}/redeliver`, method: 'POST', status: 202, writes: true },
    { path: '/api/deliveries/nope/redeliver', method: 'POST', status: 404 },
  ],
  'api-decisions': [
    { path: '/api/decisions' },
    { path: '/api/decisions', empty: true },
    { path: '/api/decisions?limit=x', status: 400 },
  ],
  'api-decision': [
    { path: '/api/decisions/20261124T120300000Z' },
    { path: '/api/decisions/nope', status: 404 },
  ],
  'api-openapi': [{ path: '/api/openapi.json' }, { path: '/api/openapi.json?x=1', status: 400 }],
};

test('every route has an example of a success and of an error', () => {
  const without = operations.filter(({ operation: { operationId } }) => {
    const statuses = (examples[operationId] ?? []).map(({ status = 200 }) => status);
    return !statuses.some((status) => status < 400) || !statuses.some((status) => status >= 400);
  });
  expect(without.map(({ operation }) => operation.operationId)).toEqual([]);
});

describe('every answer is as it is described', () => {
  const asked = Object.entries(examples).flatMap(([operationId, list]) =>
    list.map((example) => [operationId, example.status ?? 200, example.path, example] as const),
  );

  test.each(asked)('%s answers %i to %s', async (operationId, status, path, example) => {
    const answer = await ask(await depsOf(example), path, example);
    expect(answer.status).toBe(status);
    if (status === 204) return;
    const type = answer.headers['content-type'] ?? '';
    const [name = ''] = type.split(';');
    const body: unknown = name.endsWith('json') ? JSON.parse(answer.text) : answer.text;
    requireAsDescribed(operationId, status, name, body);
  });

  test('and one that is not is found', () => {
    const lost = { type: 'about:blank', title: 'Not Found', status: 404, detail: 'There is none.' };
    expect(() => requireAsDescribed('api-cluster', 404, 'application/problem+json', lost)).toThrow();
    expect(() => requireAsDescribed('api-clusters', 200, 'application/json', { items: [{}] })).toThrow();
  });
});

let full: Promise<History> | null = null;

/** Most only read, and share one history. */
async function depsOf({ empty, broken, writes }: Example) {
  const filled = writes === true ? fullHistory() : (full ??= fullHistory());
  const history = empty === true ? memoryHistory() : await filled;
  const notify = notifyWith(history, { settings: someSettings });
  if (broken !== true) return depsWith({ history, notify });
  const storage = { name: 'storage', ok: false, detail: 'It does not answer.' };
  return depsWith({
    history: { ...history, latest: () => Promise.reject(new Error('broken')) },
    startSweep: async () => ({ started: false, sweep: aSweep(0) }),
    probe: async () => [storage],
  });
}

/** Two weeks of a cluster with findings, one that nobody could audit, a sweep that is closed and one that is open. */
async function fullHistory(): Promise<History> {
  const history = memoryHistory();
  const suppression = { id: 's', owner: 'o', reason: 'r', expires: '2027-01-01T00:00:00.000Z' };
  const baseline = [
    anEntry('fingerprint-a', {
      confidence: 'measured',
      resource: { kind: 'Job', name: 'a', namespace: 'batch', part: 'p' },
      culprit: { kind: 'client', name: 'job-dispatcher' },
      suppression,
    }),
    anEntry('fingerprint-b', { severity: 'low' }),
  ];
  for (let days = -14; days <= 0; days += 1) {
    const audit = anAudit(sick, days * 24 * 60, { baseline });
    await history.saveAudit(audit);
    await rollUpCluster(history, audit);
  }
  const dark = aCluster('dark');
  await history.openSweep(aSweep(0));
  await history.planClusters(sweepId(0), planned(sick, dark));
  await history.markLedger(sweepId(0), sick.key, 'audited');
  await history.markLedger(sweepId(0), dark.key, 'failed', 'It broke.');
  await history.markNotAudited(dark, {
    sweepId: sweepId(0),
    at: minute(3).toISOString(),
    why: 'It broke.',
    state: 'failed',
  });
  await history.closeSweep(sweepId(0), minute(3).toISOString(), { ...summary, figures: { score: 83 } });
  await history.saveRollup(fleetOwner, 'day', {
    at: '2026-11-24T00:00:00.000Z',
    figures: { score: { min: 80, max: 90, mean: 83, last: 83, count: 3 } },
  });
  await history.addPolicyEntry('suppressions', { ...suppression, id: 'known', check: 'silent-nodes' });
  await history.addPolicyEntry('thresholds', { id: 'known', ...aThreshold });
  for (const delivery of [toWebhook, aReport]) await history.addDelivery(delivery);
  await history.addDecision(aDecision(3));
  const paused = { at: minute(0).toISOString(), by: 'gone', why: 'It answered 410.' } as const;
  await history.addSubscription(subscribed);
  await history.addSubscription(aSubscription({ id: 'wh-gone', paused }));
  await history.changeReceiverHealth(subscribed.id, (receiver) => ({
    ...receiver,
    receiver: subscribed.id,
    failures: 1,
    failingSince: minute(4).toISOString(),
    retryAt: minute(9).toISOString(),
    lastFailedAt: minute(4).toISOString(),
    lastFailure: 'The receiver answers 503.',
  }));
  await history.openSweep(aSweep(60));
  await history.planClusters(sweepId(60), planned(sick));
  return history;
}
