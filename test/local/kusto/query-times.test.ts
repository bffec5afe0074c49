import { expect, test } from 'vitest';
import { parseAndBind } from '../../../local/kusto/language-service.ts';
import { withoutTimes, withTimes } from '../../../local/kusto/query-times.ts';
import { rows } from './run.ts';

const question = (first: string, second: string) =>
  `print A = datetime(${first}), B = datetime(${second}), C = "at ${first}"`;

test('queries that differ in their times each get their own', () => {
  const [spring, autumn, leap] = [
    '2026-03-01T00:00:00.000Z',
    '2026-11-24T03:04:05.678Z',
    '2028-02-29T23:59:59.999Z',
  ];
  expect(rows(question(spring, autumn))).toEqual([
    ['2026-03-01T00:00:00Z', '2026-11-24T03:04:05.678Z', `at ${spring}`],
  ]);
  expect(rows(question(leap, spring))).toEqual([
    ['2028-02-29T23:59:59.999Z', '2026-03-01T00:00:00Z', `at ${leap}`],
  ]);
});

test('a query with its times taken out and put back is the query', () => {
  const query = question('2026-03-01T00:00:00.000Z', '0001-01-01T00:00:00.000Z');
  const { text, times } = withoutTimes(query);
  expect(text).toHaveLength(query.length);
  expect(withTimes(parseAndBind(text, []), query, times)).toEqual(parseAndBind(query, []));
});

test('what only looks like a time is null, whichever query was analysed before', () => {
  expect(rows('print A = datetime(2026-03-01T00:00:00.000Z)')).toEqual([['2026-03-01T00:00:00Z']]);
  expect(rows('print A = datetime(2026-13-01T00:00:00.000Z)')).toEqual([[null]]);
});
