import { expect, test } from 'vitest';
import { runQuery } from '../../../local/kusto/interpreter.ts';
import { logAnalyticsRows } from '../../../local/kusto/wire.ts';
import { now, rows } from './run.ts';

/** Two clients, one of which was once slow; the first latency is missing. */
const requests = `datatable(Client: string, Verb: string, Ms: long)[
  "a", "list", 10, "b", "get", 20, "a", "get", 30, "a", "list", long(null), "b", "list", 900]`;

test('where keeps rows whose condition is true: null counts as false', () => {
  expect(rows(`${requests} | where Ms > 15 | project Client, Ms`)).toEqual([
    ['b', 20],
    ['a', 30],
    ['b', 900],
  ]);
  expect(rows(`${requests} | where not(Ms > 15) | project Ms`)).toEqual([[10]]);
});

test('extend computes from the columns that come in, also those it replaces', () => {
  expect(runQuery('datatable(a: long, b: long)[1, 10] | extend a = a + b, c = a', [], now)).toEqual({
    columns: [
      { name: 'a', type: 'long' },
      { name: 'b', type: 'long' },
      { name: 'c', type: 'long' },
    ],
    rows: [[11, 10, 1]],
  });
});

test('names that the binder makes up go to their expressions', () => {
  expect(runQuery('print x = "A" | extend tolower(x), strlen(x)', [], now)).toEqual({
    columns: [
      { name: 'x', type: 'string' },
      { name: 'Column1', type: 'string' },
      { name: 'strlen_x', type: 'long' },
    ],
    rows: [['A', 'a', 1]],
  });
});

test('columns are chosen, renamed and reordered', () => {
  const table = 'datatable(a: long, b: long, c: long)[1, 2, 3]';
  const answer = (operator: string) => {
    const { columns, rows } = runQuery(`${table} | ${operator}`, [], now);
    return [columns.map(({ name }) => name).join(' '), ...rows];
  };
  expect(answer('project c, sum = a + b')).toEqual(['c sum', [3, 3]]);
  expect(answer('project-away b')).toEqual(['a c', [1, 3]]);
  expect(answer('project-keep c, a')).toEqual(['a c', [1, 3]]);
  expect(answer('project-rename z = b')).toEqual(['a z c', [1, 2, 3]]);
  expect(answer('project-reorder c, a')).toEqual(['c a b', [3, 1, 2]]);
});

test('summarize without by gives one row also of no rows, with by it gives none', () => {
  const nothing = `${requests} | where Ms == 1`;
  expect(rows(`${nothing} | summarize count() by Client`)).toEqual([]);
  // https://learn.microsoft.com/en-us/kusto/query/summarize-operator#aggregates-default-values
  expect(
    rows(`${nothing} | summarize count(), countif(Ms > 1), dcount(Ms), sum(Ms), stdev(Ms), avg(Ms), min(Ms),
      max(Client), percentile(Ms, 50), make_list(Ms), make_set(Ms), take_any(Ms)`),
  ).toEqual([[0, 0, 0, 0, 0, 'NaN', null, '', null, [], [], null]]);
});

test('aggregates pass nulls over, but count counts rows', () => {
  expect(
    rows(`${requests} | where Client == "a"
      | summarize count(), dcount(Ms), sum(Ms), avg(Ms), min(Ms), max(Ms), make_list(Ms), percentile(Ms, 100)`),
  ).toEqual([[3, 2, 40, 20, 10, 30, [10, 30], 30]]);
});

test('groups are made of every key, and keys come first', () => {
  expect(rows(`${requests} | summarize n = count(), Ms = sum(Ms) by Client, Verb`)).toEqual([
    ['a', 'list', 2, 10],
    ['b', 'get', 1, 20],
    ['a', 'get', 1, 30],
    ['b', 'list', 1, 900],
  ]);
});

test('null and the same moment in other digits are groups like any other', () => {
  expect(
    rows(`datatable(t: datetime)[datetime(2026-01-01), datetime(null), datetime(2026-01-01T00:00:00.000Z), datetime(null)]
      | summarize count() by t`),
  ).toEqual([
    ['2026-01-01T00:00:00Z', 2],
    [null, 2],
  ]);
});

test('aggregates take part in expressions', () => {
  expect(
    rows(`${requests} | summarize share = round(1.0 * countif(Verb == "list") / count(), 2) by Client`),
  ).toEqual([
    ['a', 0.67],
    ['b', 0.5],
  ]);
});

