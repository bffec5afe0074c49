import { Agent } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AccessLayer } from '../../src/evidence/api-access.ts';
import { type CollectInput, collect, kindsNeeded } from '../../src/evidence/collect.ts';
import { type Gatherer, defineGatherer } from '../../src/evidence/define-gatherer.ts';
import { gatherOne } from '../../src/evidence/gather-one.ts';
import { type EvidenceKind, gatherers } from '../../src/evidence/index.ts';
import { createReader } from '../../src/kubernetes/metered-reader.ts';
import { readerLimits } from '../../src/kubernetes/limits.ts';
import { ReadError } from '../../src/shared/errors.ts';
import type { LogFields, Logger } from '../../src/shared/logger.ts';
import {
  type Behaviour,
  type Reply,
  neverAborted,
  readerOf,
  startFake,
  statusBody,
} from '../kubernetes/fake-server.ts';
import { apis, listOf, now, serving } from './gathering.ts';

const cluster = {
  key: 'c-1',
  id: 'kubeconfig:c',
  name: 'c',
  source: { kind: 'kubeconfig', context: 'c' },
} as const;

function logTo(lines: [string, LogFields | undefined][]): Logger {
  const keep = (message: string, fields?: LogFields): void => void lines.push([message, fields]);
  return { info: keep, warn: keep, error: keep };
}

async function collectFrom(
  behaviour: Behaviour,
  kinds: readonly EvidenceKind[],
  given: Partial<CollectInput> = {},
) {
  const fake = await startFake(behaviour);
  const lines: [string, LogFields | undefined][] = [];
  const output = await collect({
    cluster,
    kinds,
    connect: async () => readerOf(fake.url),
    options: { metricsWindowSeconds: 0 },
    now: () => now,
    log: logTo(lines),
    sleep: () => Promise.resolve(),
    ...given,
  });
  return { fake, lines, ...output };
}

const version = { gitVersion: 'v1.33.2' };
const leases = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases';
const serverLeases = '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases';
const services = '/apis/apiregistration.k8s.io/v1/apiservices';

/** A server with nothing wrong and almost nothing in it. */
const healthy = {
  '/version': version,
  '/readyz': '[+]ping ok\n',
  '/livez': '[+]ping ok\n',
  '/metrics': `process_start_time_seconds 1
apiserver_storage_size_bytes{storage_cluster_id="etcd-0"} 1
apiserver_storage_objects{resource="events"} 7
apiserver_storage_objects{resource="jobs.batch"} 3
`,
  '/apis': apis({ 'flowcontrol.apiserver.k8s.io': ['v1'] }),
  '/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas': listOf([]),
  '/apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations': listOf([]),
  '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations': listOf([]),
  '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations': listOf([]),
  '/api/v1/events': listOf([]),
  [services]: listOf([]),
  [leases]: listOf([{ metadata: { name: 'node-1' } }]),
  [serverLeases]: listOf([
    {
      metadata: { name: 'apiserver-a' },
      spec: { holderIdentity: 'apiserver-a_1', renewTime: '2026-11-24T12:00:00.000000Z' },
    },
  ]),
};
const allKinds = gatherers.map(({ id }) => id);

/** All as on a healthy server, but for one path. */
function except(path: string, reply: Reply): Behaviour {
  const rest = serving(healthy);
  return (asked, request) => (asked.split('?', 1)[0] === path ? reply : rest(asked, request));
}

