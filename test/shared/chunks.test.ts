import { expect, test } from 'vitest';
import { inChunks } from '../../src/shared/chunks.ts';

test.each([
  [[], []],
  [[1], [[1]]],
  [[1, 2], [[1, 2]]],
  [
    [1, 2, 3, 4, 5],
    [[1, 2], [3, 4], [5]],
  ],
])('%j comes in parts of two', (items: readonly number[], parts) => {
  expect(inChunks(items, 2)).toEqual(parts);
});
