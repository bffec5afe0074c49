import { expect, test } from 'vitest';
import { computed, rows, values } from './run.ts';

function expectValues(expected: Readonly<Record<string, unknown>>): void {
  expect(computed(expected)).toEqual(expected);
}

// https://learn.microsoft.com/en-us/kusto/query/numerical-operators
test('longs divide without a rest, a real on either side makes a real', () => {
  expectValues({ '7 / 2': 3, '-7 / 2': -3, '7 / 2.0': 3.5, 'real(7) / 2': 3.5, 'int(7) / 2': 3 });
});

test('a long divided by zero is null and a real is infinite', () => {
  expectValues({ '1 / 0': null, '1 % 0': null, '1.0 / 0': 'Infinity', '0.0 / 0': 'NaN' });
});

// The example of the page above.
test('modulo is never negative', () => {
  expectValues({ '14 % 12': 2, '-14 % 12': 10, '14 % -12': 2, '-14 % -12': 10 });
});

test('a long that is too great wraps around', () => {
  expectValues({
    'tostring(9223372036854775807 + 1)': '-9223372036854775808',
    'tostring(9223372036854775807)': '9223372036854775807',
  });
});

// https://learn.microsoft.com/en-us/kusto/query/datetime-timespan-arithmetic
test('times add, subtract and scale', () => {
  expectValues({
    'datetime(2026-01-02) - datetime(2026-01-01 23:00)': '01:00:00',
    'datetime(2026-01-02) + 1h': '2026-01-02T01:00:00Z',
    '1h / 5m': 12,
    '(datetime(2026-01-01T00:00:00.0015Z) - datetime(2026-01-01)) / 1ms': 1.5,
    '3 * 1m': '00:03:00',
    '1m * 1.5': '00:01:30',
    '1h / 2': '00:30:00',
    '-90s': '-00:01:30',
  });
});

// https://learn.microsoft.com/en-us/kusto/query/scalar-data-types/null-values
test('null equals neither null nor anything else, and is in no order', () => {
  expectValues({
    'long(null) == long(null)': null,
    'long(null) != long(null)': null,
    '1 == long(null)': false,
    '1 != long(null)': true,
    'long(null) > 1': null,
    'long(null) + 1': null,
    'not(long(null) > 1)': null,
    'long(null) > 1 and false': false,
    'long(null) > 1 or true': true,
    'long(null) > 1 and true': null,
    'isnull(long(null))': true,
    'isnull("")': false,
    'isempty("")': true,
    'isnotempty(" ")': true,
    'isempty(long(null))': true,
  });
});

test('numbers compare by value, and strings with or without case', () => {
  expectValues({
    '1 == 1.0': true,
    '9007199254740993 > 9007199254740992.0': true,
    '"a" == "A"': false,
    '"a" =~ "A"': true,
    '"a" !~ "A"': false,
    'datetime(2026-01-01) < datetime(2026-01-02)': true,
    'real(nan) == real(nan)': false,
  });
});

// https://learn.microsoft.com/en-us/kusto/query/datatypes-string-operators
test('has finds whole terms, contains finds any part', () => {
  expectValues({
    '"KustoExplorerQueryRun" has "Explorer"': false,
    '"KustoExplorerQueryRun" contains "explorer"': true,
    '"North-America" has "america"': true,
    '"North-America" has_cs "america"': false,
    '"node_lease" has "lease"': true,
    '"failed calling webhook \\"a.b\\"" has "calling webhook"': true,
    '"recalling webhook" has "calling webhook"': false,
    '"North America" hasprefix "ame"': true,
    '"North America" hassuffix "ica"': true,
    '"abc" !has "ab"': true,
    '"a-b c" has_any ("x", "b")': true,
    '"a-b c" has_any (dynamic(["x", "y"]))': false,
    '"a-b c" has_all ("a", "c")': true,
  });
});

