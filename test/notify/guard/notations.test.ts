/** Addresses made up at random in every notation, against lists of ranges that are not the guard's own. */
import { BlockList } from 'node:net';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { guardOf } from '../../../src/notify/guard/guard-of.ts';

const guard = guardOf({
  privateHosts: [],
  lookup: async (name) => expect.fail(`"${name}" was taken for a name`),
});

/** https://www.iana.org/assignments/iana-ipv4-special-registry, and multicast, and Azure's wire server. */
const special4 = new BlockList();
for (const range of [
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24',
  '192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15',
  '198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 168.63.129.16/32',
]
  .join(' ')
  .split(' ')) {
  const [network = '', bits] = range.split('/');
  special4.addSubnet(network, Number(bits), 'ipv4');
}

const privateRanges: readonly (readonly [base: number, bits: number])[] = [
  [0x0a00_0000, 8],
  [0x7f00_0000, 8],
  [0xa9fe_0000, 16],
  [0xac10_0000, 12],
  [0xc0a8_0000, 16],
  [0x6440_0000, 10],
  [0xa83f_8110, 32],
];

/** An address in a range that is not public, as a number. */
const privateAddress = fc
  .tuple(fc.constantFrom(...privateRanges), fc.integer({ min: 0, max: 2 ** 24 - 1 }))
  .map(([[base, bits], host]) => base + (bits === 32 ? 0 : host % 2 ** (32 - bits)));

const octets = (address: number): readonly number[] =>
  [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff);
const dotted = (address: number): string => octets(address).join('.');
const hextets = (address: number): string =>
  `${(address >>> 16).toString(16)}:${(address & 0xffff).toString(16)}`;
const inDigits = (text: string, zero: number): string =>
  text.replaceAll(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

const notations: Readonly<Record<string, (address: number) => string>> = {
  dotted,
  trailingDot: (address) => `${dotted(address)}.`,
  decimal: String,
  octal: (address) => `0${address.toString(8)}`,
  hex: (address) => `0x${address.toString(16)}`,
  dottedHex: (address) =>
    octets(address)
      .map((octet) => `0x${octet.toString(16)}`)
      .join('.'),
  dottedOctal: (address) =>
    octets(address)
      .map((octet) => `00${octet.toString(8)}`)
      .join('.'),
  mixed: (address) =>
    `0x${(address >>> 24).toString(16)}.0${((address >>> 16) & 0xff).toString(8)}.${address & 0xffff}`,
  short: (address) => `${address >>> 24}.${address & 0xff_ffff}`,
  percent: (address) => dotted(address).replaceAll(/\d/g, (digit) => `%3${digit}`),
  fullWidth: (address) => inDigits(dotted(address), 0xff10).replaceAll('.', '\uff0e'),
  mathematical: (address) => inDigits(dotted(address), 0x1d7ce),
  mapped: (address) => `[::ffff:${dotted(address)}]`,
  mappedHex: (address) => `[0:0:0:0:0:FFFF:${hextets(address)}]`,
  compatible: (address) => `[::${hextets(address)}]`,
  translated: (address) => `[::ffff:0:${hextets(address)}]`,
  nat64: (address) => `[64:ff9b::${dotted(address)}]`,
  sixToFour: (address) => `[2002:${hextets(address)}::1]`,
  teredo: (address) => `[2001:0:4136:e378:8000:63bf:${hextets(~address >>> 0)}]`,
  isatap: (address) => `[2a00:1450:1:2:200:5efe:${dotted(address)}]`,
};

test('addresses that are not public are refused in every notation, without a lookup', async () => {
  await fc.assert(
    fc.asyncProperty(
      privateAddress,
      fc.constantFrom(...Object.keys(notations)),
      async (address, notation) => {
        const host = notations[notation]?.(address);
        expect(await guard.problemOf(`https://${host}/`)).toMatch(/^Nothing is sent to [\da-f.:]+: it is /);
      },
    ),
    { numRuns: 1000 },
  );
});

test('an IPv4 address may be sent to when no registry gives it to anything special', async () => {
  const nearBorders = fc
    .tuple(fc.constantFrom(...privateRanges), fc.integer({ min: -2, max: 2 }), fc.boolean())
    .map(([[base, bits], off, end]) => (base + (end ? 2 ** (32 - bits) : 0) + off) >>> 0);
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.integer({ min: 0, max: 2 ** 32 - 1 }), nearBorders), async (number) => {
      const address = dotted(number);
      // Of a cloud that we cannot be in, but those who are sent to may be.
      fc.pre(address !== '100.100.100.200');
      expect((await guard.problemOf(`https://${address}/`)) !== null).toBe(special4.check(address));
    }),
    { numRuns: 1000 },
  );
});

/** https://www.iana.org/assignments/iana-ipv6-special-registry within what is given out at all. */
const special6 = new BlockList();
for (const range of '2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20'.split(' ')) {
  const [network = '', bits] = range.split('/');
  special6.addSubnet(network, Number(bits), 'ipv6');
}
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

test('an IPv6 address may be sent to when it is given out and not special', async () => {
  const part = fc.integer({ min: 0, max: 0xffff });
  const first = fc.oneof(
    part,
    fc.constantFrom(0, 0x64, 0x2001, 0x2002, 0x2620, 0x3fff, 0xfc00, 0xfe80, 0xff02),
  );
  const second = fc.oneof(part, fc.constantFrom(0, 1, 0xdb8, 0x4f, 0xff9b));
  await fc.assert(
    fc.asyncProperty(
      first,
      second,
      fc.array(part, { minLength: 6, maxLength: 6 }),
      async (one, two, rest) => {
        const address = [one, two, ...rest].map((hextet) => hextet.toString(16)).join(':');
        fc.pre(!address.includes(':5efe:'));
        const may = globalUnicast.check(address, 'ipv6') && !special6.check(address, 'ipv6');
        expect((await guard.problemOf(`https://[${address}]/`)) === null).toBe(may);
      },
    ),
    { numRuns: 1000 },
  );
});
