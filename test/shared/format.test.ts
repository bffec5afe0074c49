import { expect, test } from 'vitest';
import {
  countOf,
  formatBytes,
  formatCount,
  formatDuration,
  formatPercent,
  listInWords,
} from '../../src/shared/format.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1_234_567, '1,234,567'],
])('the count %d is %s', (value, text) => {
  expect(formatCount(value)).toBe(text);
});

test.each([
  [0, 'node', undefined, '0 nodes'],
  [1, 'node', undefined, '1 node'],
  [12_345, 'node', undefined, '12,345 nodes'],
  [2, 'policy', 'policies', '2 policies'],
])('%d of %s', (value, singular, plural, text) => {
  expect(countOf(value, singular, plural)).toBe(text);
});

test.each([
  [0, '0 bytes'],
  [1_023, '1023 bytes'],
  [1_024, '1 KiB'],
  [1_536, '1.5 KiB'],
  [6.1 * 1024 ** 3, '6.1 GiB'],
  [2 * 1024 ** 4, '2 TiB'],
  [5_000 * 1024 ** 4, '5000 TiB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0, '0 %'],
  [0.000_4, 'under 0.1 %'],
  [0.012_3, '1.2 %'],
  [0.01, '1 %'],
  [0.756, '76 %'],
  [1, '100 %'],
])('the ratio %d is %s', (ratio, text) => {
  expect(formatPercent(ratio)).toBe(text);
});

test.each([
  [-5, '0 s'],
  [59.9, '59 s'],
  [60, '1 min'],
  [3_599, '59 min'],
  [3_600, '1 h'],
  [11_100, '3 h 5 min'],
  [86_400, '1 d'],
  [187_200, '2 d 4 h'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
  [['a', 'b', 'c', 'd'], 'a, b, c and 1 more'],
  [['a', 'b', 'c', 'd', 'e'], 'a, b, c and 2 more'],
])('%j in words, three at most', (names, text) => {
  expect(listInWords(names, 3)).toBe(text);
});
