import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Property, StoredRow } from '../../src/store/codec.ts';
import { UnreadableRow, bodyOf, checked, double, readRow, valueIn } from '../../src/store/codec.ts';

describe('bodyOf and valueIn', () => {
  it('keep short values readable', () => {
    expect(bodyOf('audit', { a: 1 })).toEqual({ audit: '{"a":1}' });
  });

  it('split long values into binary chunks below 64 KiB, and put them together again', () => {
    const value = incompressible(200_000);
    const body = bodyOf('audit', value);
    expect(Object.keys(body)).toEqual(['audit0', 'audit1', 'audit2']);
    for (const chunk of Object.values(body)) {
      expect(chunk).toBeInstanceOf(Uint8Array);
      expect(chunk).toSatisfy((bytes: Uint8Array) => bytes.byteLength < 64 * 1024);
    }
    expect(valueIn('audit', body)).toBe(value);
  });

  it('give any JSON back', () => {
    const values = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });
    fc.assert(
      fc.property(values, (value) => {
        expect(valueIn('x', bodyOf('x', value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('know a missing body from one that holds null', () => {
    expect(valueIn('x', {})).toBeUndefined();
    expect(valueIn('x', bodyOf('x', null))).toBeNull();
  });
});

describe('readRow', () => {
  const readers = {
    1: (properties: StoredRow['properties']) => checked(z.string(), valueIn('x', properties)),
  };
  const read = (properties: Record<string, unknown>) => readRow('Audits', rowWith(properties), readers);

  it('reads the version it knows', () => {
    expect(read({ v: 1, x: '"text"' })).toBe('text');
  });

  it('reads each version by its own reader, and calls newer what is newer than the newest of them', () => {
    const both = { 1: () => 'first', 3: () => 'third' };
    expect([1, 3].map((v) => readRow('Latest', rowWith({ v }), both))).toEqual(['first', 'third']);
    expect(() => readRow('Latest', rowWith({ v: 4 }), both)).toThrow('this program knows none after 3.');
    expect(() => readRow('Latest', rowWith({ v: 2 }), both)).toThrow('it has no version of ours (2).');
  });

  it.each([
    ['a later version', { v: 2, x: '"text"' }, true, /has version 2.*Deploy the version that wrote it/],
    ['no version', { x: '"text"' }, false, /no version of ours/],
    ['a version that is text', { v: '1', x: '"text"' }, false, /no version of ours/],
    ['a body that is not ours', { v: 1, x: '17' }, false, /expected string/],
    ['a body that is no JSON', { v: 1, x: '{"cut' }, false, /JSON/],
    ['no body', { v: 1 }, false, /expected string/],
    ['chunks that are no gzip', { v: 1, x0: new Uint8Array([1, 2, 3]) }, false, /header/],
    ['chunks of which one is missing', withoutChunk(1), false, /unexpected end|incorrect/],
  ])('names table and keys for %s', (_what, properties, newer, why) => {
    expect(() => read(properties)).toThrow(UnreadableRow);
    expect(() => read(properties)).toThrow(expect.objectContaining({ newer }));
    expect(() => read(properties)).toThrow(why);
    expect(() => read(properties)).toThrow('The row Audits/prod-1/8640 cannot be read: ');
  });
});

describe('checked', () => {
  it('keeps what the schema does not know: a later version may have added it', () => {
    expect(checked(z.object({ a: z.number() }), { a: 1, later: true })).toEqual({ a: 1, later: true });
  });
});

describe('double', () => {
  it('is written so that whole and large numbers stay what they are', () => {
    expect([0, 100, 2 ** 31, 0.1 + 0.2].map(double)).toEqual([
      { type: 'Double', value: '0' },
      { type: 'Double', value: '100' },
      { type: 'Double', value: '2147483648' },
      { type: 'Double', value: '0.30000000000000004' },
    ]);
  });
});

function rowWith(properties: Record<string, unknown>): StoredRow {
  return { partitionKey: 'prod-1', rowKey: '8640', etag: 'W/"1"', properties };
}

function withoutChunk(index: number): Record<string, unknown> {
  const body: Record<string, Property> = bodyOf('x', incompressible(200_000));
  return { v: 1, ...body, [`x${index}`]: undefined };
}

function incompressible(length: number): string {
  let state = 1;
  const letter = (): string => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return String.fromCharCode(32 + ((state >>> 16) % 90));
  };
  return Array.from({ length }, letter).join('');
}