// https://learn.microsoft.com/en-us/kusto/query/percentiles-aggregation-function: "nearest-rank percentile".
// Ranks of five values: 50 % of 5 is 2.5, so the third; 99 % is 4.95, so the fifth; 20 % is exactly the first.
test('a percentile is the value of the nearest rank, never one in between', () => {
  const five = 'datatable(x: long)[35, 20, 15, 50, 40]';
  expect(rows(`${five} | summarize percentiles(x, 0, 5, 20, 30, 40, 50, 99, 100)`)).toEqual([
    [15, 15, 15, 20, 20, 35, 50, 50],
  ]);
  expect(rows('range x from 1 to 200 step 1 | summarize percentile(x, 99), percentile(x, 99.5)')).toEqual([
    [198, 199],
  ]);
  expect(rows('datatable(d: timespan)[1s, 3s, 2s] | summarize percentile(d, 50)')).toEqual([['00:00:02']]);
});

// 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squares 32, of a sample 32 / 7.
test('variance and stdev are those of a sample', () => {
  expect(
    rows('datatable(x: long)[2, 4, 4, 4, 5, 5, 7, 9] | summarize round(variance(x), 6), round(stdev(x), 6)'),
  ).toEqual([[4.571429, 2.13809]]);
});

test('the forms with if count only rows whose condition is true', () => {
  expect(
    rows(`${requests} | summarize countif(Ms > 15), sumif(Ms, Client == "b"), avgif(Ms, Client == "a"),
      minif(Ms, Ms > 15), maxif(Ms, Ms < 900), dcountif(Client, Ms > 100), make_list_if(Ms, Client == "b", 1),
      make_set_if(Verb, Client == "b")`),
  ).toEqual([[3, 920, 20, 20, 30, 1, [20], ['get', 'list']]]);
});

test('lists and sets end at the size that is asked for', () => {
  expect(
    rows(`${requests} | sort by Ms asc nulls last
      | summarize make_list(Ms, 3), make_list_with_nulls(Ms), make_set(Verb, 1), make_bag(bag_pack(Verb, Ms))`),
  ).toEqual([[[10, 20, 30], [10, 20, 30, 900, null], ['list'], { list: 10, get: 20 }]]);
});

test('arg_max brings other columns of the row, the first of several and never one with null', () => {
  expect(rows(`${requests} | summarize arg_max(Ms, Verb) by Client`)).toEqual([
    ['a', 30, 'get'],
    ['b', 900, 'list'],
  ]);
  expect(runQuery(`${requests} | summarize arg_min(Ms, *) by Verb`, [], now)).toEqual({
    columns: [
      { name: 'Verb', type: 'string' },
      { name: 'Ms', type: 'long' },
      { name: 'Client', type: 'string' },
    ],
    rows: [
      ['list', 10, 'a'],
      ['get', 20, 'b'],
    ],
  });
});

test('averages of times are times', () => {
  expect(rows('datatable(d: timespan)[1s, 2s, timespan(null)] | summarize avg(d), sum(d), max(d)')).toEqual([
    ['00:00:01.5000000', '00:00:03', '00:00:02'],
  ]);
});

test('distinct leaves one of equal rows', () => {
  expect(rows(`${requests} | distinct Client`)).toEqual([['a'], ['b']]);
  expect(rows('datatable(a: long, b: string)[1, "x", 1, "x", 1, "y"] | distinct *')).toEqual([
    [1, 'x'],
    [1, 'y'],
  ]);
});

// https://learn.microsoft.com/en-us/kusto/query/sort-operator
test('sort is descending by itself; nulls are last then, and first when ascending', () => {
  const table = 'datatable(x: real)[2.0, real(null), 1.0, real(nan), 3.0]';
  const sorted = (order: string) => rows(`${table} | sort by x ${order}`).flat();
  expect(sorted('')).toEqual([3, 2, 1, 'NaN', null]);
  expect(sorted('asc')).toEqual([null, 'NaN', 1, 2, 3]);
  expect(sorted('asc nulls last')).toEqual([1, 2, 3, 'NaN', null]);
  expect(sorted('desc nulls first')).toEqual([null, 'NaN', 3, 2, 1]);
});

test('sort by several keys, each with its own direction; equal rows keep their order', () => {
  expect(rows(`${requests} | order by Client asc, Ms | project Client, Ms`)).toEqual([
    ['a', 30],
    ['a', 10],
    ['a', null],
    ['b', 900],
    ['b', 20],
  ]);
  expect(rows(`${requests} | sort by Client | project Ms`).flat()).toEqual([20, 900, 10, 30, null]);
});

test('top takes the greatest, nulls last, and of equals the first', () => {
  expect(rows(`${requests} | top 2 by Ms | project Ms`)).toEqual([[900], [30]]);
  expect(rows(`${requests} | top 1 by Ms asc | project Ms`)).toEqual([[null]]);
  expect(rows(`${requests} | top 3 by Client asc | project Ms`)).toEqual([[10], [30], [null]]);
});

test('take, limit and count', () => {
  expect(rows(`${requests} | take 2 | project Ms`)).toEqual([[10], [20]]);
  expect(rows(`${requests} | limit 0`)).toEqual([]);
  expect(rows(`${requests} | count`)).toEqual([[5]]);
});