describe('an audit', () => {
  it('gathers every wanted kind, with what each cost and what all cost', async () => {
    const { evidence, status, load } = await collectFrom(serving(healthy), allKinds);
    expect(Object.entries(evidence).map(([kind, { ok }]) => [kind, ok])).toEqual(
      allKinds.map((kind) => [kind, true]),
    );
    expect(status.map(({ kind, ok, load: { requests, objects } }) => [kind, ok, requests, objects])).toEqual([
      ['apiHealth', true, 2, 0],
      ['apiMetrics', true, 1, 0],
      ['webhooks', true, 2, 0],
      ['flowControl', true, 3, 0],
      ['aggregatedApis', true, 1, 0],
      ['nodeHeartbeats', true, 1, 1],
      ['apiServerProcesses', true, 1, 1],
      ['failedCreateEvents', true, 1, 0],
      ['objectQuotas', true, 0, 0],
      ['finishedJobs', true, 0, 0],
      ['leakSuspects', true, 0, 0],
    ]);
    // One more than the gatherers: the first look, whose answer `apiHealth` uses.
    expect(load).toMatchObject({ requests: 13, objects: 2 });
  });

  it('runs the wanted gatherers and no others', async () => {
    const { fake, evidence, status } = await collectFrom(serving(healthy), ['nodeHeartbeats']);
    expect(fake.asked).toEqual(['/version', `${leases}?limit=500`]);
    expect(evidence).toEqual({
      nodeHeartbeats: {
        ok: true,
        value: { nodes: [{ node: 'node-1', pool: null, renewedAt: null }], total: 1, truncated: false },
        at: '2026-11-24T12:00:00.000Z',
      },
    });
    expect(status).toEqual([
      {
        kind: 'nodeHeartbeats',
        milliseconds: 0,
        load: { requests: 1, bytes: 56, objects: 1 },
        ok: true,
        at: '2026-11-24T12:00:00.000Z',
      },
    ]);
  });

  it('of nothing asks nobody', async () => {
    const { fake, evidence, status, load } = await collectFrom(serving(healthy), []);
    expect([fake.asked, evidence, status, load]).toEqual([[], {}, [], { requests: 0, bytes: 0, objects: 0 }]);
  });

  it('that may not read one kind has a reason for it, and the others', async () => {
    const refused = { status: 403, body: statusBody(403, 'Forbidden', 'no leases for you') };
    const { evidence, status } = await collectFrom(except(leases, refused), [
      'aggregatedApis',
      'nodeHeartbeats',
    ]);
    const missing = {
      ok: false,
      reason: 'forbidden',
      detail: `The API server refuses to list ${leases} (403): no leases for you`,
      remedy:
        'Grant the auditor a ClusterRole rule with verb "list" on resource "leases" of apiGroup "coordination.k8s.io" in namespace "kube-node-lease".',
    };
    expect(evidence.aggregatedApis).toMatchObject({ ok: true });
    expect(evidence.nodeHeartbeats).toEqual(missing);
    expect(status[1]).toMatchObject({ kind: 'nodeHeartbeats', ...missing, load: { requests: 1 } });
  });

  it('takes the second scrape while the others read', async () => {
    const order: string[] = [];
    let resume = (): void => {};
    const { evidence } = await collectFrom(
      (path, request) => {
        order.push(path);
        if (path.startsWith(leases)) resume();
        return serving(healthy)(path, request);
      },
      ['apiMetrics', 'nodeHeartbeats'],
      {
        options: { metricsWindowSeconds: 5 },
        // The window ends once the leases were asked for; were they asked for after it, this would never end.
        sleep: () =>
          order.some((path) => path.startsWith(leases))
            ? Promise.resolve()
            : new Promise((done) => (resume = () => done(null))),
      },
    );
    expect(evidence.apiMetrics).toMatchObject({ ok: true, value: { windowSeconds: 0 } });
    expect(order.at(-1)).toBe('/metrics');
  });
});

