/** Every way to write an address that leads somewhere it must not: nothing is sent there, whatever the notation. */
import { expect, test } from 'vitest';
import { guardOf } from '../../../src/notify/guard/guard-of.ts';
import { privateHostProblem } from '../../../src/notify/guard/private-hosts.ts';
import { lookupOf } from '../../support/lookup.ts';

const guard = guardOf({ privateHosts: [], lookup: lookupOf({}) });

const notUrl = 'The address is not a URL; it must be like https://receiver.example.com/path.';
const notHttps =
  'The address does not begin with https://; it must be like https://receiver.example.com/path.';
const noHost = 'The address has no host; it must be like https://receiver.example.com/path.';
const badHost =
  'The host or port of the address is not valid; it must be like https://receiver.example.com/path.';
const badCharacters =
  'The address has a space, a line break, a control character or a backslash in it; write them as %20 and so on, or leave them out.';
const credentials =
  'The address has a user name or password before its host; leave out everything up to the @.';
const fragment = 'The address has a fragment (#…), which is never sent; leave it out.';

test.each([
  // Shape of the address.
  ['', notUrl],
  ['receiver.example.com/hook', notUrl],
  ['https:receiver.example.com', notUrl],
  ['https:/receiver.example.com', notUrl],
  ['http://receiver.example.com', notHttps],
  ['ftp://receiver.example.com', notHttps],
  ['file:///etc/passwd', notHttps],
  ['gopher://127.0.0.1:6379/_x', notHttps],
  ['https://', noHost],
  ['https:///path', noHost],
  ['https://?q', noHost],
  ['https://a.example:99999', badHost],
  ['https://a.example:-1', badHost],
  ['https://a.example:0/', 'The port of the address is 0; it must be from 1 to 65535.'],
  ['https://a b.example', badCharacters],
  [`https://a.example/${'x'.repeat(3000)}`, 'The address has 3018 characters; at most 2048 are allowed.'],
  // Who is the host? People, parsers and libraries disagree.
  ['https://user:secret@a.example/', credentials],
  ['https://a.example@127.0.0.1/', credentials],
  ['https://@a.example/', credentials],
  ['https://:@a.example/', credentials],
  [String.raw`https://a.example\@127.0.0.1/`, badCharacters],
  [String.raw`https:\\127.0.0.1`, badCharacters],
  ['https://a.ex\tample/', badCharacters],
  ['https://a.example/\r\nHost: b', badCharacters],
  ['https://a.example/#@127.0.0.1', fragment],
  ['https://a.example#', fragment],
  ['https://a.example%00.b.example/', badHost],
  ['https://a.example%2f@b/', credentials],
  ['https://[fe80::1%25eth0]/', badHost],
  ['https://[::1/', badHost],
  // Names that lead into this machine or its network.
  [
    'https://localhost/',
    'Nothing is sent there: "localhost" is this machine itself. Use a public address, or add "localhost" to the setting NOTIFY_PRIVATE_HOSTS.',
  ],
  [
    'https://LOCALHOST:8443/',
    'Nothing is sent there: "localhost" is this machine itself. Use a public address, or add "localhost" to the setting NOTIFY_PRIVATE_HOSTS.',
  ],
  [
    'https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/',
    'Nothing is sent there: "localhost" is this machine itself. Use a public address, or add "localhost" to the setting NOTIFY_PRIVATE_HOSTS.',
  ],
  [
    'https://x.localhost/',
    'Nothing is sent there: "x.localhost" is this machine itself. Use a public address, or add "x.localhost" to the setting NOTIFY_PRIVATE_HOSTS.',
  ],
  [
    'https://localhost./',
    'Nothing is sent there: the host "localhost." ends with a full stop; leave it out. Use a public address, or add "localhost." to the setting NOTIFY_PRIVATE_HOSTS.',
  ],
  [
    'https://kubernetes/',
    'Nothing is sent there: "kubernetes" is not a full name, like receiver.example.com. Use a public address, or add "kubernetes" to the setting NOTIFY_PRIVATE_HOSTS.',
  ],
  [
    'https://nobody.example/',
    'The name nobody.example is not known (ENOTFOUND). Check its spelling and the DNS of this app.',
  ],
])('%j: %s', async (url, problem) => {
  expect(await guard.problemOf(url)).toBe(problem);
});

