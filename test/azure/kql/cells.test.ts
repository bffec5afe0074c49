import { expect, test } from 'vitest';
import { z } from 'zod';
import { countCell, listCell, realOrNothingCell, timeCell } from '../../../src/azure/kql/cells.ts';

test.each([
  ['a date of the client', new Date('2026-11-24T03:00:00Z')],
  ['text of the service, to the tick', '2026-11-24T03:00:00.0000000Z'],
])('a time may be %s', (_what, cell) => {
  expect(timeCell.parse(cell)).toBe('2026-11-24T03:00:00.000Z');
});

test.each([
  ['text of the plain service', '[1,2]'],
  ['a list of the client', [1, 2]],
])('a list may be %s', (_what, cell) => {
  expect(listCell(countCell).parse(cell)).toEqual([1, 2]);
});

test.each([
  [1.5, 1.5],
  [null, null],
  ['NaN', null],
])('a percentile of %j is %j', (cell, value) => {
  expect(realOrNothingCell.parse(cell)).toBe(value);
});

test.each([
  ['a count below zero', countCell, -1],
  ['a count as text', countCell, '7'],
  ['a list that is no JSON', listCell(z.string()), '[1'],
  ['a list that is none', listCell(z.string()), '{}'],
  ['a time that is none', timeCell, 'yesterday'],
])('%s is refused', (_what, schema, cell) => {
  expect(schema.safeParse(cell).success).toBe(false);
});
