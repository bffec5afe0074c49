import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { KubernetesReader } from '../../src/kubernetes/reader.ts';
import { type Behaviour, neverAborted, readerOf, startFake, statusBody } from './fake-server.ts';
import { containing, matching } from '../support/matchers.ts';

const never = neverAborted();
const anything = z.unknown();
const named = z
  .object({ metadata: z.object({ name: z.string() }) })
  .transform(({ metadata }) => metadata.name);
const leases = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases';

async function readerTo(behaviour: Behaviour, settings: Parameters<typeof readerOf>[1] = {}) {
  const fake = await startFake(behaviour);
  return { fake, reader: readerOf(fake.url, settings) };
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

function item(name: string): object {
  return { metadata: { name } };
}

describe('what is sent', () => {
  it('is a GET that names the product and asks for gzip', async () => {
    const { fake, reader } = await readerTo(() => ({ body: { a: 1 } }));
    await reader.get('/version', anything, never);
    expect(
      fake.requests.map(({ method, headers }) => [method, headers['user-agent'], headers['accept-encoding']]),
    ).toEqual([['GET', matching(/^aks-fleet-auditor\/\d+\.\d+\.\d+$/), 'gzip']]);
  });

  it('is never more than five requests at a time', async () => {
    const held: (() => void)[] = [];
    let most = 0;
    const { reader } = await readerTo(() => (response) => {
      held.push(() => response.end('{}'));
      most = Math.max(most, held.length);
      // A sixth would come while these five are held.
      if (held.length === 5) setTimeout(() => held.splice(0).forEach((end) => end()), 10);
    });
    await Promise.all(Array.from({ length: 10 }, (_, index) => reader.get(`/${index}`, anything, never)));
    expect(most).toBe(5);
  });

  it('counts requests, bytes as they come over the wire, and objects, in all views together and in each', async () => {
    const list = gzipSync(JSON.stringify({ metadata: {}, items: [item('a'), item('b')] }));
    const { reader } = await readerTo((path) =>
      path.startsWith('/list')
        ? { headers: { 'content-encoding': 'gzip' }, body: list }
        : { body: item('c') },
    );
    const [one, other] = [reader.view(), reader.view()];
    await one.list('/list', named, { ...never, limit: 500, maxPages: 1 });
    await other.find('/object', named, never);
    expect([one.load(), other.load(), reader.load()]).toEqual([
      { requests: 1, bytes: list.length, objects: 2 },
      { requests: 1, bytes: 25, objects: 1 },
      { requests: 2, bytes: list.length + 25, objects: 3 },
    ]);
    expect([one.requestsLeft(), reader.requestsLeft()]).toEqual([38, 38]);
  });
});

describe('a list', () => {
  const pages: Readonly<Record<string, object>> = {
    '': { metadata: { continue: 'two', remainingItemCount: 3 }, items: [item('a'), item('b')] },
    two: { metadata: { continue: 'three', remainingItemCount: 1 }, items: [item('c'), item('d')] },
    three: { metadata: {}, items: [item('e')] },
  };
  const paged: Behaviour = (path) => ({
    body: pages[new URL(path, 'http://x').searchParams.get('continue') ?? ''] ?? {},
  });

  it('is read page by page, always with a limit and never at resource version 0', async () => {
    const { fake, reader } = await readerTo(paged);
    const listed = await reader.list(leases, named, {
      ...never,
      limit: 2,
      maxPages: 4,
      query: { labelSelector: 'a=b' },
    });
    expect(listed).toEqual({ items: ['a', 'b', 'c', 'd', 'e'], truncated: false, total: 5 });
    expect(fake.asked).toEqual([
      `${leases}?labelSelector=a%3Db&limit=2`,
      `${leases}?labelSelector=a%3Db&limit=2&continue=two`,
      `${leases}?labelSelector=a%3Db&limit=2&continue=three`,
    ]);
  });

  it('ends early when a page was enough, and says that objects are left', async () => {
    const { fake, reader } = await readerTo(paged);
    const enough = (page: readonly string[]): boolean => page.includes('d');
    expect(await reader.list(leases, named, { ...never, limit: 2, maxPages: 4, enough })).toEqual({
      items: ['a', 'b', 'c', 'd'],
      truncated: true,
      total: 5,
    });
    expect(fake.asked).toHaveLength(2);
  });

  it('of metadata accepts metadata and nothing else', async () => {
    const { fake, reader } = await readerTo(paged);
    await reader.list(leases, named, { ...never, limit: 2, maxPages: 1, metadataOnly: true });
    expect(fake.requests[0]?.headers.accept).toBe(
      'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
    );
  });

  it('says that the page bound left objects unread, and how many there are when the server said so', async () => {
    const { reader } = await readerTo(paged);
    expect(await reader.list(leases, named, { ...never, limit: 2, maxPages: 2 })).toEqual({
      items: ['a', 'b', 'c', 'd'],
      truncated: true,
      total: 5,
    });
  });

  it('has no total when the server does not say what remains', async () => {
    const { reader } = await readerTo(() => ({ body: { metadata: { continue: 'x' }, items: [item('a')] } }));
    expect(await reader.list(leases, named, { ...never, limit: 1, maxPages: 1 })).toEqual({
      items: ['a'],
      truncated: true,
      total: null,
    });
  });

  it('without objects is empty, also where the server writes null', async () => {
    const { reader } = await readerTo(() => ({ body: { metadata: {}, items: null } }));
    expect(await reader.list(leases, named, { ...never, limit: 1, maxPages: 1 })).toEqual({
      items: [],
      truncated: false,
      total: 0,
    });
  });

  it('without items is invalid and not empty', async () => {
    const { reader } = await readerTo(() => ({ body: { metadata: {} } }));
    await expect(reader.list(leases, named, { ...never, limit: 1, maxPages: 1 })).rejects.toMatchObject({
      reason: 'invalid',
      detail: containing('"items"'),
    });
  });

  it('that expires between two pages is truncated', async () => {
    const { reader } = await readerTo((path) =>
      path.includes('continue')
        ? { status: 410, body: statusBody(410, 'Expired', 'too old') }
        : paged(path, never as never),
    );
    await expect(reader.list(leases, named, { ...never, limit: 2, maxPages: 4 })).rejects.toMatchObject({
      reason: 'truncated',
      detail: `The list ${leases} expired on the API server between two pages (410).`,
    });
  });

  it('names the path and the field of an object of another shape', async () => {
    const { reader } = await readerTo(() => ({
      body: { metadata: {}, items: [item('a'), { metadata: { name: 7 } }] },
    }));
    await expect(reader.list(leases, named, { ...never, limit: 2, maxPages: 1 })).rejects.toMatchObject({
      reason: 'invalid',
      detail: matching(/leases is not as expected at "items\.1\.metadata\.name": .*string/),
    });
  });
});

describe('the versions of an API group', () => {
  const groups = [
    {
      name: 'kyverno.io',
      versions: [{ version: 'v2' }, { version: 'v1' }],
      preferredVersion: { version: 'v1' },
    },
    { name: 'batch', versions: [{ version: 'v1' }] },
  ];

  it('are told once for all views, the preferred one first', async () => {
    const { fake, reader } = await readerTo(() => ({ body: { groups } }));
    expect(await reader.groupVersions('kyverno.io', never)).toEqual(['v1', 'v2']);
    expect(await reader.view().groupVersions('batch', never)).toEqual(['v1']);
    expect(await reader.groupVersions('gone.example', never)).toEqual([]);
    expect(fake.asked).toEqual(['/apis']);
  });
});

describe('a refusal', () => {
  const message = 'leases.coordination.k8s.io is forbidden: User "jane" cannot list resource "leases"';

  it('403 is forbidden, in the words of the server, and the remedy is the missing rule', async () => {
    const { reader } = await readerTo(() => ({ status: 403, body: statusBody(403, 'Forbidden', message) }));
    await expect(reader.list(leases, named, { ...never, limit: 1, maxPages: 1 })).rejects.toMatchObject({
      reason: 'forbidden',
      detail: `The API server refuses to list ${leases} (403): ${message}`,
      remedy:
        'Grant the auditor a ClusterRole rule with verb "list" on resource "leases" of apiGroup "coordination.k8s.io" in namespace "kube-node-lease".',
    });
  });

  it.each([
    ['/metrics', 'verb "get" on nonResourceURL "/metrics"'],
    ['/readyz?verbose', 'verb "get" on nonResourceURL "/readyz"'],
    [
      '/api/v1/namespaces/ns/services/web',
      'verb "get" on resource "services" of apiGroup "" in namespace "ns"',
    ],
    ['/api/v1/namespaces/ns', 'verb "get" on resource "namespaces" of apiGroup ""'],
    [
      '/apis/apiregistration.k8s.io/v1/apiservices/x',
      'verb "get" on resource "apiservices" of apiGroup "apiregistration.k8s.io"',
    ],
  ])('403 at %s names the rule: %s', async (path, rule) => {
    const { reader } = await readerTo(() => ({ status: 403, body: statusBody(403, 'Forbidden', 'no') }));
    await expect(reader.text(path, never)).rejects.toMatchObject({
      reason: 'forbidden',
      remedy: `Grant the auditor a ClusterRole rule with ${rule}.`,
    });
  });

  it('is quoted without control characters and cut', async () => {
    const hostile = `\u001B[31mred\u202E\nline ${'x'.repeat(1000)}`;
    const { reader } = await readerTo(() => ({ status: 403, body: statusBody(403, 'Forbidden', hostile) }));
    await expect(reader.get('/metrics', anything, never)).rejects.toMatchObject({
      detail: matching(/^The API server refuses to get \/metrics \(403\): \[31mred line x{280,300}…$/),
    });
  });

  it('401 is forbidden and ends the audit of this server: nothing more is sent', async () => {
    const { fake, reader } = await readerTo(() => ({
      status: 401,
      body: statusBody(401, 'Unauthorized', 'Unauthorized'),
    }));
    const refused = {
      reason: 'forbidden',
      detail: 'The API server does not accept the credentials (401): Unauthorized',
    };
    await expect(reader.get('/version', anything, never)).rejects.toMatchObject(refused);
    await expect(reader.get('/apis', anything, never)).rejects.toMatchObject(refused);
    expect(fake.asked).toEqual(['/version']);
  });

  it.each([
    [404, 'unsupported'],
    [400, 'invalid'],
    [406, 'invalid'],
    [302, 'invalid'],
    [408, 'timeout'],
    [500, 'unreachable'],
    [502, 'unreachable'],
    [503, 'unreachable'],
    [504, 'timeout'],
  ])('%i is %s', async (status, reason) => {
    const { fake, reader } = await readerTo(() => ({
      status,
      headers: { location: '/elsewhere' },
      body: 'no',
    }));
    await expect(reader.get('/apis', anything, never)).rejects.toMatchObject({
      reason,
      detail: containing(String(status)),
    });
    expect(fake.asked).toEqual(['/apis']);
  });

  it('may be an answer: a failing health check is a 500 with lines', async () => {
    const { reader } = await readerTo(() => ({ status: 500, body: '[-]etcd failed' }));
    expect(await reader.text('/readyz?verbose', { ...never, alsoStatus: [500] })).toEqual({
      status: 500,
      body: '[-]etcd failed',
    });
  });
});

describe('an object that may be missing', () => {
  const path = '/api/v1/namespaces/a/services/web';

  it('is null when the server says that the named object does not exist', async () => {
    const { reader } = await readerTo(() => ({
      status: 404,
      body: statusBody(404, 'NotFound', 'services "web" not found', 'web'),
    }));
    expect(await reader.find(path, anything, never)).toBeNull();
  });

  it.each<[string, string | object]>([
    ['a path the server does not know', '404 page not found'],
    ['a web page', '<html>not found</html>'],
    ['a kind the server does not know', statusBody(404, 'NotFound', 'could not find the requested resource')],
  ])('is not taken for missing on the 404 of %s', async (_, body) => {
    const { reader } = await readerTo(() => ({ status: 404, body }));
    await expect(reader.find(path, anything, never)).rejects.toMatchObject({ reason: 'unsupported' });
  });
});

describe('throttling', () => {
  it('is waited for as long as the server asks, once', async () => {
    const waits: number[] = [];
    const replies = [{ status: 429, headers: { 'retry-after': '3' } }, { body: { gitVersion: 'v1.33.2' } }];
    const { reader } = await readerTo(() => replies.shift() ?? {}, {
      sleep: async (milliseconds) => void waits.push(milliseconds),
    });
    expect(await reader.serverVersion(never)).toBe('v1.33.2');
    expect(waits).toEqual([3000]);
    expect(reader.load().requests).toBe(2);
  });

  it.each([
    ['32', 5000],
    ['Wed, 21 Oct 2037 07:28:00 GMT', 5000],
    ['0', 0],
    [undefined, 1000],
  ])('with Retry-After %s waits %i ms', async (header, expected) => {
    const waits: number[] = [];
    const headers = header === undefined ? {} : { 'retry-after': header };
    const { reader } = await readerTo(
      () => ({ status: 429, headers, body: 'Too many requests, please try again later.' }),
      {
        sleep: async (milliseconds) => void waits.push(milliseconds),
      },
    );
    await expect(reader.get('/apis', anything, never)).rejects.toMatchObject({
      reason: 'throttled',
      detail:
        'The API server throttles the auditor at /apis (429): Too many requests, please try again later.',
    });
    expect(waits).toEqual([expected]);
  });

  it('of two requests ends the audit of this server: nothing more is sent', async () => {
    const { fake, reader } = await readerTo(() => ({ status: 429 }));
    for (const path of ['/a', '/b', '/c', '/d']) {
      await expect(reader.get(path, anything, never)).rejects.toMatchObject({ reason: 'throttled' });
    }
    expect(fake.asked).toEqual(['/a', '/a', '/b', '/b']);
  });

  it('is not waited out when the time is over', async () => {
    const controller = new AbortController();
    const { fake, reader } = await readerTo(() => ({ status: 429 }), {
      sleep: (_, signal) => {
        controller.abort();
        return Promise.reject(signal.reason);
      },
    });
    await expect(reader.get('/apis', anything, { signal: controller.signal })).rejects.toMatchObject({
      reason: 'timeout',
    });
    expect(fake.asked).toEqual(['/apis']);
  });

  it('is also a 503 that says when to come back', async () => {
    const replies = [{ status: 503, headers: { 'retry-after': '1' } }, { body: { gitVersion: 'v1.33.2' } }];
    const { reader } = await readerTo(() => replies.shift() ?? {});
    expect(await reader.serverVersion(never)).toBe('v1.33.2');
  });
});

describe('time', () => {
  it('is over for a request that is not answered', async () => {
    const { reader } = await readerTo(() => () => {}, { limits: { requestSeconds: 0.02 } });
    await expect(reader.get('/apis', anything, never)).rejects.toMatchObject({
      reason: 'timeout',
      detail: 'The API server did not answer /apis within 0.02 s.',
    });
  });

  it('is over for an answer that stops in the middle', async () => {
    const { reader } = await readerTo(() => (response) => void response.write('{"a":'), {
      limits: { requestSeconds: 0.02 },
    });
    await expect(reader.get('/apis', anything, never)).rejects.toMatchObject({ reason: 'timeout' });
  });

  it('is over when the caller says so, and a request that waits for its turn is not sent', async () => {
    const controller = new AbortController();
    const { fake, reader } = await readerTo(() => () => setImmediate(() => controller.abort()), {
      limits: { inFlight: 1 },
    });
    const options = { signal: controller.signal };
    const reads = [reader.get('/first', anything, options), reader.get('/second', anything, options)];
    for (const result of await Promise.allSettled(reads)) {
      expect(result).toMatchObject({
        status: 'rejected',
        reason: { reason: 'timeout', detail: matching(/^The time for this evidence was over/) },
      });
    }
    expect(fake.asked).toEqual(['/first']);
  });
});

describe('a connection', () => {
  it('that is refused is unreachable over TCP and ends the audit of this server', async () => {
    const reader = readerOf('http://127.0.0.1:1');
    await expect(reader.get('/version', anything, never)).rejects.toMatchObject({
      reason: 'unreachable',
      detail: 'TCP: the API server 127.0.0.1:1 does not accept a connection (ECONNREFUSED).',
    });
    await expect(reader.get('/apis', anything, never)).rejects.toMatchObject({ reason: 'unreachable' });
    expect(reader.load()).toEqual({ requests: 1, bytes: 0, objects: 0 });
  });

  it('that is cut before an answer is tried once more', async () => {
    const behaviours = [(response: { destroy(): void }) => response.destroy()];
    const { fake, reader } = await readerTo(() => behaviours.shift() ?? { body: { gitVersion: 'v1.33.2' } });
    expect(await reader.serverVersion(never)).toBe('v1.33.2');
    expect(fake.asked).toEqual(['/version', '/version']);
  });

  it('that is cut again ends the audit of this server', async () => {
    const { fake, reader } = await readerTo(() => (response) => void response.destroy());
    await expect(reader.get('/a', anything, never)).rejects.toMatchObject({
      reason: 'unreachable',
      detail: matching(/^TCP: the connection to the API server 127\.0\.0\.1:\d+ was cut/),
    });
    await expect(reader.get('/b', anything, never)).rejects.toMatchObject({ reason: 'unreachable' });
    expect(fake.asked).toEqual(['/a', '/a']);
  });

  it('that is cut in the middle of an answer gives no part of it', async () => {
    const { reader } = await readerTo(() => (response) => {
      response.write('{"items": [', () => response.destroy());
    });
    await expect(reader.get('/apis', anything, never)).rejects.toMatchObject({ reason: 'unreachable' });
  });
});

describe('an answer', () => {
  it('that is no JSON is invalid and says how it starts', async () => {
    const { reader } = await readerTo(() => ({ body: '<!DOCTYPE html><title>Sign in</title>' }));
    await expect(reader.get('/version', anything, never)).rejects.toMatchObject({
      reason: 'invalid',
      detail: 'The answer to /version is no JSON; it starts "<!DOCTYPE html><title>Sign in</title>".',
    });
  });

  it('of gzip that ends in the middle is truncated', async () => {
    const body = gzipSync(Buffer.alloc(100_000, 'metric 1\n'));
    const { reader } = await readerTo(() => ({
      headers: { 'content-encoding': 'gzip' },
      body: body.subarray(0, body.length - 20),
    }));
    await expect(textOf(reader.stream('/metrics', never))).rejects.toMatchObject({ reason: 'truncated' });
  });

  it('of damaged gzip is invalid', async () => {
    const { reader } = await readerTo(() => ({
      headers: { 'content-encoding': 'gzip' },
      body: 'no gzip at all',
    }));
    await expect(reader.get('/apis', anything, never)).rejects.toMatchObject({ reason: 'invalid' });
  });

  it('in an encoding that nobody asked for is invalid', async () => {
    const { reader } = await readerTo(() => ({ headers: { 'content-encoding': 'br' }, body: 'x' }));
    await expect(reader.get('/apis', anything, never)).rejects.toMatchObject({
      reason: 'invalid',
      detail: 'The answer is encoded as "br", but only gzip was asked for.',
    });
  });

  it('that unpacks into more than is read whole is truncated', async () => {
    const { reader } = await readerTo(
      () => ({ headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(8 * 1024 * 1024)) }),
      { limits: { jsonBytes: 1024 * 1024 } },
    );
    await expect(reader.get('/apis', anything, never)).rejects.toMatchObject({
      reason: 'truncated',
      detail: 'The answer to /apis is larger than 1 MiB, the most that is read.',
    });
  });

  it('streams decompressed, up to its own bound', async () => {
    const body = gzipSync('metric 1\n'.repeat(1000));
    const { reader } = await readerTo(() => ({ headers: { 'content-encoding': 'gzip' }, body }));
    expect(await textOf(reader.stream('/metrics', never))).toBe('metric 1\n'.repeat(1000));
    const bounded = await readerTo(() => ({ headers: { 'content-encoding': 'gzip' }, body }), {
      limits: { streamBytes: 1024 },
    });
    await expect(textOf(bounded.reader.stream('/metrics', never))).rejects.toMatchObject({
      reason: 'truncated',
    });
  });

  it('that is left in the middle frees its place', async () => {
    const { reader } = await readerTo(() => ({ body: 'x'.repeat(500_000) }), { limits: { inFlight: 1 } });
    for await (const chunk of reader.stream('/metrics', never)) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    expect((await reader.text('/readyz', never)).status).toBe(200);
  });
});

describe('the budget', () => {
  async function readAll(reader: KubernetesReader, count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) await reader.text(`/${index}`, never);
  }

  it('of requests ends the audit of this server', async () => {
    const { fake, reader } = await readerTo(() => ({ body: 'ok' }));
    await readAll(reader, 40);
    await expect(reader.view().text('/more', never)).rejects.toMatchObject({
      reason: 'overBudget',
      detail: 'The audit has sent all 40 requests of its budget.',
    });
    expect(fake.asked).toHaveLength(40);
  });

  it('of bytes ends an answer in the middle', async () => {
    const { reader } = await readerTo(() => ({ body: 'x'.repeat(300_000) }), {
      limits: { wireBytes: 500_000 },
    });
    await readAll(reader, 1);
    await expect(reader.text('/1', never)).rejects.toMatchObject({
      reason: 'overBudget',
      detail: 'The audit has received the 0.5 MB of its budget.',
    });
  });
});