test('other text operators, with and without case', () => {
  expectValues({
    '"Fabrikam" startswith "fab"': true,
    '"Fabrikam" startswith_cs "fab"': false,
    '"Fabrikam" !startswith "x"': true,
    '"Fabrikam" endswith "KAM"': true,
    '"Fabrikam" contains_cs "KAM"': false,
    '"Fabrikam" matches regex "b.*k"': true,
    '"a" in ("a", "b")': true,
    '"A" in ("a", "b")': false,
    '"A" in~ ("a", "b")': true,
    '"A" !in~ ("a", "b")': false,
    '2 in (dynamic([1, 2]))': true,
    '5 between (1 .. 5)': true,
    '6 !between (1 .. 5)': true,
    'datetime(2026-01-05) between (datetime(2026-01-01) .. 4d)': true,
  });
});

// https://learn.microsoft.com/en-us/kusto/query/bin-function
test('bin rounds down, also below zero, and spans count from the beginning of the calendar', () => {
  expectValues({
    'bin(7, 5)': 5,
    'bin(-7, 5)': -10,
    'bin(4.5, 1)': 4,
    'bin(-1.5, 1.0)': -2,
    'bin(datetime(2026-01-02T03:04:05.1234567Z), 5m)': '2026-01-02T03:00:00Z',
    // 2026-01-02 is a Friday; day 0 is a Monday.
    'bin(datetime(2026-01-02), 7d)': '2025-12-29T00:00:00Z',
    'bin(16d, 7d)': '14.00:00:00',
    'bin(-1h, 7h)': '-07:00:00',
    'bin(7, 0)': null,
    'bin(long(null), 5)': null,
  });
});

// https://learn.microsoft.com/en-us/kusto/query/datetime-diff-function has these very examples.
test('datetime_diff counts the boundaries between two moments', () => {
  expectValues({
    "datetime_diff('year', datetime(2017-01-01), datetime(2000-12-31))": 17,
    "datetime_diff('quarter', datetime(2017-07-01), datetime(2017-03-30))": 2,
    "datetime_diff('month', datetime(2017-01-01), datetime(2015-12-30))": 13,
    "datetime_diff('week', datetime(2017-10-29 00:00), datetime(2017-09-30 23:59))": 5,
    "datetime_diff('day', datetime(2017-10-29 00:00), datetime(2017-09-30 23:59))": 29,
    "datetime_diff('hour', datetime(2017-10-31 01:00), datetime(2017-10-30 23:59))": 2,
    "datetime_diff('minute', datetime(2017-10-30 23:05:01), datetime(2017-10-30 23:00:59))": 5,
    "datetime_diff('second', datetime(2017-10-30 23:00:10.100), datetime(2017-10-30 23:00:00.900))": 10,
  });
});

test('now is the moment the query is run with', () => {
  expectValues({
    'now()': '2026-01-02T03:04:05.678Z',
    'ago(1d)': '2026-01-01T03:04:05.678Z',
    'startofday(now())': '2026-01-02T00:00:00Z',
    'unixtime_milliseconds_todatetime(1500)': '1970-01-01T00:00:01.5Z',
    'unixtime_seconds_todatetime(1.5)': '1970-01-01T00:00:01.5Z',
  });
});

// https://learn.microsoft.com/en-us/kusto/query/scalar-data-types/dynamic
test('members and elements of a dynamic; what is not there is null', () => {
  const bag = 'dynamic({"user": {"username": "eve"}, "a.b/c": 1, "list": [1, "x", null]})';
  expectValues({
    [`${bag}.user.username`]: 'eve',
    [`${bag}["a.b/c"]`]: 1,
    [`${bag}.list[1]`]: 'x',
    [`${bag}.list[-3]`]: 1,
    [`${bag}.list[9]`]: null,
    [`${bag}.user.none.deeper`]: null,
    'parse_json("{\\"user\\":{}}").user[0]': null,
    [`isnull(${bag}.list[2])`]: true,
    [`tostring(${bag}.none)`]: '',
    [`${bag}.user.username == "eve"`]: true,
    [`${bag}.user.username == "EVE"`]: false,
    [`${bag}["a.b/c"] == 1`]: true,
    [`${bag}.list[1] == 1`]: false,
    [`${bag}.user.username has "eve"`]: true,
    [`bag_keys(${bag})`]: ['user', 'a.b/c', 'list'],
    [`array_length(${bag}.list)`]: 3,
    'array_length(parse_json("{}"))': null,
  });
});