const never = (host: string, why: string): string =>
  `Nothing is sent to ${host}: it is ${why}. Use a public address.`;
const unlessAllowed = (host: string, why: string): string =>
  `Nothing is sent to ${host}: it is ${why}. Use a public address, or add "${host}" to the setting NOTIFY_PRIVATE_HOSTS.`;
const loopback = 'a loopback address (127.0.0.0/8)';
const privateRange = 'a private address (10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16)';
const linkLocal = 'a link-local address (169.254.0.0/16 or fe80::/10)';
const platform = 'an address of the cloud platform itself (metadata, keys, identity)';

test.each([
  // One address in all its notations.
  ['127.0.0.1', unlessAllowed('127.0.0.1', loopback)],
  ['127.0.0.1.', unlessAllowed('127.0.0.1', loopback)],
  ['127.1', unlessAllowed('127.0.0.1', loopback)],
  ['127.0.1', unlessAllowed('127.0.0.1', loopback)],
  ['2130706433', unlessAllowed('127.0.0.1', loopback)],
  ['017700000001', unlessAllowed('127.0.0.1', loopback)],
  ['0177.0.0.01', unlessAllowed('127.0.0.1', loopback)],
  ['0x7f000001', unlessAllowed('127.0.0.1', loopback)],
  ['0x7f.0x0.0x0.0x1', unlessAllowed('127.0.0.1', loopback)],
  ['0X7F.1', unlessAllowed('127.0.0.1', loopback)],
  ['%31%32%37.0.0.1', unlessAllowed('127.0.0.1', loopback)],
  ['１２７.０.０.１', unlessAllowed('127.0.0.1', loopback)],
  ['127。0。0。1', unlessAllowed('127.0.0.1', loopback)],
  ['①②⑦.⓪.⓪.①', unlessAllowed('127.0.0.1', loopback)],
  ['[::ffff:127.0.0.1]', unlessAllowed('::ffff:7f00:1', loopback)],
  ['[0:0:0:0:0:FFFF:7F00:0001]', unlessAllowed('::ffff:7f00:1', loopback)],
  ['[::127.0.0.1]', never('::7f00:1', 'an address that nobody was given')],
  ['[::ffff:0:127.0.0.1]', never('::ffff:0:7f00:1', 'a translated IPv4 address (SIIT)')],
  ['[64:ff9b::127.0.0.1]', never('64:ff9b::7f00:1', 'a translated IPv4 address (NAT64)')],
  ['[64:ff9b:1::127.0.0.1]', never('64:ff9b:1::7f00:1', 'a translated IPv4 address (NAT64)')],
  ['[2002:7f00:1::]', never('2002:7f00:1::', 'a tunnel to an IPv4 address (6to4)')],
  [
    '[2001:0:4136:e378:8000:63bf:80ff:fffe]',
    never('2001:0:4136:e378:8000:63bf:80ff:fffe', 'a tunnel to an IPv4 address (Teredo)'),
  ],
  ['[2a00:1450::5efe:127.0.0.1]', never('2a00:1450::5efe:7f00:1', 'a tunnel to an IPv4 address (ISATAP)')],
  // The cloud platform, and what else is near.
  ['169.254.169.254', never('169.254.169.254', platform)],
  ['2852039166', never('169.254.169.254', platform)],
  ['0xa9fea9fe', never('169.254.169.254', platform)],
  ['[::ffff:a9fe:a9fe]', never('::ffff:a9fe:a9fe', platform)],
  ['168.63.129.16', never('168.63.129.16', platform)],
  ['0xa83f8110', never('168.63.129.16', platform)],
  ['100.100.100.200', never('100.100.100.200', platform)],
  ['[fd00:ec2::254]', never('fd00:ec2::254', platform)],
  ['[fd00:0ec2:0:0:0:0:0:254]', never('fd00:ec2::254', platform)],
  ['[fd20:ce::254]', never('fd20:ce::254', platform)],
  ['169.254.130.1', never('169.254.130.1', linkLocal)],
  // Ranges.
  ['0.0.0.0', never('0.0.0.0', 'no address of anybody (0.0.0.0/8 or ::)')],
  ['0', never('0.0.0.0', 'no address of anybody (0.0.0.0/8 or ::)')],
  ['[::]', never('::', 'no address of anybody (0.0.0.0/8 or ::)')],
  ['10.0.0.5', unlessAllowed('10.0.0.5', privateRange)],
  ['172.31.255.255', unlessAllowed('172.31.255.255', privateRange)],
  ['192.168.1.1', unlessAllowed('192.168.1.1', privateRange)],
  ['100.64.0.1', unlessAllowed('100.64.0.1', 'a shared address behind a carrier (100.64.0.0/10)')],
  ['192.0.2.1', never('192.0.2.1', 'a reserved address')],
  ['198.51.100.1', never('198.51.100.1', 'a reserved address')],
  ['203.0.113.1', never('203.0.113.1', 'a reserved address')],
  ['198.18.0.1', never('198.18.0.1', 'a reserved address')],
  ['224.0.0.1', never('224.0.0.1', 'a multicast address')],
  ['240.0.0.1', never('240.0.0.1', 'a reserved address')],
  ['255.255.255.255', never('255.255.255.255', 'the broadcast address')],
  ['[::1]', unlessAllowed('::1', 'a loopback address (::1)')],
  ['[fc00::1]', unlessAllowed('fc00::1', 'a private address (fc00::/7)')],
  ['[fe80::1]', never('fe80::1', linkLocal)],
  ['[fec0::1]', never('fec0::1', 'a reserved address')],
  ['[ff02::1]', never('ff02::1', 'a multicast address')],
  ['[100::1]', never('100::1', 'a reserved address')],
  ['[2001:db8::1]', never('2001:db8::1', 'a reserved address')],
  ['[3fff::1]', never('3fff::1', 'a reserved address')],
  ['[4000::1]', never('4000::1', 'an address that nobody was given')],
])('https://%s/ is refused, by itself and as the address of a name', async (host, problem) => {
  expect(await guard.problemOf(`https://${host}:8443/hook?key=secret`)).toBe(problem);

  const shown = /^Nothing is sent to (\S+): it is (.*)\. Use/.exec(problem);
  const behindName = guardOf({ privateHosts: [], lookup: lookupOf({ 'a.example': [shown?.[1] ?? ''] }) });
  expect(await behindName.problemOf('https://a.example/hook?key=secret')).toContain(
    `Nothing is sent to a.example: it leads to ${shown?.[2]}.`,
  );
});

