/** Calls from pages of other origins. */
import { describe, expect, test } from 'vitest';
import type { CorsSettings } from '../../src/config/cors.ts';
import { platform } from '../../src/http/auth/platform.ts';
import { aSweep } from '../store/builders.ts';
import { ask, depsWith } from './asking.ts';

const portal = 'https://portal.example.com';
const none: CorsSettings = { origins: [], credentials: false };
const one: CorsSettings = { origins: [portal, 'http://localhost:3000'], credentials: false };
const withCookies: CorsSettings = { origins: [portal], credentials: true };
const all: CorsSettings = { origins: '*', credentials: false };

const corsOf = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.startsWith('access-control-') || name === 'vary'),
  );
const exposed = 'etag, location, retry-after, content-disposition';

describe('an answer of the API says who may read it', () => {
  test.each([
    ['nobody is allowed', none, portal, {}],
    [
      'the origin is allowed',
      one,
      portal,
      { vary: 'origin', 'access-control-allow-origin': portal, 'access-control-expose-headers': exposed },
    ],
    [
      'another one is allowed',
      one,
      'http://localhost:3000',
      {
        vary: 'origin',
        'access-control-allow-origin': 'http://localhost:3000',
        'access-control-expose-headers': exposed,
      },
    ],
    ['the origin is not', one, 'https://evil.example.com', { vary: 'origin' }],
    ['it is not, by its scheme', one, 'http://portal.example.com', { vary: 'origin' }],
    ['it is not, by its port', one, `${portal}:8443`, { vary: 'origin' }],
    ['it is not, by its beginning', one, `${portal}.evil.com`, { vary: 'origin' }],
    ['there is none', one, null, { vary: 'origin' }],
    ['it is the one of a sandbox', one, 'null', { vary: 'origin' }],
    [
      'cookies may come along',
      withCookies,
      portal,
      {
        vary: 'origin',
        'access-control-allow-origin': portal,
        'access-control-expose-headers': exposed,
        'access-control-allow-credentials': 'true',
      },
    ],
    [
      'everybody is allowed',
      all,
      'https://anybody.example.com',
      { 'access-control-allow-origin': '*', 'access-control-expose-headers': exposed },
    ],
  ])('when %s', async (_when, cors, origin, expected) => {
    const headers = origin === null ? {} : { origin };
    const deps = depsWith({ cors });
    for (const path of [
      '/api/clusters',
      '/api/health/live',
      '/api/clusters?limit=x',
      '/api/nope',
      '/API/clusters',
    ]) {
      expect({ path, cors: corsOf((await ask(deps, path, { headers })).headers) }).toEqual({
        path,
        cors: expected,
      });
    }
  });

  test('a 304, a 401, a 503 and a 202 too', async () => {
    const headers = { origin: portal };
    const first = await ask(depsWith({ cors: one }), '/api/checks', { headers });
    const statuses = [
      await ask(depsWith({ cors: one }), '/api/checks', {
        headers: { ...headers, 'if-none-match': first.headers['etag'] ?? '' },
      }),
      await ask(depsWith({ cors: one, auth: platform }), '/api/checks', { headers }),
      await ask(
        depsWith({ cors: one, probe: async () => [{ name: 'storage', ok: false }] }),
        '/api/health/ready',
        {
          headers,
        },
      ),
      await ask(depsWith({ cors: one }), '/api/sweeps', { method: 'POST', headers }),
    ];
    expect(statuses.map(({ status, headers }) => [status, headers['access-control-allow-origin']])).toEqual([
      [304, portal],
      [401, portal],
      [503, portal],
      [202, portal],
    ]);
  });

  test.each(['/', '/clusters/x', '/assets/app.css', '/nope', '/apis'])(
    'a page never does: %s',
    async (path) => {
      for (const cors of [one, withCookies, all]) {
        const { headers } = await ask(depsWith({ cors }), path, { headers: { origin: portal } });
        expect(corsOf(headers)).toEqual({});
      }
    },
  );
});

