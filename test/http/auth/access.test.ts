/** Who gets where: every mode, every route, every kind of caller. A new route is in these tables by itself. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuthSettings } from '../../../src/config/auth.ts';
import { authenticatorOf } from '../../../src/http/auth/index.ts';
import { routes } from '../../../src/http/routes/index.ts';
import { registerHttp } from '../../../src/functions/http.ts';
import { minute, sweepId } from '../../store/builders.ts';
import { startTenant } from '../../support/tenant.ts';
import type { Tenant } from '../../support/tenant.ts';
import { ask, depsWith } from '../asking.ts';
import { sick } from '../fleet.ts';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.stop());

const modes = ['functionKey', 'entra', 'platform', 'none'] as const;
type Mode = (typeof modes)[number];
const depsOf = (mode: Mode) => {
  const settings: AuthSettings = mode === 'entra' ? tenant.settings : { mode };
  return depsWith({ auth: authenticatorOf(settings, () => minute(0)) });
};

/** Every method of every route, at an address of it. */
const addresses = routes.flatMap(({ name, path, methods, role }) =>
  methods.map((method) => ({ name, method, role, path: `/${path.replaceAll(/\{\*?(\w+)\}/gu, fillIn)}` })),
);
function fillIn(_whole: string, parameter: string): string {
  return { key: sick.key, id: sweepId(0), name: 'app.css', path: 'nowhere' }[parameter] ?? 'x';
}

async function headersOf(mode: Mode, role: string | null): Promise<Readonly<Record<string, string>>> {
  const roles = role === null ? [] : [role];
  if (mode === 'entra') return { authorization: `Bearer ${await tenant.token({ roles })}` };
  return mode === 'platform' ? { 'x-ms-client-principal': principal(roles) } : {};
}

function principal(roles: readonly string[]): string {
  const claims = roles.map((val) => ({ typ: 'roles', val }));
  return Buffer.from(JSON.stringify({ auth_typ: 'aad', claims })).toString('base64');
}

test('the liveness probe alone is for everybody; writes, and what asks the whole fleet, are for operators', () => {
  const others = addresses.filter(({ name }) => name !== 'page-dashboard' && name !== 'api-health-live');
  for (const { name, method, role } of others) {
    const reads = name !== 'api-doctor' && (method === 'GET' || method === 'HEAD');
    expect(role).toBe(reads ? 'Reader' : 'Operator');
  }
  expect(routes.filter(({ role }) => role === null).map(({ name }) => name)).toEqual(['api-health-live']);
});

describe.each(['entra', 'platform'] as const)('%s', (mode) => {
  test.each(addresses)('$method $path ($name)', async ({ method, path, role }) => {
    const deps = depsOf(mode);
    const statusFor = async (headers: Readonly<Record<string, string>>) =>
      (await ask(deps, path, { method, headers })).status;
    const statuses = {
      nobody: await statusFor({}),
      known: await statusFor(await headersOf(mode, null)),
      reader: await statusFor(await headersOf(mode, 'Reader')),
      operator: await statusFor(await headersOf(mode, 'Operator')),
    };
    const inside = statuses.operator;
    expect([401, 403]).not.toContain(inside);
    expect(statuses).toEqual(
      role === null
        ? { nobody: 200, known: 200, reader: 200, operator: 200 }
        : { nobody: 401, known: 403, reader: role === 'Operator' ? 403 : inside, operator: inside },
    );
  });
});

describe('none', () => {
  test.each(addresses)('$method $path ($name)', async ({ method, path, role }) => {
    const statusAt = async (origin: string) =>
      (await ask(depsOf('none'), `${origin}${path}`, { method })).status;
    const here = await statusAt('http://localhost:7071');
    expect([401, 403]).not.toContain(here);
    expect([await statusAt('http://127.0.0.1:7071'), await statusAt('http://[::1]:7071')]).toEqual([
      here,
      here,
    ]);
    const elsewhere = role === null ? 200 : 403;
    expect(await statusAt('https://auditor.example.com')).toBe(elsewhere);
    expect(await statusAt('http://localhost.example.com')).toBe(elsewhere);
    expect(await statusAt('http://192.168.0.7:7071')).toBe(elsewhere);
  });

  test('says why a name is not answered', async () => {
    const { text } = await ask(depsOf('none'), 'https://auditor.example.com/api/clusters');
    expect(JSON.parse(text)).toMatchObject({
      title: 'Forbidden',
      detail:
        'AUTH_MODE is none, so only localhost and 127.0.0.1 are answered, not "auditor.example.com". Set AUTH_MODE to entra, platform or functionKey.',
    });
  });
});

