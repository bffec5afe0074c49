import { describe, expect, test } from 'vitest';
import { countBySeverity, scoreOf, worstOf } from '../../src/judgement/score.ts';
import type { CheckVerdict, Severity } from '../../src/model.ts';
import { failVerdict, notApplicableVerdict, passVerdict, unknownVerdict } from '../support/verdicts.ts';

const severityOf = (check: string): Severity => {
  if (check.startsWith('critical')) return 'critical';
  return check.startsWith('high') ? 'high' : 'medium';
};

describe('scoreOf', () => {
  test.each<[string, readonly CheckVerdict[], ReturnType<typeof scoreOf>]>([
    [
      'all seen and all well is 100',
      [passVerdict('critical-a'), passVerdict('high-a')],
      { value: 100, coverage: 1, unsuppressed: 100 },
    ],
    [
      'a failed check loses the weight of its worst finding',
      [passVerdict('critical-a'), passVerdict('critical-b'), failVerdict('high-a', ['medium'])],
      { value: 88, coverage: 1, unsuppressed: 88 },
    ],
    [
      'one critical finding keeps the score under 40 however much passes',
      [
        ...Array.from({ length: 20 }, (_, n) => passVerdict(`high-${n}`)),
        failVerdict('critical-a', ['low', 'critical']),
      ],
      { value: 39, coverage: 1, unsuppressed: 39 },
    ],
    [
      'a high finding keeps it under 70',
      [...Array.from({ length: 20 }, (_, n) => passVerdict(`high-${n}`)), failVerdict('high-a', ['high'])],
      { value: 69, coverage: 1, unsuppressed: 69 },
    ],
    [
      'unknown earns nothing and lowers the coverage',
      [passVerdict('high-a'), unknownVerdict('high-b')],
      { value: 50, coverage: 0.5, unsuppressed: 50 },
    ],
    [
      'below half coverage there is no score',
      [passVerdict('medium-a'), unknownVerdict('high-b')],
      { value: null, coverage: 3 / 9, unsuppressed: null },
    ],
    [
      'what does not apply counts for nothing',
      [passVerdict('medium-a'), notApplicableVerdict('critical-a')],
      { value: 100, coverage: 1, unsuppressed: 100 },
    ],
    [
      'nothing applies: no score, not a perfect one',
      [notApplicableVerdict('high-a')],
      { value: null, coverage: 0, unsuppressed: null },
    ],
    ['no checks: no score', [], { value: null, coverage: 0, unsuppressed: null }],
  ])('%s', (_rule, verdicts, expected) => {
    expect(scoreOf(verdicts, severityOf)).toEqual(expected);
  });

  test('a finding worse than the declared severity of its check takes no more than the check can earn', () => {
    expect(scoreOf([failVerdict('medium-a', ['critical']), passVerdict('medium-b')], severityOf)).toEqual({
      value: 39,
      coverage: 1,
      unsuppressed: 39,
    });
  });
});

test('worstOf names the worst severity, whatever the order', () => {
  expect(worstOf([{ severity: 'low' }, { severity: 'high' }, { severity: 'medium' }])).toBe('high');
});

test('countBySeverity leaves out severities that do not occur', () => {
  expect(countBySeverity([{ severity: 'low' }, { severity: 'low' }, { severity: 'high' }])).toEqual({
    low: 2,
    high: 1,
  });
});