describe('what goes by the object counts', () => {
  const following = ['failedCreateEvents', 'objectQuotas', 'finishedJobs', 'leakSuspects'] as const;

  it('is asked for after everything else, one at a time', async () => {
    const { fake } = await collectFrom(serving(healthy), [...following, 'nodeHeartbeats', 'apiMetrics']);
    expect(fake.asked.at(-1)).toBe(
      '/api/v1/events?fieldSelector=type%3DWarning%2Creason%3DFailedCreate&limit=200',
    );
    expect(new Set(fake.asked.slice(0, -1))).toEqual(
      new Set(['/version', '/metrics', `${leases}?limit=500`]),
    );
  });

  it('is missing for the reason for which the counts are, and never none', async () => {
    const refused = { status: 403, body: statusBody(403, 'Forbidden', 'no metrics for you') };
    const { fake, evidence } = await collectFrom(except('/metrics', refused), [...following, 'apiMetrics']);
    expect(following.map((kind) => evidence[kind])).toEqual(following.map(() => evidence.apiMetrics));
    expect(evidence.leakSuspects).toMatchObject({
      ok: false,
      reason: 'forbidden',
      detail: 'The API server refuses to get /metrics (403): no metrics for you',
    });
    expect(fake.asked).toEqual(['/version', '/metrics']);
  });

  it('stays within the budget on a cluster that has the most of everything, and takes nothing from the others', async () => {
    const { fake, evidence, load } = await collectFrom(bursting, allKinds);
    expect(load.requests).toBeLessThanOrEqual(readerLimits.requests);
    expect(fake.asked).toHaveLength(load.requests);
    const missing = Object.entries(evidence).flatMap(([kind, one]) =>
      one.ok ? [] : [`${kind} ${one.reason}`],
    );
    // Lists that are cut are said to be so; only what goes by counts may have to do with less.
    expect(missing.filter((one) => !following.some((kind) => one.startsWith(kind)))).toEqual([
      'flowControl truncated',
      'aggregatedApis truncated',
      'apiServerProcesses truncated',
    ]);
    expect(missing).toContain('finishedJobs overBudget');
  });
});

/** Every list goes on for ever, eleven services are called, and of every kind there are too many. */
const bursting: Behaviour = (path) => {
  const url = new URL(path, 'http://any');
  const at = url.pathname;
  if (at === '/metrics') {
    return { body: healthy['/metrics'].replace('"jobs.batch"} 3', '"jobs.batch"} 90000') };
  }
  if (at === '/apis') {
    return {
      body: apis({ 'flowcontrol.apiserver.k8s.io': ['v1'], 'discovery.k8s.io': ['v1'], batch: ['v1'] }),
    };
  }
  if (at.startsWith('/api/v1/namespaces/')) return { body: { spec: { type: 'ClusterIP' } } };
  if (at.endsWith('/endpointslices')) return { body: listOf([]) };
  if (at.endsWith('webhookconfigurations')) {
    return { body: listOf([callingServices(11)], { continue: 'more' }) };
  }
  const fixed = (healthy as Readonly<Record<string, object | string>>)[at];
  if (typeof fixed !== 'object' || !('items' in fixed))
    return { body: fixed ?? listOf([], { continue: 'more' }) };
  return { body: { ...fixed, metadata: { continue: 'more' } } };
};

function callingServices(count: number): object {
  return {
    metadata: { name: 'policy' },
    webhooks: Array.from({ length: count }, (_, index) => ({
      name: `check-${index}.example`,
      clientConfig: { service: { namespace: 'policy', name: `svc-${index}` } },
    })),
  };
}