describe('the versions of an API group', () => {
  const groups = {
    groups: [{ name: 'discovery.k8s.io', versions: [{ version: 'v1beta1' }, { version: 'v1' }] }],
  };

  it('are asked for once in an audit, and the first wanted one that is served is taken', async () => {
    const { fake, reader } = await readerTo(() => ({ body: groups }));
    const asks = [reader, reader.view(), reader.view()].map((view) =>
      view.servedVersion('discovery.k8s.io', ['v1', 'v1beta1'], never),
    );
    expect(await Promise.all(asks)).toEqual(['v1', 'v1', 'v1']);
    expect(fake.asked).toEqual(['/apis']);
  });

  it('are unsupported when none of the wanted ones is served', async () => {
    const { reader } = await readerTo(() => ({ body: groups }));
    await expect(reader.servedVersion('discovery.k8s.io', ['v2'], never)).rejects.toMatchObject({
      reason: 'unsupported',
      detail: 'The API server serves discovery.k8s.io in v1beta1, v1, the auditor reads v2.',
    });
    await expect(reader.servedVersion('flowcontrol.apiserver.k8s.io', ['v1'], never)).rejects.toMatchObject({
      reason: 'unsupported',
    });
  });

  it('are asked for again by the next when the first asker ran out of time', async () => {
    const controller = new AbortController();
    let first = true;
    const { reader } = await readerTo(() => {
      if (!first) return { body: groups };
      first = false;
      return () => setImmediate(() => controller.abort());
    });
    const [late, fine] = await Promise.allSettled([
      reader.servedVersion('discovery.k8s.io', ['v1'], { signal: controller.signal }),
      reader.servedVersion('discovery.k8s.io', ['v1'], never),
    ]);
    expect(late).toMatchObject({ status: 'rejected', reason: { reason: 'timeout' } });
    expect(fine).toEqual({ status: 'fulfilled', value: 'v1' });
  });
});