describe('before a browser sends it', () => {
  const asks = {
    origin: portal,
    'access-control-request-method': 'PUT',
    'access-control-request-headers': 'if-match',
  };
  const allowed = {
    'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers': 'authorization, content-type, if-match, if-none-match, x-functions-key',
    'access-control-max-age': '600',
    vary: 'origin, access-control-request-method, access-control-request-headers',
  };

  test.each([
    ['an origin that is allowed', one, { 'access-control-allow-origin': portal }],
    [
      'one that may send cookies',
      withCookies,
      { 'access-control-allow-origin': portal, 'access-control-allow-credentials': 'true' },
    ],
    ['any origin', all, { 'access-control-allow-origin': '*' }],
  ])('%s learns what it may send', async (_what, cors, origin) => {
    for (const path of ['/api/clusters', '/api/nope', '/api']) {
      const { status, headers, text } = await ask(depsWith({ cors }), path, {
        method: 'OPTIONS',
        headers: asks,
      });
      expect({ status, cors: corsOf(headers), text }).toEqual({
        status: 204,
        cors: { ...allowed, ...origin },
        text: '',
      });
    }
  });

  test.each([
    ['nobody is allowed', none, asks],
    ['another origin asks', one, { ...asks, origin: 'https://evil.example.com' }],
    ['a sandbox asks', withCookies, { ...asks, origin: 'null' }],
    ['it is no browser that asks', one, {}],
    ['it does not say for what', one, { origin: portal }],
  ])('it is refused when %s, whatever is there', async (_when, cors, headers) => {
    const answers = await Promise.all(
      ['/api/clusters', '/api/nope'].map((path) =>
        ask(depsWith({ cors }), path, { method: 'OPTIONS', headers }),
      ),
    );
    for (const { status, headers: given, text } of answers) {
      expect({ status, cors: corsOf(given) }).toEqual({ status: 403, cors: { vary: allowed.vary } });
      expect(text.replace(/"instance":"[^"]*"/u, '')).toBe(
        answers[0]?.text.replace(/"instance":"[^"]*"/u, ''),
      );
    }
  });
});

describe('a page of another origin writes', () => {
  const key = { 'x-functions-key': 'k' };
  const token = { authorization: 'Bearer t' };

  test.each([
    ['that is allowed', one, { origin: portal }, 202],
    [
      'that is allowed, as browsers of today say it',
      one,
      { origin: portal, 'sec-fetch-site': 'cross-site' },
      202,
    ],
    ['that is not', one, { origin: 'https://evil.example.com', 'sec-fetch-site': 'cross-site' }, 403],
    ['that is not, whatever it brings', one, { origin: 'https://evil.example.com', ...key, ...token }, 403],
    ['that does not say which', one, { 'sec-fetch-site': 'cross-site' }, 403],
    ['of all, with a key', all, { origin: portal, ...key, 'sec-fetch-site': 'cross-site' }, 202],
    ['of all, with a token', all, { origin: portal, ...token }, 202],
    [
      'of all, with what the browser adds by itself',
      all,
      { origin: portal, cookie: 'AppServiceAuthSession=x' },
      403,
    ],
    [
      'with cookies that may come along',
      withCookies,
      { origin: portal, cookie: 'AppServiceAuthSession=x' },
      202,
    ],
  ])('%s', async (_what, cors, headers, status) => {
    let starts = 0;
    const deps = depsWith({
      cors,
      startSweep: async () => {
        starts += 1;
        return { started: true, sweep: aSweep(0) };
      },
    });
    const answer = await ask(deps, '/api/sweeps', { method: 'POST', headers });
    expect({ status: answer.status, starts }).toEqual({ status, starts: status === 202 ? 1 : 0 });
  });

  test('of all, with a key in the address, which takes no pre-flight: refused', async () => {
    const sent = { method: 'POST', headers: { origin: portal } };
    expect((await ask(depsWith({ cors: all }), '/api/sweeps?code=k', sent)).status).toBe(403);
  });

  test('an origin that is allowed needs the role like anybody', async () => {
    const sent = { method: 'POST', headers: { origin: portal } };
    expect((await ask(depsWith({ cors: one, auth: platform }), '/api/sweeps', sent)).status).toBe(401);
  });
});