describe('a server that cannot be used', () => {
  it.each<[string, Behaviour, string]>([
    ['cuts connections', () => (response) => void response.destroy(), 'unreachable'],
    ['fails', () => ({ status: 503, body: 'down' }), 'unreachable'],
    ['throttles', () => ({ status: 429 }), 'throttled'],
    ['is a web site', () => ({ body: '<html></html>' }), 'invalid'],
  ])('because it %s gives the same reason for everything, after one look', async (_, behaviour, reason) => {
    const { fake, evidence, status } = await collectFrom(behaviour, allKinds);
    expect(Object.keys(evidence)).toEqual(allKinds);
    expect(new Set(Object.values(evidence).map((gathered) => JSON.stringify(gathered))).size).toBe(1);
    expect(evidence.webhooks).toMatchObject({ ok: false, reason });
    expect(status.map(({ kind, load }) => [kind, load.requests])).toEqual(allKinds.map((kind) => [kind, 0]));
    expect(new Set(fake.asked)).toEqual(new Set(['/version']));
  });

  it('because credentials are refused is asked once', async () => {
    const { fake, evidence } = await collectFrom(() => ({ status: 401 }), allKinds);
    expect(Object.values(evidence)).toEqual(
      allKinds.map(() => ({
        ok: false,
        reason: 'forbidden',
        detail: 'The API server does not accept the credentials (401).',
        remedy:
          'Renew the credentials of this context in the kubeconfig: its token, client certificate or exec plug-in.',
      })),
    );
    expect(fake.asked).toEqual(['/version']);
  });

  it('because there is no connection to it gives the reason of that for everything', async () => {
    const refused = new ReadError('forbidden', 'The exec plug-in gives no credentials.', 'Sign in.');
    const { evidence, load } = await collectFrom(serving(healthy), ['webhooks'], {
      connect: () => Promise.reject(refused),
    });
    expect(evidence).toEqual({
      webhooks: {
        ok: false,
        reason: 'forbidden',
        detail: 'The exec plug-in gives no credentials.',
        remedy: 'Sign in.',
      },
    });
    expect(load).toEqual({ requests: 0, bytes: 0, objects: 0 });
  });

  it('is asked on when it only forbids its version', async () => {
    const { evidence } = await collectFrom(except('/version', { status: 403 }), [
      'apiHealth',
      'nodeHeartbeats',
    ]);
    expect(evidence).toMatchObject({
      apiHealth: { ok: false, reason: 'forbidden' },
      nodeHeartbeats: { ok: true },
    });
  });
});

