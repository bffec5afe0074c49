/** Access tokens: which are taken, which are not and why, and what happens when the keys cannot be had. */
import * as fc from 'fast-check';
import type { CryptoKey } from 'jose';
import { UnsecuredJWT } from 'jose';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { authenticatorOf } from '../../../src/http/auth/index.ts';
import { functionKey } from '../../../src/http/auth/function-key.ts';
import { minute } from '../../store/builders.ts';
import { clientId, seconds, startTenant, tenantId } from '../../support/tenant.ts';
import type { Tenant } from '../../support/tenant.ts';
import { ask, depsWith } from '../asking.ts';

let tenant: Tenant;
let signing: CryptoKey;
beforeAll(async () => {
  tenant = await startTenant();
  const { privateKey } = await crypto.subtle.generateKey(
    {
      name: 'RSASSA-PKCS1-v1_5',
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
      hash: 'SHA-256',
    },
    true,
    ['sign', 'verify'],
  );
  signing = privateKey;
});
afterAll(() => tenant.stop());
afterEach(() => {
  vi.useRealTimers();
  tenant.answer(200);
});

const depsOfTenant = () => depsWith({ auth: authenticatorOf(tenant.settings, () => minute(0)) });
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const refused = (description: string) =>
  `Bearer realm="AKS Fleet Auditor", error="invalid_token", error_description="${description}"`;

describe('a token that is taken', () => {
  test.each([
    ['of version 2', {}],
    ['of version 1', { iss: `https://sts.windows.net/${tenantId}/`, aud: `api://${clientId}` }],
    ['for several, us among them', { aud: ['other', clientId] }],
    ['that has just expired, by another clock', { exp: seconds(-4) }],
    ['that is valid soon, by another clock', { nbf: seconds(4) }],
    ['without a time it starts at', { nbf: undefined }],
    ['of an operator', { roles: ['Operator'] }],
    ['of a reader of other things too', { roles: ['Other', 'Reader'] }],
  ])('%s', async (_what, claims) => {
    expect((await ask(depsOfTenant(), '/api/clusters', bearer(await tenant.token(claims)))).status).toBe(200);
  });

  test('whatever the case of the scheme', async () => {
    const headers = { authorization: `bearer  ${await tenant.token()}` };
    expect((await ask(depsOfTenant(), '/api/clusters', { headers })).status).toBe(200);
  });

  test.each([
    [{}, { name: 'person@example.com', id: 'a-person', role: 'Reader' }],
    [
      { preferred_username: undefined, upn: 'old@example.com', roles: ['Operator', 'Reader'] },
      { name: 'old@example.com', id: 'a-person', role: 'Operator' },
    ],
    [
      { preferred_username: undefined, azp: 'an-app', oid: 'an-app-object' },
      { name: 'an-app', id: 'an-app-object', role: 'Reader' },
    ],
    [{ preferred_username: undefined }, { name: 'a-person', id: 'a-person', role: 'Reader' }],
    [
      { preferred_username: { a: 1 }, oid: 7 },
      { name: 'unnamed', id: null, role: 'Reader' },
    ],
    [
      { preferred_username: 'a\u202eb\nc', roles: 'Operator' },
      { name: 'a b c', id: 'a-person', role: null },
    ],
    [
      { roles: ['operator', ' Reader', { Reader: true }] },
      { name: 'person@example.com', id: 'a-person', role: null },
    ],
    [
      { roles: undefined, scp: 'Reader' },
      { name: 'person@example.com', id: 'a-person', role: null },
    ],
  ])('with %o is of %o', async (claims, caller) => {
    const auth = authenticatorOf(tenant.settings, () => minute(0));
    const headers = new Headers(bearer(await tenant.token(claims)).headers);
    expect(await auth.authenticate({ url: 'https://auditor.example.com/', headers })).toEqual(caller);
  });
});

