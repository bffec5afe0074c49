import { expect, test } from 'vitest';
import { rowCache } from '../../../local/sample/azure/row-cache.ts';

/** What is read, and how many rows had to be made for all of it so far. */
function counting(mostRows: number) {
  const cache = rowCache<number>(mostRows);
  let made = 0;
  function* rows(count: number) {
    for (let row = 0; row < count; row += 1) {
      made += 1;
      yield row;
    }
  }
  return {
    read: (key: string, count: number) => [...cache(key, () => rows(count))],
    first(key: string, count: number) {
      const [row] = cache(key, () => rows(count));
      return row;
    },
    made: () => made,
  };
}

test('rows are made once', () => {
  const cache = counting(10);
  expect([cache.read('a', 3), cache.read('a', 3)]).toEqual([
    [0, 1, 2],
    [0, 1, 2],
  ]);
  expect(cache.made()).toBe(3);
});

test('who reads the first row has only that one made, and nothing is kept of it', () => {
  const cache = counting(10);
  expect(cache.first('a', 1_000_000)).toBe(0);
  expect(cache.made()).toBe(1);
  expect(cache.read('a', 2)).toEqual([0, 1]);
});

test('what was asked for longest ago makes room', () => {
  const cache = counting(6);
  cache.read('a', 3);
  cache.read('b', 3);
  cache.read('a', 3);
  cache.read('c', 3);
  expect(cache.made()).toBe(9);
  cache.read('a', 3);
  expect(cache.made()).toBe(9);
  cache.read('b', 3);
  expect(cache.made()).toBe(12);
});

test('more rows than there is room for are given and not kept', () => {
  const cache = counting(6);
  cache.read('a', 3);
  expect(cache.read('b', 7)).toHaveLength(7);
  cache.read('b', 7);
  cache.read('a', 3);
  expect(cache.made()).toBe(17);
});
