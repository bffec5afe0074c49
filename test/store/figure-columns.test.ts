import { expect, test } from 'vitest';
import { namedFigures } from '../../src/figures.ts';
import { columnsOfFigures, figureColumns, figuresIn } from '../../src/store/table/figure-columns.ts';

const once = { min: 1, max: 1, mean: 1, last: 1, count: 1 };

test('a figure is a short text in a column of its own, objects of all kinds are one body', () => {
  expect(
    figureColumns({
      score: { min: 60, max: 83, mean: 71.5, last: 83, count: 2 },
      'findings.critical': once,
      'objects:jobs.batch': once,
      'objects:pods': once,
    }),
  ).toEqual({
    score: '[60,83,71.5,83,2]',
    findings_critical: '[1,1,1,1,1]',
    objects: '{"jobs.batch":[1,1,1,1,1],"pods":[1,1,1,1,1]}',
  });
});

test('a query names the columns of what it draws, and nothing that somebody made up', () => {
  expect(columnsOfFigures(['findings.critical', "x' or true", 'PartitionKey'])).toEqual([
    'findings_critical',
  ]);
  expect(columnsOfFigures(['objects:pods'])).toEqual([
    'objects',
    'objects0',
    'objects1',
    'objects2',
    'objects3',
  ]);
  expect(columnsOfFigures([])).toEqual([]);
});

test('every named figure has a column that a table can have, and no two have the same', () => {
  const columns = columnsOfFigures(namedFigures);
  expect(columns.filter((name) => !/^[A-Za-z_]\w*$/.test(name))).toEqual([]);
  expect(new Set(columns).size).toBe(namedFigures.length);
  expect(columns.filter((name) => ['v', 'timestamp', 'etag'].includes(name))).toEqual([]);
});

test('a name that is no figure is refused: it could not be read back', () => {
  expect(() => figureColumns({ speed: once })).toThrow('"speed" is not the name of a figure.');
});

test.each([
  ['too few numbers', { score: '[1,1,1,1]' }],
  ['a text among them', { score: '["1",1,1,1,1]' }],
  ['what was seen by no audit', { score: '[1,1,1,1,0]' }],
  ['what is no number', { score: '[null,1,1,1,1]' }],
  ['objects that are no figures', { objects: '{"pods":7}' }],
])('%s is damaged', (_what, properties) => {
  expect(() => figuresIn(properties, undefined)).toThrow();
});