test.each([
  ['https://receiver.example/'],
  ['https://RECEIVER.example:8443/hooks/1?key=a%20b&c=@'],
  ['https://bücher.example/'],
  ['https://xn--bcher-kva.example/'],
  ['https://8.8.8.8/'],
  ['https://134744072/'],
  ['https://[2a00:1450:4001:80b::200e]/'],
  ['https://[::ffff:8.8.8.8]/'],
])('%s may be sent to', async (url) => {
  const lookup = lookupOf({
    'receiver.example': ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
    'xn--bcher-kva.example': ['93.184.215.14'],
  });
  expect(await guardOf({ privateHosts: [], lookup }).problemOf(url)).toBe(null);
});

test('a name with one public and one private address is refused, in whichever order', async () => {
  const lookup = lookupOf({
    'first.example': ['93.184.215.14', '10.0.0.5'],
    'second.example': ['10.0.0.5', '93.184.215.14'],
    'odd.example': ['0x7f.1'],
    'zone.example': ['fe80::1%eth0'],
    'none.example': [],
  });
  const asked = guardOf({ privateHosts: [], lookup });

  expect([
    await asked.problemOf('https://first.example'),
    await asked.problemOf('https://second.example'),
    await asked.problemOf('https://odd.example'),
    await asked.problemOf('https://zone.example'),
    await asked.problemOf('https://none.example'),
  ]).toEqual([
    `Nothing is sent to first.example: it leads to ${privateRange}. Use a public address, or add "first.example" to the setting NOTIFY_PRIVATE_HOSTS.`,
    `Nothing is sent to second.example: it leads to ${privateRange}. Use a public address, or add "second.example" to the setting NOTIFY_PRIVATE_HOSTS.`,
    'Nothing is sent to odd.example: it leads to what is no IP address. Use a public address.',
    `Nothing is sent to zone.example: it leads to ${linkLocal}. Use a public address.`,
    'The name none.example has no address. Check its spelling.',
  ]);
});

