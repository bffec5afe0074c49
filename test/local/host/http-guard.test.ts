import { expect, test } from 'vitest';
import { refusalOf } from '../../../local/host/http-guard.ts';

const local = 'localhost:7071';
const cases = [
  ['a read from this machine', 'GET', { host: local }, null],
  ['the address of IPv4', 'GET', { host: '127.0.0.1:7071' }, null],
  ['the address of IPv6', 'GET', { host: '[::1]:7071' }, null],
  ['a write from a command line, without an origin', 'POST', { host: local }, null],
  ['a write from our own page', 'POST', { host: local, origin: 'http://localhost:7071' }, null],
  ['a name that points here', 'GET', { host: 'rebind.example.com:7071' }, 421],
  ['a name that only starts like ours', 'GET', { host: 'localhost.example.com' }, 421],
  ['no name at all', 'GET', {}, 421],
  ['a write from a page of another origin', 'POST', { host: local, origin: 'https://example.com' }, 403],
  ['a write from another port', 'DELETE', { host: local, origin: 'http://localhost:3000' }, 403],
  ['a write from a page without an origin of its own', 'POST', { host: local, origin: 'null' }, 403],
] as const;

test.each(cases)('%s: %s %o gives %s', (_what, method, headers, status) => {
  expect(refusalOf(method, headers)?.status ?? null).toBe(status);
});