describe('how far the auditor got', () => {
  const at = '2026-11-24T12:00:00.000Z';

  async function accessOf(
    behaviour: Behaviour,
    kinds: readonly EvidenceKind[] = allKinds,
    given: Partial<CollectInput> = {},
  ) {
    return (await collectFrom(behaviour, ['apiAccess', ...kinds], given)).evidence.apiAccess;
  }

  /** A reader none of whose connections comes about. */
  function unconnected(code: string): Partial<CollectInput> {
    const dispatcher = new Agent({
      connect: (_options, done) => done(Object.assign(new Error('No way.'), { code }), null),
    });
    const reader = createReader({ server: 'https://api.example', headers: {}, dispatcher });
    onTestFinished(() => reader.close());
    return { connect: () => Promise.resolve(reader) };
  }

  it('is all the way when the server answers', async () => {
    expect(await accessOf(serving(healthy))).toEqual({ ok: true, value: { state: 'reached' }, at });
  });

  it('is all the way when only the way is asked for', async () => {
    const { fake, evidence, status } = await collectFrom(serving(healthy), ['apiAccess']);
    expect(fake.asked).toEqual(['/version']);
    expect(evidence).toEqual({ apiAccess: { ok: true, value: { state: 'reached' }, at } });
    expect(status).toEqual([]);
  });

  it.each([
    ['ENOTFOUND', 'DNS', 'DNS: the name of the API server api.example cannot be resolved (ENOTFOUND).'],
    ['ECONNREFUSED', 'TCP', 'TCP: the API server api.example does not accept a connection (ECONNREFUSED).'],
    [
      'CERT_HAS_EXPIRED',
      'TLS',
      'TLS: no secure connection to the API server api.example (No way.; CERT_HAS_EXPIRED).',
    ],
  ])('ends where no connection comes about: %s is %s', async (code, layer, detail) => {
    expect(await accessOf(serving(healthy), allKinds, unconnected(code))).toMatchObject({
      ok: true,
      value: { state: 'failed', layer, why: { ok: false, reason: 'unreachable', detail }, closedBy: null },
    });
  });

  it('ends where no answer comes in time', async () => {
    const fake = await startFake(() => () => undefined);
    const connect = () => Promise.resolve(readerOf(fake.url, { limits: { requestSeconds: 0.02 } }));
    expect(await accessOf(serving(healthy), allKinds, { connect })).toMatchObject({
      value: {
        state: 'failed',
        layer: 'timeout',
        why: { reason: 'timeout', detail: 'The API server did not answer /version within 0.02 s.' },
      },
    });
  });

  it.each<[string, Behaviour, AccessLayer, string]>([
    ['credentials are not accepted', () => ({ status: 401 }), '401', 'forbidden'],
    ['the server throttles', () => ({ status: 429 }), 'throttled', 'throttled'],
    ['the server fails', () => ({ status: 500 }), '5xx', 'unreachable'],
    ['a web site answers', () => ({ body: '<html></html>' }), 'other', 'invalid'],
  ])('ends where %s', async (_what, behaviour, layer, reason) => {
    expect(await accessOf(behaviour)).toMatchObject({
      value: { state: 'failed', layer, why: { reason }, closedBy: null },
    });
  });

  it('ends where credentials are not accepted, also when nothing else is asked for', async () => {
    expect(await accessOf(() => ({ status: 401 }), [])).toMatchObject({
      value: { state: 'failed', layer: '401' },
    });
  });

  it('ends where every read is forbidden', async () => {
    const forbidding: Behaviour = (path) =>
      path === '/version' ? { body: version } : { status: 403, body: statusBody(403, 'Forbidden', 'no') };
    expect(await accessOf(forbidding, ['nodeHeartbeats', 'aggregatedApis'])).toEqual({
      ok: true,
      at,
      value: {
        state: 'failed',
        layer: '403',
        why: {
          ok: false,
          reason: 'forbidden',
          detail: `The API server refuses to list ${services} (403): no`,
          remedy:
            'Grant the auditor a ClusterRole rule with verb "list" on resource "apiservices" of apiGroup "apiregistration.k8s.io".',
        },
        closedBy: null,
      },
    });
    expect(await accessOf(forbidding)).toMatchObject({ value: { state: 'failed', layer: '403' } });
  });

  it('is all the way when some reads are forbidden, or the version alone', async () => {
    const reached = { ok: true, value: { state: 'reached' }, at };
    expect(await accessOf(except(leases, { status: 403 }))).toEqual(reached);
    expect(await accessOf(except('/version', { status: 403 }), ['nodeHeartbeats'])).toEqual(reached);
  });

  it('ends before the server when there are no credentials for it', async () => {
    const refused = new ReadError('forbidden', 'Azure gives no credential.', 'Assign the role.');
    expect(await accessOf(serving(healthy), allKinds, { connect: () => Promise.reject(refused) })).toEqual({
      ok: true,
      at,
      value: {
        state: 'failed',
        layer: 'credential',
        why: {
          ok: false,
          reason: 'forbidden',
          detail: 'Azure gives no credential.',
          remedy: 'Assign the role.',
        },
        closedBy: null,
      },
    });
  });

  it('is nowhere when nobody was to try', async () => {
    const refused = new ReadError('notPermitted', 'KUBERNETES_ACCESS is "none".', 'Set it.');
    const why = {
      ok: false,
      reason: 'notPermitted',
      detail: 'KUBERNETES_ACCESS is "none".',
      remedy: 'Set it.',
    };
    const { evidence, load } = await collectFrom(serving(healthy), ['apiAccess', 'webhooks'], {
      connect: () => Promise.reject(refused),
      closedBy: 'a private cluster',
    });
    expect(evidence).toEqual({
      apiAccess: { ok: true, value: { state: 'notTried', why }, at },
      webhooks: why,
    });
    expect(load).toEqual({ requests: 0, bytes: 0, objects: 0 });
  });

  it('says what keeps strangers out of the cluster by design', async () => {
    const closedBy = 'a cluster with authorized IP ranges';
    expect(
      await accessOf(serving(healthy), allKinds, { ...unconnected('ECONNREFUSED'), closedBy }),
    ).toMatchObject({ value: { state: 'failed', layer: 'TCP', closedBy } });
  });

  it('is not told when no check asks', async () => {
    const { evidence } = await collectFrom(serving(healthy), ['nodeHeartbeats']);
    expect(Object.keys(evidence)).toEqual(['nodeHeartbeats']);
  });
});

