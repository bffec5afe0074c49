/**
 * Whatever is sent to whatever route, the answer is no fault of ours: no 500, nothing from inside, every error in the form
 * that is promised. New routes are asked by themselves, with the names of their own parameters and members.
 */
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { CorsSettings } from '../../src/config/cors.ts';
import type { Authenticator } from '../../src/http/auth/caller.ts';
import { authenticatorOf } from '../../src/http/auth/index.ts';
import { Problem } from '../../src/http/problem.ts';
import { none } from '../../src/http/request-input.ts';
import type { Route } from '../../src/http/route.ts';
import { emptyRoute, jsonRoute } from '../../src/http/route.ts';
import { routes } from '../../src/http/routes/index.ts';
import { aSweep, minute, planned, sweepId } from '../store/builders.ts';
import { hostileText } from '../support/hostile.ts';
import { startTenant } from '../support/tenant.ts';
import type { Tenant } from '../support/tenant.ts';
import { ask, depsWith } from './asking.ts';
import type { Answer, Asked } from './asking.ts';
import { sick, sound, threeClusters } from './fleet.ts';

let tenant: Tenant;
let tokens: Readonly<Record<'reader' | 'operator' | 'nobody' | 'expired' | 'foreign', string>>;
beforeAll(async () => {
  tenant = await startTenant();
  tokens = {
    reader: await tenant.token(),
    operator: await tenant.token({ roles: ['Operator'] }),
    nobody: await tenant.token({ roles: [] }),
    expired: await tenant.token({ exp: 1 }),
    foreign: await tenant.token({ iss: 'https://sts.windows.net/x/' }),
  };
});
afterAll(() => tenant.stop());

/** Marks what is secret in a request, to be looked for in what comes back. */
const secret = 'S3cr3t-0f-th3-c4ll3r';
const stacks = /(?:\n|\\n)\s+at |node_modules|file:\/\/|\/src\/|\/local\/|\.tsx?\b:/u;

/** A route with a body as rich as they get, so that bodies are sent whatever the product's routes take. */
const withBody: readonly Route[] = [
  jsonRoute({
    name: 'fuzz-put',
    method: 'PUT',
    path: 'api/fuzz/{id}',
    summary: 'Takes anything of its schema',
    params: z.strictObject({ id: z.string() }),
    query: none,
    body: z.strictObject({
      text: z.string().max(20),
      values: z.record(z.string().max(10), z.number()).optional(),
      list: z
        .array(z.strictObject({ at: z.iso.datetime() }))
        .max(3)
        .optional(),
    }),
    answer: z.object({ members: z.array(z.string()) }),
    handle: async (_deps, { body }) => ({ members: Object.keys(body) }),
  }),
  emptyRoute({
    name: 'fuzz-delete',
    method: 'DELETE',
    path: 'api/fuzz/{id}',
    summary: 'Takes nothing',
    params: z.strictObject({ id: z.string() }),
    query: none,
    handle: async () => undefined,
  }),
];
const every = [...routes, ...withBody];

const word = fc.oneof(
  hostileText,
  fc.constantFrom(
    '',
    '*',
    '0',
    '-1',
    '1e9',
    'NaN',
    'null',
    'true',
    '__proto__',
    'constructor',
    '..',
    '%',
    '%2e%2e%2f',
  ),
  fc.constantFrom(
    sick.key,
    sound.key,
    sweepId(0),
    'silent-nodes',
    'app.css',
    'score',
    'critical',
    'etcdUsed,score',
  ),
  fc.constantFrom('2026-11-24', '2026-11-24T12:00:00Z', '9999-12-31T23:59:59Z', '-000001-01-01T00:00:00Z'),
  fc.stringMatching(/^[ -~]{0,30}$/),
  fc.constantFrom('x'.repeat(5000), '['.repeat(2000), '9'.repeat(400)),
);

/** What a header can hold at all: a server that reads it takes nothing else. */
const headerText = fc.oneof(
  fc.stringMatching(/^[ -~]{0,60}$/),
  fc.stringMatching(/^[!-~\u0080-\u00ff]{0,30}$/),
  fc.constantFrom(
    '*',
    '"',
    'W/"x"',
    'null',
    ',,,',
    ';q=',
    'text/html;q=x',
    'application/json; charset=',
    '0',
  ),
);
const principal = fc
  .oneof(fc.json(), fc.constantFrom('{"claims":[{"typ":"roles","val":"Reader"}]}'))
  .map((text) => Buffer.from(text).toString('base64'));