test('hosts that people allow may be private, but never the platform, nor without https', async () => {
  const asked = guardOf({
    privateHosts: [
      'Hooks.Corp.example',
      'localhost',
      '10.1.2.3',
      '[fd12::7]',
      'meta.example',
      '169.254.169.254',
    ],
    lookup: lookupOf({
      'hooks.corp.example': ['10.9.9.9', 'fd12::1'],
      localhost: ['127.0.0.1', '::1'],
      'by-address.example': ['10.1.2.3'],
      'meta.example': ['169.254.169.254'],
    }),
  });

  expect(
    await Promise.all([
      asked.problemOf('https://hooks.corp.example/'),
      asked.problemOf('https://localhost:8443/'),
      asked.problemOf('https://10.1.2.3/'),
      asked.problemOf('https://[::ffff:10.1.2.3]/'),
      asked.problemOf('https://[fd12:0::7]/'),
      asked.problemOf('https://by-address.example/'),
      asked.problemOf('http://hooks.corp.example/'),
      asked.problemOf('https://sub.hooks.corp.example/'),
      asked.problemOf('https://10.1.2.4/'),
      asked.problemOf('https://meta.example/'),
      asked.problemOf('https://169.254.169.254/'),
    ]),
  ).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
    notHttps,
    'The name sub.hooks.corp.example is not known (ENOTFOUND). Check its spelling and the DNS of this app.',
    unlessAllowed('10.1.2.4', privateRange),
    `Nothing is sent to meta.example: it leads to ${platform}. Use a public address.`,
    never('169.254.169.254', platform),
  ]);
});

test.each([
  ['hooks.corp.example.com', null],
  ['10.20.30.40', null],
  ['fd12::7', null],
  ['bücher.example', null],
  ['https://hooks.example', 'exact name'],
  ['hooks.example:8443', 'exact name'],
  ['hooks.example/path', 'exact name'],
  ['*.corp.example', 'exact name'],
  ['10.0.0.0/8', 'exact name'],
  ['fe80::1%eth0', 'exact name'],
  ['169.254.169.254', `that is ${platform}: nothing is ever sent there. Leave it out.`],
  ['0xa83f8110', `that is ${platform}: nothing is ever sent there. Leave it out.`],
])('NOTIFY_PRIVATE_HOSTS with %s', (entry, problem) => {
  expect(privateHostProblem(entry)).toEqual(problem === null ? null : expect.stringContaining(problem));
});

test('addresses of hosts for other protocols are checked in the same way', async () => {
  const asked = guardOf({
    privateHosts: ['relay.corp.example'],
    lookup: lookupOf({
      'smtp.example': ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
      'relay.corp.example': ['10.0.0.25'],
      'bad.example': ['10.0.0.25'],
    }),
  });
  const { signal } = new AbortController();

  expect(await asked.pin('SMTP.example', signal)).toBe('93.184.215.14');
  expect(await asked.pin('relay.corp.example', signal)).toBe('10.0.0.25');
  expect(await asked.pin('2a00:1450::25', signal)).toBe('2a00:1450::25');
  await expect(asked.pin('bad.example', signal)).rejects.toThrow('it leads to a private address');
  await expect(asked.pin('127.1', signal)).rejects.toThrow('Nothing is sent to 127.0.0.1');
  await expect(asked.pin('a@b', signal)).rejects.toThrow(
    'The host is not valid; it must be like mail.example.com.',
  );
});
