/** Scores over the whole catalogue, of clusters that everybody knows: decision record 13 has them as a table. */
import { describe, expect, test } from 'vitest';
import { minimumCoverage } from '../../src/model.ts';
import { workedExamples } from '../support/worked-examples.ts';

const examples = workedExamples();

function scoreOf(cluster: string) {
  const found = examples.find((example) => example.cluster === cluster);
  if (found === undefined) throw new Error(`There is no example ${cluster}.`);
  return found.score;
}

test('a healthy cluster of which all is seen has the best score there is', () => {
  expect(scoreOf('Healthy, all seen, with a past')).toEqual({ value: 100, coverage: 1, unsuppressed: 100 });
});

test('in a first sweep what needs a past is not proven yet; most is, so there is a score', () => {
  const { value, coverage } = scoreOf('Healthy, all seen, first sweep');
  expect(coverage).toBeGreaterThan(0.8);
  expect(value).toBeGreaterThanOrEqual(80);
});

test('a cluster whose API server nobody may read is never as good as one that was looked at', () => {
  for (const past of ['with a past', 'first sweep']) {
    const { value, coverage } = scoreOf(`Healthy, zero-touch, ${past}`);
    expect(coverage).toBeLessThan(0.75);
    expect(value ?? 0).toBeLessThanOrEqual(75);
  }
});

test('without Azure evidence and without access there is no score', () => {
  expect(scoreOf('Healthy, zero-touch, no audit log, with a past').value).toBeNull();
  expect(scoreOf('Nothing could be seen')).toEqual({ value: null, coverage: 0, unsuppressed: null });
});

test('worse findings cost more, and many cost more than one', () => {
  const scores = [
    'One critical finding',
    'One high finding',
    'A medium finding of every check that can give one',
    'Ten medium findings',
    'One medium finding',
    'One low finding',
    'Healthy, all seen, with a past',
  ].map((cluster) => scoreOf(cluster).value ?? 0);
  expect(scores.slice(0, 2)).toEqual([39, 69]);
  expect(scores.slice(2)).toEqual(scores.slice(2).toSorted((left, right) => left - right));
  expect(scores.at(-1)).toBe(100);
});

test('what is suppressed costs nothing, and the score says what it would cost', () => {
  expect(scoreOf('One critical finding, suppressed')).toEqual({ value: 100, coverage: 1, unsuppressed: 39 });
});

describe.each(examples)('$cluster', ({ score: { value, coverage } }) => {
  test('has no more points than were seen', () => {
    expect(value ?? 0).toBeLessThanOrEqual(Math.round(100 * coverage));
    expect(value === null).toBe(coverage < minimumCoverage);
  });
});