// https://learn.microsoft.com/en-us/kusto/query/parse-json-function
test('text that is no JSON becomes a dynamic string without members', () => {
  expectValues({
    'parse_json("{\\"verb\\":\\"ge")': '{"verb":"ge',
    'isnull(parse_json("{\\"verb\\":\\"ge").verb)': true,
    'parse_json("")': null,
    'tostring(parse_json("{\\"n\\":9007199254740993}").n)': '9007199254740993',
    'todynamic("[1,2]")[1]': 2,
  });
});

test('casts give null where nothing can be read', () => {
  expectValues({
    'tolong("42")': 42,
    'tolong("4.2")': null,
    'tolong("0x1F")': 31,
    'tolong(2.9)': 2,
    'tolong(true)': 1,
    'toint("2147483648")': null,
    'tolong(dynamic({"a": "7"}).a)': 7,
    'todouble("1e3")': 1000,
    'toreal("x")': null,
    'tobool("TRUE")': true,
    'tobool("maybe")': null,
    'todatetime("2026-01-02T03:04:05.1234567Z")': '2026-01-02T03:04:05.1234567Z',
    'todatetime("2026-13-02")': null,
    'totimespan("1.02:03:04.5")': '1.02:03:04.5000000',
  });
});

test('tostring writes each type its own way', () => {
  expectValues({
    'tostring(42)': '42',
    'tostring(1.5)': '1.5',
    'tostring(true)': 'true',
    'tostring(datetime(2026-01-02))': '2026-01-02T00:00:00.0000000Z',
    'tostring(1h)': '01:00:00',
    'tostring(dynamic({"a":[1,"x",null,true]}))': '{"a":[1,"x",null,true]}',
    'tostring(dynamic("x"))': 'x',
    'tostring(long(null))': '',
    'strcat("a", 1, 1s)': 'a100:00:01',
  });
});

test('functions of text', () => {
  expectValues({
    'strlen("naïve")': 5,
    'substring("hello", 1, 3)': 'ell',
    'substring("hello", -3, 2)': 'll',
    'substring("hello", 9)': '',
    'split("a_b__c", "_")': ['a', 'b', '', 'c'],
    'split("a_b", "_", 1)': ['b'],
    'tolower("ABC")': 'abc',
    'toupper("abc")': 'ABC',
    'strcat_delim("-", "a", 1)': 'a-1',
    'replace_string("a.b.c", ".", "$&")': 'a$&b$&c',
    'indexof("abcabc", "c", 3)': 5,
    'indexof("abc", "x")': -1,
    // https://learn.microsoft.com/en-us/kusto/query/countof-function
    'countof("aaa", "aa")': 2,
    'countof("abcabc", "a.c", "regex")': 2,
  });
});

test('functions with a regular expression', () => {
  expectValues({
    "extract(@'([0-9]+)ms', 1, 'total 812ms')": '812',
    "extract(@'([0-9.]+)ms', 1, '812.3ms', typeof(real))": 812.3,
    "extract('x(.)', 1, 'abc')": '',
    "extract('x(.)', 1, 'abc', typeof(long))": null,
    "extract('(?i)A(b)', 0, 'ab')": 'ab',
    "extract_all('([a-z])([0-9])', 'a1b2')": [
      ['a', '1'],
      ['b', '2'],
    ],
    "extract_all('([0-9])', 'a1b2')": ['1', '2'],
    "extract_all('(x)', 'a')": null,
    "replace_regex('a1', '([a-z])([0-9])', @'\\2$\\1')": '1$a',
    "trim('[-]', '--a-b--')": 'a-b',
    "trim_start('-', '--a--')": 'a--',
    "trim_end('-', '--a--')": '--a',
  });
});

