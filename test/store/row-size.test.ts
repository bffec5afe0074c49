import { describe, expect, it } from 'vitest';
import type { Row } from '../../src/store/codec.ts';
import { RowTooLarge, fits, requireFits, sizeOf } from '../../src/store/row-size.ts';

const keys = { partitionKey: 'p', rowKey: 'r' };
const mebibyte = 1024 * 1024;

describe('fits', () => {
  it.each([
    ['a row of a few columns', { ...keys, a: 1, b: 'text', c: new Date(0), d: undefined }, true],
    ['text of 32 Ki characters', { ...keys, a: 'x'.repeat(32 * 1024) }, true],
    ['text of one more', { ...keys, a: 'x'.repeat(32 * 1024 + 1) }, false],
    ['252 columns beside the keys and the timestamp', { ...keys, ...columns(252, 'x') }, true],
    ['253 columns', { ...keys, ...columns(253, 'x') }, false],
    ['columns that are not set', { ...keys, ...columns(300, undefined) }, true],
    ['binary of 700 KiB', { ...keys, ...columns(7, new Uint8Array(100 * 1024)) }, true],
    ['binary that passes 1 MiB in base64', { ...keys, ...columns(8, new Uint8Array(100 * 1024)) }, false],
    ['text of 16 × 30 Ki characters', { ...keys, ...columns(16, 'x'.repeat(30 * 1024)) }, true],
    ['text of 18 × 30 Ki characters', { ...keys, ...columns(18, 'x'.repeat(30 * 1024)) }, false],
    ['text that JSON escapes', { ...keys, ...columns(8, '\u0001'.repeat(30 * 1024)) }, false],
  ] satisfies [string, Row, boolean][])('%s: %#', (_what, row, expected) => {
    expect(fits(row)).toBe(expected);
    expect(sizeOf(row) <= mebibyte || !expected).toBe(true);
  });
});

describe('requireFits', () => {
  it('names table, keys and size', () => {
    const row = { ...keys, a: new Uint8Array(mebibyte) };
    expect(() => requireFits('Audits', row)).toThrow(RowTooLarge);
    expect(() => requireFits('Audits', row)).toThrow(
      /^The row Audits\/p\/r cannot be stored: it has \d{7} bytes; a row has at most 1048576\.$/,
    );
  });
});

function columns<T>(count: number, value: T): Record<string, T> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`c${index}`, value]));
}
