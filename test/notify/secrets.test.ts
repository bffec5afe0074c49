import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { newSigningSecret, sealerOf, secretKeysOf, signingSecretProblem } from '../../src/notify/secrets.ts';
import { UsageError } from '../../src/shared/errors.ts';
import { expectNoLeak, seenWhile } from '../support/notify-leaks.ts';

const [key, otherKey] = [randomBytes(32), randomBytes(32)];
const sealer = sealerOf([key]);

test('what is sealed is opened again, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (secret, purpose) => {
      expect(sealer.open(sealer.seal(secret, purpose), purpose)).toBe(secret);
    }),
  );
});

test('what is stored is never the same twice, and does not hold the secret', () => {
  const secret = 'https://receiver.example.com/hooks/4f5d8e?sig=Zm9vYmFy';
  const [first, second] = [sealer.seal(secret, 'url'), sealer.seal(secret, 'url')];

  expect(first).toMatch(/^s1\.[0-9a-f]{16}\.[\w-]+$/);
  expect(first).not.toBe(second);
  expectNoLeak({ secrets: [secret, key.toString('base64')], texts: [first, second] });
});

test('after a rotation of the key, what was sealed before is still opened, and sealed anew by the new one', () => {
  const before = sealer.seal('old', 'url');
  const rotated = sealerOf([otherKey, key]);

  expect(rotated.open(before, 'url')).toBe('old');
  expect(sealerOf([otherKey]).open(rotated.seal('new', 'url'), 'url')).toBe('new');
});

test.each([
  [
    'sealed for something else',
    'wh-2 url',
    (sealed: string) => sealed,
    /changed in the storage, or belongs to another/,
  ],
  ['changed', 'wh-1 url', (sealed: string) => replaceAt(sealed, -3), /changed in the storage/],
  [
    'of a key that claims to be ours',
    'wh-1 url',
    (sealed: string) => sealed.replace(/\.[^.]+\./, '.0123456789abcdef.'),
    /neither WEBHOOK_SECRET_KEY nor WEBHOOK_SECRET_KEY_PREVIOUS. Set WEBHOOK_SECRET_KEY_PREVIOUS to the key of before/,
  ],
  ['cut off', 'wh-1 url', (sealed: string) => sealed.slice(0, 30), /is not sealed/],
  ['of another version', 'wh-1 url', (sealed: string) => `s2${sealed.slice(2)}`, /is not sealed/],
  ['not sealed at all', 'wh-1 url', () => 'https://receiver.example.com', /is not sealed/],
])(
  'what is %s is not opened, and the error does not hold the secret',
  async (_what, purpose, change, sentence) => {
    const secret = 'whsec_bm90IGEgc2VjcmV0IGF0IGFsbCwgcmVhbGx5';
    const sealed = change(sealer.seal(secret, 'wh-1 url'));
    const open = (): string => sealer.open(sealed, purpose);

    expect(open).toThrow(UsageError);
    expect(open).toThrow(sentence);
    const { texts } = await seenWhile(async () => open());
    expectNoLeak({ secrets: [secret, sealed], texts });
  },
);

test('every byte of what is stored counts', () => {
  const sealed = sealer.seal('secret', 'url');
  fc.assert(
    fc.property(fc.nat(sealed.length - 2), (index) => {
      expect(() => sealer.open(replaceAt(sealed, index), 'url')).toThrow(UsageError);
    }),
  );
});

/** Another letter than the one that is there. */
function replaceAt(text: string, index: number): string {
  const at = index < 0 ? text.length + index : index;
  return `${text.slice(0, at)}${text[at] === 'a' ? 'b' : 'a'}${text.slice(at + 1)}`;
}

test('keys are read from the settings, and what is wrong is said without quoting them', () => {
  const [good, previous] = [key.toString('base64'), otherKey.toString('base64')];
  const remedy = 'It must be 32 random bytes in base64, as made by: openssl rand -base64 32.';

  expect([
    secretKeysOf(null, null),
    secretKeysOf(good, null),
    secretKeysOf(good, previous),
    secretKeysOf(good, good),
    secretKeysOf(null, previous),
    secretKeysOf('correct horse battery staple', 'c2hvcnQ='),
    secretKeysOf(key.toString('hex'), null),
    secretKeysOf(` ${good}`, null),
  ]).toEqual([
    { keys: null, problems: [] },
    { keys: [key], problems: [] },
    { keys: [key, otherKey], problems: [] },
    { keys: [key], problems: [] },
    {
      keys: null,
      problems: [
        'WEBHOOK_SECRET_KEY_PREVIOUS is set, but WEBHOOK_SECRET_KEY is not. Set WEBHOOK_SECRET_KEY to a new key: openssl rand -base64 32.',
      ],
    },
    {
      keys: null,
      problems: [
        `WEBHOOK_SECRET_KEY is not base64. ${remedy}`,
        `WEBHOOK_SECRET_KEY_PREVIOUS has 5 bytes. ${remedy}`,
      ],
    },
    { keys: null, problems: [`WEBHOOK_SECRET_KEY has 48 bytes. ${remedy}`] },
    { keys: null, problems: [`WEBHOOK_SECRET_KEY is not base64. ${remedy}`] },
  ]);
});

test('a new signing secret is one that Standard Webhooks takes', () => {
  const secret = newSigningSecret();

  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(newSigningSecret()).not.toBe(secret);
  expect(signingSecretProblem(secret)).toBe(null);
  expect(new Webhook(secret).sign('id', new Date(0), '{}')).toMatch(/^v1,/);
});

test.each([
  ['', /does not begin with whsec_/],
  [randomBytes(32).toString('base64'), /does not begin with whsec_/],
  ['whsec_', /has 0 bytes/],
  ['whsec_not base64!', /is not base64/],
  [`whsec_${randomBytes(23).toString('base64')}`, /has 23 bytes/],
  [`whsec_${randomBytes(65).toString('base64')}`, /has 65 bytes/],
])('the signing secret %j is no good', (secret, sentence) => {
  expect(signingSecretProblem(secret)).toMatch(sentence);
  expect(signingSecretProblem(secret)).toContain('echo "whsec_$(openssl rand -base64 32)"');
});
