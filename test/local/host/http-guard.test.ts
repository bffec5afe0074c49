import { expect, test } from 'vitest';
import { refusalOf } from '../../../local/host/http-guard.ts';

const cases = [
  ['the name of this machine', { host: 'localhost:7071' }, null],
  ['the address of IPv4', { host: '127.0.0.1:7071' }, null],
  ['the address of IPv6', { host: '[::1]:7071' }, null],
  ['a name that points here', { host: 'rebind.example.com:7071' }, 421],
  ['a name that only starts like ours', { host: 'localhost.example.com' }, 421],
  ['no name at all', {}, 421],
  [
    'a page of another origin, which the app decides about',
    { host: 'localhost', origin: 'https://a.example' },
    null,
  ],
] as const;

test.each(cases)('%s: %o gives %s', (_what, headers, status) => {
  expect(refusalOf(headers)?.status ?? null).toBe(status);
});
