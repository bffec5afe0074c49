import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../src/shared/clean-text.ts';

describe('text from outside', () => {
  it.each([
    ['plain words', 20, 'plain words'],
    [' two\r\n  lines\t', 20, 'two lines'],
    ['\u001B[31mred\u0007', 20, '[31mred'],
    ['left\u202Eright\u200Bzero', 20, 'left right zero'],
    ['line\u2028separator\u0085next', 30, 'line separator next'],
    ['123456', 5, '1234…'],
    ['12345', 5, '12345'],
    ['😀😀😀', 2, '😀…'],
    ['\uD83D alone', 20, 'alone'],
    ['', 5, ''],
  ])('%j within %i characters is %j', (text, most, expected) => {
    expect(cleanText(text, most)).toBe(expected);
  });

  it('is never longer than asked for and never breaks a line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 50 }), (text, most) => {
        const clean = cleanText(text, most);
        expect(Array.from(clean).length).toBeLessThanOrEqual(most);
        expect(clean).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
