/** The helper that looks for secrets finds them: else every test that uses it proves nothing. */
import { expect, test } from 'vitest';
import { expectNoLeak, seenWhile } from '../support/notify-leaks.ts';

const secret = 'p/+="w\u00fcord&1 of 2';

test.each([
  ['in the clear', `sent to https://x/${secret}`],
  ['URL-encoded', `path=${encodeURIComponent(secret)}`],
  ['as a form', new URLSearchParams({ key: secret }).toString()],
  ['JSON-escaped', JSON.stringify({ key: secret })],
  ['HTML-escaped', 'p/&#43;=&quot;w\u00fcord&amp;1 of 2'],
  ['in base64 at any byte', Buffer.from(`12${secret}, and more`).toString('base64')],
  ['in base64url', Buffer.from(`1${secret}`).toString('base64url')],
  ['in hex', Buffer.from(secret).toString('hex').toUpperCase()],
])('a secret is found %s', (_how, text) => {
  expect(() => expectNoLeak({ secrets: [secret], texts: ['nothing here', text] })).toThrow();
});

test('what holds none passes', () => {
  expect(() =>
    expectNoLeak({ secrets: [secret], texts: ['x.example answered 500.', 'word 1 of 2'] }),
  ).not.toThrow();
});

test('answers, errors with all their causes, and what is printed meanwhile are seen', async () => {
  const answered = await seenWhile(async () => {
    console.warn('sending', { to: 'the-log' });
    return { ok: false, detail: 'the-answer' };
  });
  const thrown = await seenWhile(() => {
    throw new Error('outer', { cause: new AggregateError([new Error('the-cause')], 'several') });
  });

  expect(answered.texts.join('\n')).toMatch(/the-log[^]*the-answer/);
  expect(thrown.texts.join('\n')).toMatch(/the-cause/);
});
