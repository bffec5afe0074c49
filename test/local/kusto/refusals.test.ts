import { expect, test } from 'vitest';
import { KustoError, UnsupportedQueryError } from '../../../local/kusto/errors.ts';
import { parseAndBind } from '../../../local/kusto/language-service.ts';
import { rows } from './run.ts';

const schema = {
  name: 'Log',
  columns: [
    { name: 'Verb', type: 'string' },
    { name: 'n', type: 'long' },
    { name: 'd', type: 'dynamic' },
  ],
};

function refusal(query: string): unknown {
  try {
    rows(query, { ...schema, rows: [] });
    return 'none';
  } catch (error) {
    if (!(error instanceof KustoError)) throw error;
    const { kind, code, message, line, position } = error;
    return { kind, code, message, line, position };
  }
}

test('a table or column that does not exist is a semantic error in the words of the service', () => {
  expect(refusal('Nowhere\n| where Verb == "get"')).toEqual({
    kind: 'SemanticError',
    code: 'SEM0100',
    message: "'where' operator: Failed to resolve table or column expression named 'Nowhere'",
    line: 1,
    position: 1,
  });
  expect(refusal('Log\n| where Stage == "x"')).toEqual({
    kind: 'SemanticError',
    code: 'SEM0100',
    message: "'where' operator: Failed to resolve scalar expression named 'Stage'",
    line: 2,
    position: 9,
  });
});

test('a table that is missing in a union is named with its place', () => {
  expect(
    refusal('union\n(\nLog\n| project Verb\n),\n(\nNowhere\n| where n > 1\n| project Verb\n)\n| count'),
  ).toEqual({
    kind: 'SemanticError',
    code: 'SEM0100',
    message: "'where' operator: Failed to resolve table or column expression named 'Nowhere'",
    line: 7,
    position: 1,
  });
});

test('names of columns are told apart by case', () => {
  expect(refusal('Log | project verb')).toMatchObject({ kind: 'SemanticError', position: 15 });
});

test('text that is no query is a syntax error with its place', () => {
  expect(refusal('Log\n| where Verb ==')).toEqual({
    kind: 'SyntaxError',
    code: 'SYN0002',
    message: 'Query could not be parsed: Missing expression',
    line: 2,
    position: 16,
  });
});

test.each([
  ['Log | where n == "1"', 'Cannot compare values of types long and string. Try adding explicit casts'],
  ['Log | where d == d', 'Cannot compare values of types dynamic and dynamic. Try adding explicit casts'],
  ['Log | where n in ("1")', 'Cannot compare values of types long and string. Try adding explicit casts'],
  [
    'Log | extend x = d.a + 1',
    "Arithmetic expression cannot be carried-out between 'dynamic' and 'long': operator '+'",
  ],
  [
    'Log | summarize count() by d',
    "'summarize' operator: The value of type 'dynamic' is not allowed in this context.",
  ],
  ['Log | where Verb matches regex "("', "'matches regex': invalid regular expression ("],
])('%s needs a cast or a change', (query, message) => {
  expect(refusal(query)).toMatchObject({ kind: 'SemanticError', message });
});

test.each([
  ['Log\n| join kind=inner (Log) on Verb', 'the operator join (line 2, position 3)'],
  ['Log | make-series count() on n from 1 to 2 step 1', 'the operator make-series (line 1, position 7)'],
  ['Log | extend x = hash(Verb)', 'the function hash() (line 1, position 18)'],
  ['Log | summarize hll(n)', 'the function hll() (line 1, position 17)'],
  ['let f = (x: long) { x + 1 }; Log | extend x = f(n)', 'functions made by let (line 1, position 9)'],
  ['union kind=inner (Log), (Log)', 'the parameter kind of union (line 1, position 7)'],
  ['union withsource=Name (Log), (Log)', 'the parameter withsource of union (line 1, position 7)'],
  ['union isfuzzy=true (Log), (Log)', 'the parameter isfuzzy of union (line 1, position 7)'],
  ['union Lo*', 'union without ( … ) (line 1, position 7)'],
  ['union (Log), Log', 'union without ( … ) (line 1, position 14)'],
  ['Log | union (Log)', 'union after a pipe (line 1, position 7)'],
  ['union (Log), (Log | project n)', 'union of subqueries with different columns (line 1, position 14)'],
  [
    'union (Log | project n), (Log | project n = Verb)',
    'union of subqueries with different columns (line 1, position 7)',
  ],
  ["Log | where Verb matches regex @'(a)\\\\1'", 'the regular expression (a)\\\\1 (line 1, position 13)'],
])('%s is refused by name', (query, what) => {
  expect(() => rows(query, { ...schema, rows: [] })).toThrow(
    new UnsupportedQueryError(what.replace(/ \(line.*/, ''), placeIn(what)),
  );
});

function placeIn(what: string): { line: number; position: number } {
  const [, line, position] = /line (\d+), position (\d+)/.exec(what) ?? [];
  return { line: Number(line), position: Number(position) };
}

test('binding tells the columns of the answer and every diagnostic', () => {
  const { columns, diagnostics } = parseAndBind('Log | summarize count() by Verb | where nope == 1', [
    schema,
  ]);
  expect(columns).toEqual([
    { name: 'Verb', type: 'string' },
    { name: 'count_', type: 'long' },
  ]);
  expect(diagnostics).toEqual([
    {
      code: 'KS142',
      severity: 'Error',
      message: "The name 'nope' does not refer to any known column, table, variable or function.",
      start: 40,
      length: 4,
    },
  ]);
});
