/** What the platform says of who asks. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { platform } from '../../../src/http/auth/platform.ts';
import { hostileText } from '../../support/hostile.ts';

const of = (principal: unknown) => encoded(JSON.stringify(principal));
const encoded = (text: string) => Buffer.from(text).toString('base64');
const asking = (principal: string) => ({
  url: 'https://auditor.example.com/',
  headers: new Headers({ 'x-ms-client-principal': principal }),
});

const long = {
  role: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role',
  name: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
  id: 'http://schemas.microsoft.com/identity/claims/objectidentifier',
};

test.each([
  [
    'the names that Entra gives claims',
    [
      { typ: 'oid', val: 'a-person' },
      { typ: 'preferred_username', val: 'person@example.com' },
      { typ: 'roles', val: 'Reader' },
    ],
    {},
    { name: 'person@example.com', id: 'a-person', role: 'Reader' },
  ],
  [
    'the names that the platform gives them',
    [
      { typ: long.id, val: 'a-person' },
      { typ: long.name, val: 'person@example.com' },
      { typ: 'name', val: 'A person' },
      { typ: long.role, val: 'Reader' },
      { typ: long.role, val: 'Operator' },
    ],
    { name_typ: long.name, role_typ: long.role },
    { name: 'person@example.com', id: 'a-person', role: 'Operator' },
  ],
  [
    'a claim that only looks like a role',
    [
      { typ: 'groups', val: 'Operator' },
      { typ: 'Roles', val: 'Operator' },
      { typ: 'roles', val: 'operator' },
    ],
    {},
    { name: 'unnamed', id: null, role: null },
  ],
  [
    'a name that is somebody else’s idea',
    [{ typ: 'name', val: `\u202e${'x'.repeat(200)}` }],
    {},
    { name: `${'x'.repeat(119)}…`, id: null, role: null },
  ],
  ['no claims', [], {}, { name: 'unnamed', id: null, role: null }],
])('%s', async (_what, claims, types, caller) => {
  expect(await platform.authenticate(asking(of({ auth_typ: 'aad', ...types, claims })))).toEqual(caller);
});

test.each([
  ['nothing', ''],
  ['no base64', '%%%'],
  ['no JSON', encoded('{')],
  ['no object', encoded('null')],
  ['no claims', of({ auth_typ: 'aad' })],
  ['claims that are none', of({ claims: [{ typ: 'roles', val: { Operator: true } }] })],
  ['roles beside the claims', of({ userRoles: ['Operator'], roles: ['Operator'] })],
])('%s is nobody', async (_what, header) => {
  await expect(platform.authenticate(asking(header))).rejects.toMatchObject({ status: 401 });
});

test('whatever the header holds, it is a caller without a role or a 401', async () => {
  const value = fc.oneof(
    fc.stringMatching(/^[ -~]{0,40}$/),
    fc.json().map(encoded),
    fc.array(fc.record({ typ: hostileText, val: hostileText })).map((claims) => of({ claims })),
  );
  await fc.assert(
    fc.asyncProperty(value, async (header) => {
      const caller = await platform.authenticate(asking(header)).catch((error: unknown) => error);
      expect(caller).toEqual(
        caller instanceof Error
          ? expect.objectContaining({ status: 401 })
          : expect.objectContaining({ role: null }),
      );
    }),
  );
});