describe('a token that is refused, and why', () => {
  const cases: readonly (readonly [string, () => Promise<string>, string])[] = [
    ['that has expired', () => tenant.token({ exp: seconds(-6) }), 'The token has expired.'],
    ['that is not valid yet', () => tenant.token({ nbf: seconds(6) }), 'The token is not valid yet.'],
    [
      'without an end',
      () => tenant.token({ exp: undefined }),
      'The token does not say until when it is valid.',
    ],
    [
      'of another tenant',
      () => tenant.token({ iss: tenant.claims.iss?.replace(tenantId, clientId) ?? '' }),
      'The token is of another tenant, or of another cloud.',
    ],
    [
      'of the other version of another tenant',
      () => tenant.token({ iss: `https://sts.windows.net/${clientId}/` }),
      'The token is of another tenant, or of another cloud.',
    ],
    [
      'of nobody',
      () => tenant.token({ iss: undefined }),
      'The token is of another tenant, or of another cloud.',
    ],
    ['for another app', () => tenant.token({ aud: 'api://other' }), 'The token is for another application.'],
    ['for nobody', () => tenant.token({ aud: undefined }), 'The token is for another application.'],
    ['signed by somebody else', () => tenant.token({}, {}, signing), 'The signature of the token is wrong.'],
    [
      'signed by a key the tenant does not have',
      () => tenant.token({}, { kid: 'other' }, signing),
      'The token is signed by a key the tenant does not have.',
    ],
    [
      'without a signature',
      async () => new UnsecuredJWT(tenant.claims).encode(),
      'The token is not signed by RS256.',
    ],
    ['of RS512', () => signed('RS512'), 'The token is not signed by RS256.'],
    [
      'signed by the public key as a shared secret',
      async () => {
        const secret = new TextEncoder().encode(JSON.stringify(await tenant.publicKey()));
        return signedBySecret(secret);
      },
      'The token is not signed by RS256.',
    ],
    ['that was changed', async () => changed(await tenant.token()), 'The signature of the token is wrong.'],
    ['that is none', async () => 'garbage', 'That is no token.'],
    ['of dots', async () => '..', 'That is no token.'],
    ['that is too long', async () => 'x'.repeat(16_385), 'The token is too long.'],
  ];

  test.each(cases)('%s', async (_what, token, description) => {
    const log: string[] = [];
    const given = await token();
    const { status, headers, text } = await ask(depsOfTenant(), '/api/clusters', { ...bearer(given), log });
    expect({ status, challenge: headers['www-authenticate'], body: JSON.parse(text) as unknown }).toEqual({
      status: 401,
      challenge: refused(description),
      body: {
        type: 'about:blank',
        title: 'Unauthorized',
        status: 401,
        detail: description,
        instance: '/api/clusters',
      },
    });
    expect(log).toEqual([]);
  });

  test.each([
    ['nothing', {}],
    ['a name and a password', { authorization: 'Basic YTpi' }],
    ['a header of the platform', { 'x-ms-client-principal': 'e30=' }],
    ['a function key', { 'x-functions-key': 'abc' }],
    ['a word', { authorization: 'Bearer' }],
  ])('%s is no token: the challenge names no error', async (_what, headers) => {
    const answer = await ask(depsOfTenant(), '/api/clusters', { headers });
    expect({ status: answer.status, challenge: answer.headers['www-authenticate'] }).toEqual({
      status: 401,
      challenge: 'Bearer realm="AKS Fleet Auditor"',
    });
  });

  test('a token without the role is a 403 that names it', async () => {
    const { status, headers, text } = await ask(depsOfTenant(), '/api/sweeps', {
      method: 'POST',
      ...bearer(await tenant.token()),
    });
    expect({ status, challenge: headers['www-authenticate'], body: JSON.parse(text) as unknown }).toEqual({
      status: 403,
      challenge: 'Bearer realm="AKS Fleet Auditor", error="insufficient_scope"',
      body: {
        type: 'about:blank',
        title: 'Forbidden',
        status: 403,
        detail: 'This takes the role Operator, and you have Reader.',
        instance: '/api/sweeps',
        role: 'Operator',
      },
    });
  });

  test('a token without any role is a 403 too', async () => {
    const given = bearer(await tenant.token({ roles: [] }));
    const { status, text } = await ask(depsOfTenant(), '/api/clusters', given);
    expect({ status, text }).toMatchObject({
      status: 403,
      text: expect.stringContaining(
        'This takes the role Reader, and you have none of the roles of this app.',
      ) as unknown,
    });
  });

  test('whatever is sent as a token, it is refused by our own words', async () => {
    const deps = depsOfTenant();
    const part = fc.oneof(
      fc.json().map((text) => Buffer.from(text).toString('base64url')),
      fc.constantFrom(
        '',
        'eyJhbGciOiJub25lIn0',
        'eyJhbGciOiJSUzI1NiJ9',
        'eyJhbGciOiJSUzI1NiIsImNyaXQiOlsiYiJdLCJiIjoxfQ',
      ),
      fc.stringMatching(/^[!-~]{0,40}$/),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 5 }), async (parts) => {
        const token = parts.join('.');
        const { status, text } = await ask(deps, '/api/clusters', bearer(token));
        expect(status).toBe(401);
        if (token.length > 8) expect(text).not.toContain(token);
      }),
    );
  });
});