describe('an audit without anything of Kubernetes', () => {
  it.each<[string, readonly EvidenceKind[]]>([
    ['nothing', []],
    ['what Azure tells', ['managedCluster', 'platformMetrics', 'failedRequests']],
    ['what nodes tell', ['nodeEgress']],
  ])('asks for %s and connects to nothing', async (_what, kinds) => {
    const connect = () => Promise.reject(new Error('Nobody may connect.'));
    const { evidence, status, load, lines } = await collectFrom(serving(healthy), kinds, { connect });
    expect({ evidence, status, load, lines }).toEqual({
      evidence: {},
      status: [],
      load: { requests: 0, bytes: 0, objects: 0 },
      lines: [],
    });
  });
});

describe('one gatherer', () => {
  const common = { id: 'test', source: 'GET /test', maxRequests: 1, needs: [], timeoutSeconds: 1 } as const;

  async function outcomeOf(gather: () => Promise<unknown>, timeoutSeconds: number = common.timeoutSeconds) {
    const lines: [string, LogFields | undefined][] = [];
    const { gathered, status } = await gatherOne(defineGatherer({ ...common, timeoutSeconds, gather }), {
      cluster,
      kubernetes: readerOf('http://127.0.0.1:1'),
      ...neverAborted(),
      now: () => now,
      options: { metricsWindowSeconds: 0 },
      known: {},
      sleep: () => Promise.resolve(),
      log: logTo(lines),
    });
    return { gathered, status, lines };
  }

  it('that breaks is invalid; what broke it goes to the log and no further', async () => {
    const { gathered, status, lines } = await outcomeOf(() => Promise.reject(new TypeError('x is secret')));
    expect(gathered).toEqual({
      ok: false,
      reason: 'invalid',
      detail: 'Gathering test broke by a fault of the auditor.',
      remedy: 'Look for "Gathering broke" in the log and report it.',
    });
    expect(status).toEqual({
      kind: 'test',
      milliseconds: 0,
      load: { requests: 0, bytes: 0, objects: 0 },
      ...gathered,
    });
    expect(lines).toEqual([['Gathering broke', { kind: 'test', error: 'x is secret' }]]);
  });

  it('that throws at once is no different', async () => {
    const { gathered } = await outcomeOf(() => {
      throw new TypeError('x is secret');
    });
    expect(gathered).toMatchObject({ ok: false, reason: 'invalid' });
  });

  it('that does not end is ended, also when it does not look at its signal', async () => {
    const { gathered } = await outcomeOf(() => new Promise(() => {}), 0.02);
    expect(gathered).toMatchObject({
      ok: false,
      reason: 'timeout',
      detail: 'GET /test did not end within 0.02 s.',
    });
  });
});

describe('the kinds that checks need', () => {
  it('are what they require and what they use, each once and in the order of the gatherers', () => {
    expect(
      kindsNeeded([
        { requires: ['webhooks'], uses: ['apiMetrics'] },
        { requires: ['webhooks', 'apiHealth'], uses: [] },
      ]),
    ).toEqual(['apiHealth', 'apiMetrics', 'webhooks']);
    expect(kindsNeeded([])).toEqual([]);
  });

  it('are also those that their gatherers go by', () => {
    expect(kindsNeeded([{ requires: ['finishedJobs'], uses: [] }])).toEqual(['apiMetrics', 'finishedJobs']);
  });

  it('all together fit the budget of an audit; those that go by others share what is left', () => {
    const all: readonly Gatherer[] = gatherers;
    const firstRound = all.filter(({ goesBy }) => goesBy === undefined);
    const requests = firstRound.reduce((sum, { maxRequests }) => sum + maxRequests, 0);
    expect(requests).toBeLessThanOrEqual(readerLimits.requests);
  });
});