const headers = fc.record(
  {
    origin: fc.oneof(
      headerText,
      fc.constantFrom('https://portal.example.com', 'https://evil.example.com', 'null'),
    ),
    'sec-fetch-site': fc.oneof(headerText, fc.constantFrom('cross-site', 'same-origin', 'none')),
    'if-none-match': headerText,
    'if-match': headerText,
    accept: fc.oneof(headerText, fc.constantFrom('text/html', 'application/json', 'text/csv')),
    'content-type': fc.oneof(
      headerText,
      fc.constantFrom('application/json', 'application/json; charset=utf-8'),
    ),
    'content-length': fc.oneof(headerText, fc.constantFrom('-1', '99999999999999')),
    'content-encoding': fc.oneof(headerText, fc.constantFrom('identity', 'gzip')),
    'x-ms-client-principal': fc.oneof(headerText, principal),
    'x-functions-key': headerText.map((text) => `${secret}${text}`),
    traceparent: headerText,
    'x-forwarded-host': headerText,
    'access-control-request-method': headerText,
    'access-control-request-headers': headerText,
    cookie: headerText,
    range: headerText,
  },
  { requiredKeys: [] },
);

const authorization = fc.oneof(
  fc
    .constantFrom('reader', 'operator', 'operator', 'nobody', 'expired', 'foreign')
    .map((name) => ({ token: name })),
  fc.tuple(fc.constantFrom('Bearer ', 'bearer ', 'Basic ', ''), headerText).map(([scheme, text]) => ({
    text: `${scheme}${secret}.${text}`,
  })),
);

const cors = fc.constantFrom<CorsSettings>(
  { origins: [], credentials: false },
  { origins: ['https://portal.example.com'], credentials: true },
  { origins: '*', credentials: false },
);

/** A request to one of the routes, mostly by its own methods and names. */
const route = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...every) },
  fc.constantFrom(...every.filter(({ role }) => role === 'Operator')),
);
const request = route.chain((route) => {
  const named = namesIn(route.query);
  const members = route.body === null ? [] : namesIn(route.body);
  const name =
    named.length === 0 ? word : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...named) }, word);
  return fc.record({
    method: fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...route.methods) },
      fc.constantFrom('GET', 'POST', 'DELETE', 'PATCH', 'OPTIONS'),
    ),
    path: pathOf(route),
    query: fc.oneof(fc.constant<[string, string][]>([]), fc.array(fc.tuple(name, word), { maxLength: 4 })),
    key: fc.boolean(),
    ofBrowser: fc.boolean(),
    headers,
    authorization,
    body: bodyOf(members),
    typed: fc.boolean(),
    cors,
  });
});

function pathOf({ path }: Route): fc.Arbitrary<string> {
  const parts = path
    .split('/')
    .map((part) =>
      part.startsWith('{')
        ? fc.oneof(fc.constantFrom(sick.key, sweepId(0), 'silent-nodes', 'app.js'), word).map(asPart)
        : fc.constant(part),
    );
  return fc.tuple(...parts).map((texts) => `/${texts.join('/')}`);
}

/** Dots alone would be a step in the path, and nothing would be another path. */
function asPart(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll('.', '%2E') || 'x';
}

function bodyOf(members: readonly string[]): fc.Arbitrary<string | undefined> {
  const value = fc.oneof(word, fc.jsonValue({ maxDepth: 3 }), fc.constant({}));
  const member =
    members.length === 0 ? word : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...members) }, word);
  return fc.oneof(
    fc.constant(undefined),
    {
      weight: 3,
      arbitrary: fc.dictionary(member, value, { maxKeys: 6 }).map((body) => JSON.stringify(body)),
    },
    fc.json(),
    word,
    fc.constantFrom(
      '{"text":"a"}',
      '{',
      '[]',
      '{"__proto__":{"x":1}}',
      '\ufeff{}',
      '{'.repeat(30_000),
      ' '.repeat(70_000),
    ),
  );
}

/** All names of members in a schema, however deep. */
function namesIn(schema: z.ZodType): readonly string[] {
  const names = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('properties' in value && typeof value.properties === 'object' && value.properties !== null) {
      for (const name of Object.keys(value.properties)) names.add(name);
    }
    for (const part of Object.values(value)) look(part);
  };
  look(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  return [...names];
}

type Sent = Parameters<Parameters<typeof request.map>[0]>[0];