describe('the keys of the tenant', () => {
  test('are asked for once, and not for tokens that no key could help', async () => {
    const deps = depsOfTenant();
    const before = tenant.asked();
    await ask(deps, '/api/clusters', bearer('garbage'));
    await ask(deps, '/api/clusters', bearer(new UnsecuredJWT(tenant.claims).encode()));
    await ask(deps, '/api/clusters');
    expect(tenant.asked() - before).toBe(0);
    const token = await tenant.token();
    await Promise.all([1, 2, 3].map(() => ask(deps, '/api/clusters', bearer(token))));
    expect(tenant.asked() - before).toBe(1);
  });

  test('are asked for again for one that is not known, at most once a minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: minute(0) });
    const deps = depsOfTenant();
    const before = tenant.asked();
    await ask(deps, '/api/clusters', bearer(await tenant.token()));
    const next = await tenant.addKey('second');
    const token = await tenant.token({}, { kid: 'second' }, next);
    expect((await ask(deps, '/api/clusters', bearer(token))).status).toBe(401);
    expect(tenant.asked() - before).toBe(1);
    vi.setSystemTime(minute(1.1));
    expect((await ask(deps, '/api/clusters', bearer(token))).status).toBe(200);
    expect(tenant.asked() - before).toBe(2);
    const unknown = await tenant.token({}, { kid: 'third' }, signing);
    for (const _ of [1, 2, 3]) await ask(deps, '/api/clusters', bearer(unknown));
    expect(tenant.asked() - before).toBe(2);
  });

  test.each([
    ['the server answers 500', 500, undefined, 'they are not answered'],
    ['the server answers a redirect', 302, undefined, 'they are not answered'],
    ['the answer is no JSON', 200, '<html>', 'they are not answered'],
    ['the answer is something else', 200, '{"keys":7}', 'they are no key set'],
  ])('when %s, it is not the fault of the token', async (_when, status, body, reason) => {
    tenant.answer(status, body);
    const { host } = new URL(tenant.settings.authorityHost);
    const log: string[] = [];
    const answer = await ask(depsOfTenant(), '/api/clusters', { ...bearer(await tenant.token()), log });
    expect({ status: answer.status, retry: answer.headers['retry-after'] }).toEqual({
      status: 503,
      retry: '10',
    });
    expect(JSON.parse(answer.text)).toMatchObject({
      title: 'Service Unavailable',
      detail: `The signing keys of the tenant cannot be read (${reason}), so that no token can be checked. The app needs to reach ${host}.`,
    });
    expect(log).toEqual([expect.stringMatching(/^error: Request failed/)]);
  });

  test('after a failure they are left alone for a while, then they are asked for again', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: minute(0) });
    const deps = depsOfTenant();
    const before = tenant.asked();
    const given = bearer(await tenant.token());
    tenant.answer(500);
    for (const _ of [1, 2, 3]) expect((await ask(deps, '/api/clusters', given)).status).toBe(503);
    expect(tenant.asked() - before).toBe(1);
    tenant.answer(200);
    vi.setSystemTime(minute(0.2));
    expect((await ask(deps, '/api/clusters', given)).status).toBe(200);
  });

  test('a server that is not there is named by the reason of the connection', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo; // It listens on a port.
    await new Promise((resolve) => gone.close(resolve));
    const auth = authenticatorOf({ ...tenant.settings, authorityHost: `http://127.0.0.1:${port}` }, () =>
      minute(0),
    );
    const { status, text } = await ask(depsWith({ auth }), '/api/clusters', bearer(await tenant.token()));
    expect({ status, text }).toMatchObject({
      status: 503,
      text: expect.stringContaining('(ECONNREFUSED)') as unknown,
    });
  });
});

describe('in other clouds', () => {
  test.each([
    ['https://login.microsoftonline.us', `https://sts.windows.net/${tenantId}/`],
    ['https://login.microsoftonline.us', `https://login.microsoftonline.us/${tenantId}/v2.0`],
    ['https://login.chinacloudapi.cn', `https://sts.chinacloudapi.cn/${tenantId}/`],
    ['https://login.chinacloudapi.cn', `https://login.partner.microsoftonline.cn/${tenantId}/v2.0`],
    ['https://login.partner.microsoftonline.cn', `https://login.partner.microsoftonline.cn/${tenantId}/v2.0`],
  ])('%s issues as %s', async (authorityHost, iss) => {
    const keys = new URL(`/${tenantId}/discovery/v2.0/keys`, authorityHost).href;
    // Nobody of that name is asked in a test: what is asked for is answered by the tenant on loopback.
    const original = globalThis.fetch;
    const fetched = vi.spyOn(globalThis, 'fetch').mockImplementation((url, init) => {
      expect(url).toBe(keys);
      return original(`${tenant.settings.authorityHost}/${tenantId}/discovery/v2.0/keys`, init);
    });
    const auth = authenticatorOf({ ...tenant.settings, authorityHost }, () => minute(0));
    const { status } = await ask(depsWith({ auth }), '/api/clusters', bearer(await tenant.token({ iss })));
    fetched.mockRestore();
    expect(status).toBe(200);
  });
});

test('with function keys, a token is looked at by nobody', async () => {
  const deps = depsWith({ auth: functionKey });
  expect((await ask(deps, '/api/clusters', bearer('garbage'))).status).toBe(200);
});

async function signed(alg: 'RS512'): Promise<string> {
  const { privateKey } = await crypto.subtle.generateKey(
    {
      name: 'RSASSA-PKCS1-v1_5',
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
      hash: 'SHA-512',
    },
    true,
    ['sign', 'verify'],
  );
  return tenant.token({}, { alg }, privateKey);
}

async function signedBySecret(secret: Uint8Array<ArrayBuffer>): Promise<string> {
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  return tenant.token({}, { alg: 'HS256' }, key);
}

/** The same with another role in it. */
function changed(token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const text = Buffer.from(payload, 'base64url').toString().replace('"Reader"', '"Operator"');
  return [header, Buffer.from(text).toString('base64url'), signature].join('.');
}