test('functions that choose', () => {
  expectValues({
    'iff(true, 1, 2.5)': 1,
    'iff(bool(null), "yes", "no")': 'no',
    'case(1 > 2, "a", 2 > 1, "b", "c")': 'b',
    'case(false, "a", "c")': 'c',
    'coalesce(long(null), 3, 4)': 3,
    'coalesce("", "x")': 'x',
    'min_of(3, 1, 2)': 1,
    'max_of(1.5, real(null))': 1.5,
  });
});

test('functions of arrays and bags', () => {
  expectValues({
    'array_slice(dynamic([1, 2, 3, 4]), 1, 2)': [2, 3],
    'array_slice(dynamic([1, 2, 3, 4]), -2, -1)': [3, 4],
    'array_concat(dynamic([1]), dynamic([2, 3]))': [1, 2, 3],
    'array_sort_asc(dynamic([3, null, 1.5]))': [1.5, 3, null],
    'array_sort_desc(dynamic(["a", "c", "b"]))': ['c', 'b', 'a'],
    'array_reverse(dynamic([1, 2]))': [2, 1],
    'array_index_of(dynamic([5, 6]), 6)': 1,
    'set_has_element(dynamic(["a", "b"]), "b")': true,
    'set_has_element(dynamic([1]), 2)': false,
    'pack_array(1, "x", 1h)': [1, 'x', '01:00:00'],
    'bag_pack("a", 1, "b", datetime(2026-01-01))': { a: 1, b: '2026-01-01T00:00:00.0000000Z' },
    'bag_merge(dynamic({"a": 1}), dynamic({"a": 2, "b": 3}))': { a: 1, b: 3 },
    'bag_has_key(dynamic({"a": null}), "a")': true,
    'strcat_array(dynamic([1, "x"]), "-")': '1-x',
  });
});

test('functions of numbers', () => {
  expectValues({
    'round(2.5)': 3,
    'round(-2.5)': -3,
    'round(1.005, 2)': 1.01,
    'round(1234.5, -2)': 1200,
    'abs(-3)': 3,
    'abs(-1.5)': 1.5,
    'ceiling(1.2)': 2,
    'sqrt(9.0)': 3,
    'log10(1000.0)': 3,
    'sign(-2)': -1,
    'isnan(real(nan))': true,
    'isfinite(1.0 / 0)': false,
  });
});

test('literals in all their forms', () => {
  expectValues({
    '0x10': 16,
    '1e2': 100,
    '"a" \'b\' @"\\c"': 'ab\\c',
    'time(1.02:03:04)': '1.02:03:04',
    'timespan(2)': '2.00:00:00',
    '1.5h': '01:30:00',
    '10ticks': '00:00:00.0000010',
    'datetime(2026-01-02T03:04:05.1234567Z)': '2026-01-02T03:04:05.1234567Z',
    'datetime(null)': null,
    'dynamic({"a": [1, 2.5, -3, null, true, "x"]})': { a: [1, 2.5, -3, null, true, 'x'] },
  });
});

test('let names scalars, and toscalar takes them from a table', () => {
  expect(
    rows(`let limit = 2;
      let numbers = range n from 1 to 5 step 1;
      let greatest = toscalar(numbers | summarize max(n));
      numbers | where n > limit and n < greatest`),
  ).toEqual([[3], [4]]);
});

test('a datetime keeps its 100 nanoseconds through arithmetic', () => {
  expect(values('datetime(2026-01-01T00:00:00.0000007Z) - datetime(2026-01-01T00:00:00.0000004Z)')).toEqual([
    '00:00:00.0000003',
  ]);
});