// https://learn.microsoft.com/en-us/kusto/query/mv-expand-operator
test('mv-expand gives a row for each element, none for an empty array and one for null', () => {
  const table =
    'datatable(id: long, d: dynamic)[1, dynamic([5, "x"]), 2, dynamic([]), 3, dynamic(null), 4, dynamic({"a": 1, "b": 2})]';
  expect(rows(`${table} | mv-expand d`)).toEqual([
    [1, 5],
    [1, 'x'],
    [3, null],
    [4, { a: 1 }],
    [4, { b: 2 }],
  ]);
  expect(rows(`${table} | mv-expand n = d to typeof(long) | where id == 1 | project n`)).toEqual([
    [5],
    [null],
  ]);
  expect(rows(`${table} | mv-expand d limit 1 | project id`)).toEqual([[1], [3], [4]]);
});

test('mv-expand of several columns goes in parallel', () => {
  expect(
    rows(
      'print a = dynamic([1, 2]), k = dynamic({"x": 1}) | mv-expand a, name = bag_keys(k) to typeof(string)',
    ),
  ).toEqual([
    [1, { x: 1 }, 'x'],
    [2, { x: 1 }, ''],
  ]);
});

test('row_number, row_cumsum, prev and next look at the rows around', () => {
  expect(
    rows(`${requests} | where isnotnull(Ms) | sort by Client asc, Ms desc
      | extend rank = row_number(1, prev(Client) != Client), before = prev(Ms), after = next(Ms, 1, 0), sum = row_cumsum(Ms)
      | project Client, Ms, rank, before, after, sum`),
  ).toEqual([
    ['a', 30, 1, null, 10, 30],
    ['a', 10, 2, 30, 900, 40],
    ['b', 900, 1, 10, 20, 940],
    ['b', 20, 2, 900, 0, 960],
  ]);
});

test('partition runs the subquery for each value', () => {
  expect(
    rows(`${requests} | partition hint.strategy=native by Client (top 1 by Ms | project Client, Ms)`),
  ).toEqual([
    ['a', 30],
    ['b', 900],
  ]);
});

test('union puts subqueries one after the other, whatever order their columns have', () => {
  expect(
    runQuery(
      `union
(
datatable(a: long, b: string)[1, "x", 2, ""]
| project a, b
),
(
datatable(c: string, d: long)["y", 3, "z", 4]
| where d > 3
| project b = c, a = d
),
(datatable(a: long, b: string)[long(null), "x"])
| extend n = strlen(b)`,
      [],
      now,
    ),
  ).toEqual({
    columns: [
      { name: 'a', type: 'long' },
      { name: 'b', type: 'string' },
      { name: 'n', type: 'long' },
    ],
    rows: [
      [1, 'x', 1],
      [2, '', 0],
      [4, 'z', 1],
      [null, 'x', 1],
    ],
  });
});

test('what follows a union sees the rows of all its subqueries', () => {
  expect(
    rows(`union (${requests} | where Ms > 15), (${requests} | where Client == "a")
      | summarize Requests = count(), Ms = sum(Ms) by Client | order by Client asc`),
  ).toEqual([
    ['a', 4, 70],
    ['b', 2, 920],
  ]);
});

const log = {
  name: 'Log',
  columns: [
    { name: 'TimeGenerated', type: 'datetime' },
    { name: 'User', type: 'dynamic' },
    { name: 'Verb', type: 'string' },
    { name: 'Count', type: 'long' },
  ],
  rows: [
    { TimeGenerated: '2026-01-01T00:00:00.123456Z', User: { username: 'eve' }, Verb: 'get', Count: 3 },
    { TimeGenerated: new Date('2026-01-01T00:00:01Z'), User: 'not-an-object' },
  ],
};

test('rows are read by column name; what is absent is null, and empty in a string', () => {
  expect(rows('Log', log)).toEqual([
    ['2026-01-01T00:00:00.123456Z', { username: 'eve' }, 'get', 3],
    ['2026-01-01T00:00:01Z', 'not-an-object', '', null],
  ]);
});

test('rows may also come as arrays, from a source that is read once', () => {
  function* once() {
    yield ['2026-01-01', null, 'list', 7];
  }
  expect(rows('Log | project Verb, Count', { ...log, rows: once() })).toEqual([['list', 7]]);
});

test('a table is read no further than it is needed', () => {
  let read = 0;
  function* endless() {
    for (;;) {
      read += 1;
      yield { Verb: 'get' };
    }
  }
  expect(rows('Log | where Verb == "get" | take 3 | project Verb', { ...log, rows: endless() })).toHaveLength(
    3,
  );
  expect(read).toBe(3);
});

test('Log Analytics writes a dynamic as JSON text, and a text in it bare', () => {
  expect(logAnalyticsRows(runQuery('Log | project User, Count', [log], now))).toEqual([
    ['{"username":"eve"}', 3],
    ['not-an-object', null],
  ]);
});
