import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { decodeMessage } from '../../../local/host/queue-message.ts';

test('every text comes back from its base64', () => {
  assert(
    property(string({ unit: 'grapheme' }), (text) => {
      const wellFormed = text.toWellFormed();
      expect(decodeMessage(Buffer.from(wellFormed).toString('base64'), true)).toBe(wellFormed);
    }),
  );
});

const notBase64 = ['plain words', '{"a":1}', 'YWJj\n', 'YWJ', 'YW=j', '=', 'YWJj====', 'YWJ-'];
test.each(notBase64)('%j is not base64', (text) => {
  expect(decodeMessage(text, true)).toBeNull();
});

test('without an encoding the text is taken as it is', () => {
  expect(decodeMessage('plain words', false)).toBe('plain words');
});