describe('what the Functions host asks for', () => {
  test.each([
    ['functionKey', 'function'],
    ['entra', 'anonymous'],
    ['platform', 'anonymous'],
    ['none', 'anonymous'],
  ] as const)('%s: %s', (mode, level) => {
    const levels = new Map<string, string | undefined>();
    registerHttp({ http: (name, { authLevel }) => void levels.set(name, authLevel) }, depsOf(mode));
    const expected = routes.map(({ name, role }) => [name, role === null ? 'anonymous' : level]);
    expect(Object.fromEntries(levels)).toEqual(
      Object.fromEntries([...expected, ['api-preflight', 'anonymous']]),
    );
  });

  test('whoever comes with a key may do what the host let them do', async () => {
    const deps = depsOf('functionKey');
    for (const { method, path } of addresses) {
      expect([401, 403]).not.toContain((await ask(deps, path, { method })).status);
    }
  });
});

describe('what says who asks in one mode says nothing in another', () => {
  const forged = principal(['Operator']);

  test.each([
    [
      'entra',
      { 'x-ms-client-principal': forged, 'x-ms-client-principal-id': 'x', 'x-functions-key': 'x' },
      401,
    ],
    ['platform', { authorization: 'Bearer x', 'x-functions-key': 'x', 'x-ms-client-principal-id': 'x' }, 401],
    ['none', { 'x-ms-client-principal': forged, authorization: 'Bearer x' }, 403],
  ] as const)('%s', async (mode, headers, status) => {
    for (const path of ['/api/clusters', '/', '/api/sweeps?code=x']) {
      expect((await ask(depsOf(mode), path, { headers })).status).toBe(status);
    }
  });

  test('a forged principal does not change who writes', async () => {
    const log: string[] = [];
    const headers = { 'x-ms-client-principal': forged };
    await ask(depsOf('functionKey'), '/api/sweeps', { method: 'POST', headers, log });
    expect(log).toEqual([expect.stringContaining('"by":"function key"')]);
  });
});

describe('a stranger learns nothing of what is there', () => {
  test.each(['entra', 'platform'] as const)('%s', async (mode) => {
    const answers = await Promise.all(
      [
        '/api/clusters',
        `/api/clusters/${sick.key}`,
        '/api/clusters/nobody',
        '/api/nope',
        '/api/clusters?limit=x',
      ].map(async (path) => {
        const { status, headers, text } = await ask(depsOf(mode), path);
        return { status, headers, text: text.replace(/"instance":"[^"]*"/u, '') };
      }),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  test('nor by a method that is not there, or a body', async () => {
    const post = { method: 'POST', body: '{' };
    expect((await ask(depsOf('entra'), '/api/sweeps', post)).status).toBe(401);
    expect((await ask(depsOf('entra'), '/api/clusters', { method: 'DELETE' })).status).toBe(401);
  });
});

describe('people get a page', () => {
  const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

  test.each([
    ['entra', 401, 'This takes an access token of Microsoft Entra ID'],
    ['platform', 401, 'Sign in first, at /.auth/login/aad'],
    ['none', 403, 'only localhost and 127.0.0.1 are answered'],
  ] as const)('%s', async (mode, status, text) => {
    for (const path of ['/', '/clusters/x', '/nope']) {
      const page = await ask(depsOf(mode), path, { headers: browser });
      expect({ status: page.status, type: page.headers['content-type'] }).toEqual({
        status,
        type: 'text/html; charset=utf-8',
      });
      expect(page.text).toContain(text);
    }
  });
});

describe('writes are logged with who wrote', () => {
  const post = { method: 'POST' } as const;

  test('and what came of it', async () => {
    const log: string[] = [];
    const headers = await headersOf('entra', 'Operator');
    await ask(depsOf('entra'), '/api/sweeps?x=1', { ...post, headers, log });
    await ask(depsOf('entra'), '/api/sweeps', { ...post, headers, log });
    const line = {
      route: 'api-sweep-start',
      method: 'POST',
      path: '/api/sweeps',
      by: 'person@example.com',
      byId: 'a-person',
    };
    expect(log).toEqual([
      `information: Write ${JSON.stringify({ ...line, status: 400 })}`,
      `information: Write ${JSON.stringify({ ...line, status: 202 })}`,
    ]);
  });

  test('reads are not, nor is what a token holds', async () => {
    const log: string[] = [];
    await ask(depsOf('entra'), '/api/clusters', { headers: await headersOf('entra', 'Operator'), log });
    expect(log).toEqual([]);
  });
});
