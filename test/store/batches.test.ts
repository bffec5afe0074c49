import { describe, expect, it } from 'vitest';
import type { Row } from '../../src/store/codec.ts';
import { batchesOf } from '../../src/store/table/batches.ts';

describe('batchesOf', () => {
  it.each([
    ['nothing', rows(0, 1), []],
    ['as many as one transaction takes', rows(100, 1), [100]],
    ['one more', rows(101, 1), [100, 1]],
    ['2,000 clusters', rows(2000, 500), Array.from({ length: 20 }, () => 100)],
    ['few but large', rows(5, 900_000), [2, 2, 1]],
    ['one that is larger than a batch', rows(3, 3_000_000), [1, 1, 1]],
  ])('%s', (_what, given, expected) => {
    const batches = [...batchesOf(given)];
    expect(batches.map(({ length }) => length)).toEqual(expected);
    expect(batches.flat()).toEqual(given);
  });
});

function rows(count: number, length: number): Row[] {
  const text = 'x'.repeat(length / 2);
  return Array.from({ length: count }, (_, index) => ({ partitionKey: 'p', rowKey: `${index}`, text }));
}
