/** What holds for every route: errors, entity tags, headers, and questions nobody thought of. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { namedFigures } from '../../src/figures.ts';
import type { History } from '../../src/store/history.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { StorageRefused, StorageUnavailable } from '../../src/store/storage-error.ts';
import { hostileText } from '../support/hostile.ts';
import { ask, depsWith, problemOf } from './asking.ts';
import { sick, threeClusters } from './fleet.ts';

const trends = `/api/clusters/${sick.key}/trends`;

describe('a parameter that is wrong is a 400 that names it and what would be right', () => {
  test.each([
    ['/api/clusters?limit=0', 'limit', 'Expected a whole number from 1 to 1000.'],
    ['/api/clusters?limit=1001', 'limit', 'Expected a whole number from 1 to 1000.'],
    ['/api/clusters?limit=1e2', 'limit', 'Expected a whole number from 1 to 1000.'],
    ['/api/clusters?limit=', 'limit', 'Expected a whole number from 1 to 1000.'],
    ['/api/sweeps?limit=5&limit=6', 'limit', 'Expected a whole number from 1 to 1000.'],
    [
      '/api/clusters?severity=bad',
      'severity',
      'Expected critical, high, medium, low, info, or several joined by commas.',
    ],
    [
      '/api/clusters?nope=1',
      'nope',
      'There is no such parameter. Known are: limit, continuationToken, name, tag, tier, region, severity, check, outcome, sort, order.',
    ],
    [
      '/api/clusters?__proto__=1',
      '__proto__',
      'There is no such parameter. Known are: limit, continuationToken, name, tag, tier, region, severity, check, outcome, sort, order.',
    ],
    [`/api/clusters?name=${'x'.repeat(5000)}`, 'name', 'It is 5000 characters long. Expected at most 4096.'],
    ['/api/checks?x=1', 'x', 'There is no such parameter. This route takes none.'],
    ['/api/health/ready?x=1', 'x', 'There is no such parameter. This route takes none.'],
    [
      `${trends}?metric=nope,score`,
      'metric',
      `Expected up to 20 of ${namedFigures.join(', ')} and objects:<kind>, joined by commas.`,
    ],
    [`${trends}?from=yesterday`, 'from', 'Expected a time, e.g. 2026-11-24T06:00:00Z.'],
    [`${trends}?from=2026-02-30`, 'from', 'Expected a time, e.g. 2026-11-24T06:00:00Z.'],
    [`${trends}?to=0001-01-01`, 'to', 'Expected a time after 1970.'],
    [
      `${trends}?from=2020-01-01`,
      'from',
      'Expected a time up to 1100 days before the end, 2026-11-24T12:00:00.000Z.',
    ],
    [
      `${trends}?from=2025-01-01&grain=hour`,
      'from',
      'Expected a time up to 400 days before the end, 2026-11-24T12:00:00.000Z (1100 days with grain=day).',
    ],
    ['/api/trends?forecast=0', 'forecast', 'Expected a whole number from 1 to 365.'],
    ['/api/trends?compare=month', 'compare', 'Expected one of week.'],
    ['/api/trends?format=xml', 'format', 'Expected one of json, csv.'],
    [
      '/api/findings?severity=bad',
      'severity',
      'Expected critical, high, medium, low, info, or several joined by commas.',
    ],
    ['/api/findings?suppressed=true', 'suppressed', 'Expected one of yes, no.'],
    ['/api/findings?check=nope', 'check', 'There is no check "nope"; GET /api/checks lists those there are.'],
    ['/api/clusters?check=nope', 'check', 'There is no check "nope"; GET /api/checks lists those there are.'],
    [
      '/api/clusters?sort=size',
      'sort',
      'Expected one of attention, name, score, coverage, etcd, etcdUsed, audited.',
    ],
    [
      `${trends}?from=2026-12-02&grain=day`,
      'from',
      'Expected a time up to 1100 days before the end, 2026-11-24T12:00:00.000Z.',
    ],
    [
      `${trends}?from=2026-12-01`,
      'from',
      'Expected a time up to 1100 days before the end, 2026-11-24T12:00:00.000Z.',
    ],
  ])('%s', async (path, parameter, detail) => {
    const deps = depsWith({ history: await threeClusters() });
    expect(await problemOf(deps, path)).toEqual({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: `${parameter}: ${detail}`,
      instance: path.split('?')[0],
      errors: [{ parameter, detail }],
    });
  });

  test('all wrong parameters are told at once', async () => {
    expect(await problemOf(depsWith(), '/api/clusters?limit=x&b=1&severity=y')).toMatchObject({
      errors: [{ parameter: 'b' }, { parameter: 'limit' }, { parameter: 'severity' }],
    });
  });

  test.each(['/api/clusters', '/api/findings', `/api/clusters/${sick.key}/audits`, '/api/sweeps'])(
    'a token that %s did not give',
    async (path) => {
      const deps = depsWith({ history: await threeClusters() });
      expect(await problemOf(deps, `${path}?continuationToken=x`)).toMatchObject({
        status: 400,
        detail: 'continuationToken is not one that this list gave; leave it out to start at the first page.',
      });
    },
  );

  test('the function key in the address is not a parameter, and is not told back', async () => {
    const { text } = await ask(depsWith(), '/api/clusters?code=secret&x=1');
    expect(text).not.toContain('secret');
    expect(JSON.parse(text)).toMatchObject({ errors: [{ parameter: 'x' }] });
  });
});

describe('what the storage does to a request', () => {
  const secret = 'AccountKey=abc';

  test.each([
    [
      new StorageUnavailable(
        'The storage account does not answer for table Latest (ECONNREFUSED).',
        'Start Azurite.',
      ),
      503,
      'The storage account does not answer for table Latest (ECONNREFUSED). Start Azurite.',
      '5',
    ],
    [
      new StorageRefused('table Latest', 404, 'TableNotFound'),
      503,
      'The storage account answers 404 TableNotFound for table Latest. Look whether its tables and queues are there; they are made again when the app starts.',
      undefined,
    ],
    [
      new Error(`no good: ${secret}`),
      500,
      'The request failed. The log says why under invocation the-invocation.',
      undefined,
    ],
  ])('%s', async (error, status, detail, retryAfter) => {
    const log: string[] = [];
    const history: History = { ...memoryHistory(), latest: () => Promise.reject(error) };
    const { headers, text } = await ask(depsWith({ history }), '/api/clusters', { log });
    expect(JSON.parse(text)).toMatchObject({ status, detail, invocationId: 'the-invocation' });
    expect(text).not.toContain(secret);
    expect(headers['retry-after']).toBe(retryAfter);
    expect(log).toEqual([expect.stringContaining(error.message.split(' (')[0] ?? '')]);
    expect(log[0]).toMatch(/^error: Request failed \{"route":"api-clusters","invocationId":"the-invocation"/);
  });

  test('people get a page that says the same', async () => {
    const history: History = {
      ...memoryHistory(),
      latest: () => Promise.reject(new StorageUnavailable('It does not answer.', 'Start Azurite.')),
    };
    const { status, headers, text } = await ask(depsWith({ history }), '/');
    expect({ status, type: headers['content-type'] }).toEqual({
      status: 503,
      type: 'text/html; charset=utf-8',
    });
    expect(text).toContain('It does not answer. Start Azurite.');
  });
});

describe('an address that takes other methods', () => {
  test.each([
    ['DELETE', '/api/sweeps', 'GET, HEAD, POST'],
    ['POST', '/api/clusters', 'GET, HEAD'],
    ['PUT', `/api/clusters/${sick.key}`, 'GET, HEAD'],
    ['PATCH', '/checks/silent-nodes', 'GET, HEAD'],
    ['POST', '/', 'GET, HEAD'],
  ])('%s %s is a 405 that allows %s', async (method, path, allow) => {
    const { status, headers } = await ask(depsWith(), path, { method });
    expect({ status, allow: headers['allow'] }).toEqual({ status: 405, allow });
  });

  test('an address that is not there is a 404 whatever the method', async () => {
    expect(await problemOf(depsWith(), '/api/nope', { method: 'DELETE' })).toMatchObject({
      status: 404,
      detail: 'There is nothing at /api/nope.',
    });
  });
});

describe('entity tags', () => {
  test('what has not changed is not sent again', async () => {
    const deps = depsWith({ history: await threeClusters() });
    const first = await ask(deps, '/api/clusters');
    const etag = first.headers['etag'] ?? '';
    expect(etag).toMatch(/^W\/"[\w-]{22}"$/);
    expect(first.headers['cache-control']).toBe('private, no-cache');
    const again = await ask(deps, '/api/clusters', { headers: { 'if-none-match': `"x", ${etag}` } });
    expect({ status: again.status, text: again.text, etag: again.headers['etag'] }).toEqual({
      status: 304,
      text: '',
      etag,
    });
    const changed = await ask(deps, '/api/clusters?limit=1', { headers: { 'if-none-match': etag } });
    expect(changed.status).toBe(200);
  });

  test.each([
    ['*', 304],
    ['"x"', 200],
    ['', 200],
  ])('If-None-Match: %s', async (header, status) => {
    const answer = await ask(depsWith(), '/api/checks', { headers: { 'if-none-match': header } });
    expect(answer.status).toBe(status);
  });

  test('an error is not kept', async () => {
    const { headers } = await ask(depsWith(), '/api/nope');
    expect({ etag: headers['etag'], cache: headers['cache-control'] }).toEqual({
      etag: undefined,
      cache: 'no-store',
    });
  });
});

test.each([
  '/',
  '/api/clusters',
  '/api/health/live',
  '/assets/app.css',
  '/nope',
  '/api/nope',
  '/api/clusters?x=1',
])('%s has the security headers', async (path) => {
  expect((await ask(depsWith(), path)).headers).toMatchObject({
    'content-security-policy':
      "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
  });
});

describe('whatever is asked, the answer is no fault of ours', () => {
  const name = fc.oneof(
    fc.constantFrom(
      'limit',
      'continuationToken',
      'severity',
      'name',
      'metric',
      'from',
      'to',
      'grain',
      'compare',
      'forecast',
      'format',
      'tag',
      'tier',
      'check',
      'outcome',
      'sort',
      'order',
      'group',
      'client',
      'days',
      'code',
      '__proto__',
    ),
    hostileText,
  );
  const value = fc.oneof(
    fc.constantFrom(
      '1',
      '1000',
      'high',
      'score',
      'objects:pods',
      'excessive-object-count',
      'severity',
      'client',
      'week',
      'csv',
      'day',
      '2026-11-24',
      '9999-12-31T23:59:59Z',
      '0000-01-01',
    ),
    hostileText,
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  );
  const paths = [
    '/api/clusters',
    `/api/clusters/${sick.key}/audits`,
    trends,
    '/api/trends',
    '/api/trends/movers',
    '/api/findings',
    '/api/sweeps',
    '/api/checks',
    '/',
  ];

  test('by any parameters', async () => {
    const deps = depsWith({ history: await threeClusters() });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.array(fc.tuple(name, value), { maxLength: 4 }),
        async (path, query) => {
          const { status } = await ask(deps, `${path}?${new URLSearchParams(query).toString()}`);
          expect([200, 400]).toContain(status);
        },
      ),
    );
  });

  test('at any path', async () => {
    const deps = depsWith({ history: await threeClusters() });
    const folder = fc.constantFrom(
      '',
      'api/',
      'api/clusters/',
      'api/sweeps/',
      'api/checks/',
      'clusters/',
      'assets/',
    );
    await fc.assert(
      fc.asyncProperty(folder, hostileText, async (under, text) => {
        const { status } = await ask(deps, `/${under}${encodeURIComponent(text.toWellFormed())}`);
        expect([200, 404]).toContain(status);
      }),
    );
  });
});