function sentAs(sent: Sent, log: string[], among: readonly Route[]): readonly [string, Asked] {
  const query = new URLSearchParams(
    sent.query.map(([name, value]): [string, string] => [name.toWellFormed(), value.toWellFormed()]),
  );
  // Of two that are called `code`, one is a key.
  query.delete('code');
  if (sent.key) query.append('code', secret);
  const { authorization } = sent;
  const { origin: _origin, 'sec-fetch-site': _site, ...ofProgram } = sent.headers;
  const given = 'text' in authorization ? authorization.text : `Bearer ${tokenOf(authorization.token)}`;
  const reads = sent.method === 'GET' || sent.method === 'HEAD' || sent.method === 'OPTIONS';
  return [
    `${sent.path}?${query.toString()}`,
    {
      method: sent.method,
      headers: {
        ...(sent.ofBrowser ? sent.headers : ofProgram),
        ...(sent.typed ? { 'content-type': 'application/json' } : {}),
        authorization: given,
      },
      ...(reads || sent.body === undefined ? {} : { body: sent.body.toWellFormed() }),
      log,
      routes: among,
    },
  ];
}

function tokenOf(name: string): string {
  return Object.entries(tokens).find(([known]) => known === name)?.[1] ?? '';
}

/** What holds for every answer there is. */
function expectSound({ status, headers, text }: Answer, sent: Sent, log: readonly string[]): void {
  expect(status).toBeLessThan(500);
  const all = JSON.stringify(headers) + text;
  expect(all).not.toMatch(stacks);
  for (const token of Object.values(tokens)) expect(all + log.join('')).not.toContain(token);
  expect(log.join('')).not.toContain(secret);
  const isPage = headers['content-type']?.startsWith('text/html') === true;
  // A page keeps the key it was opened with; nothing else of what is secret is in it.
  if (!isPage || !sent.key) expect(all).not.toContain(secret);
  for (const value of Object.values(headers)) expect(value).toMatch(/^[\t -~]*$/u);
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
  if (status < 400 || isPage) return;
  expect(headers['content-type']).toBe('application/problem+json');
  const problem = Problem.parse(JSON.parse(text));
  expect(problem.status).toBe(status);
  expect(problem.detail.length).toBeGreaterThan(0);
}

async function fuzzed(
  auth: Authenticator,
  runs: number,
  check?: (answer: Answer, sent: Sent) => void,
): Promise<void> {
  const history = await threeClusters();
  await history.openSweep(aSweep(0));
  await history.planClusters(sweepId(0), planned(sick));
  await fc.assert(
    fc.asyncProperty(request, async (sent) => {
      const log: string[] = [];
      const deps = depsWith({ history, auth, cors: sent.cors });
      const answer = await ask(deps, ...sentAs(sent, log, every));
      expectSound(answer, sent, log);
      check?.(answer, sent);
    }),
    { numRuns: runs },
  );
}

describe('whatever is sent', () => {
  test('by somebody with a key, who gets every kind of answer', async () => {
    const seen = new Set<number>();
    await fuzzed(
      authenticatorOf({ mode: 'functionKey' }, () => minute(0)),
      400,
      ({ status }) => void seen.add(status),
    );
    // Else the requests would be stopped before what they are meant for.
    for (const status of [200, 400, 403, 404, 405, 415]) expect(seen).toContain(status);
  });

  test('by somebody with a token, a good one or not', () =>
    fuzzed(
      authenticatorOf(tenant.settings, () => minute(0)),
      300,
    ));

  test('by somebody the platform knows or not', () =>
    fuzzed(
      authenticatorOf({ mode: 'platform' }, () => minute(0)),
      200,
    ));

  test('to a name that is not this machine’s, where only this machine is answered', () =>
    fuzzed(
      authenticatorOf({ mode: 'none' }, () => minute(0)),
      200,
      ({ status }, { path, method }) => {
        if (path !== '/api/health/live' && method !== 'OPTIONS') expect(status).toBe(403);
      },
    ));

  test('without what tells who asks, nothing is answered but the liveness probe', () =>
    fuzzed(
      authenticatorOf(tenant.settings, () => minute(0)),
      200,
      ({ status, text }, { path, method, authorization }) => {
        const known = 'token' in authorization && /^(?:reader|operator|nobody)$/u.test(authorization.token);
        if (known || method === 'OPTIONS' || path === '/api/health/live') return;
        expect(status).toBe(401);
        expect(text).not.toContain(sick.name);
      },
    ));
});

test('the liveness probe answers everybody, whatever else they send', async () => {
  const modes = [tenant.settings, { mode: 'platform' }, { mode: 'none' }, { mode: 'functionKey' }] as const;
  await fc.assert(
    fc.asyncProperty(headers, authorization, fc.constantFrom(...modes), async (sent, given, mode) => {
      const deps = depsWith({ auth: authenticatorOf(mode, () => minute(0)) });
      const { 'if-none-match': _, ...others } = sent;
      const text = 'text' in given ? given.text : `Bearer ${tokenOf(given.token)}`;
      const { status } = await ask(deps, '/api/health/live', { headers: { ...others, authorization: text } });
      expect(status).toBe(200);
    }),
  );
});
