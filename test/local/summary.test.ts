import { expect, test } from 'vitest';
import { summaryText } from '../../local/summary.ts';

const sweep = {
  id: '20261124T031500000Z',
  status: 'closed',
  clusters: { planned: 0, surveyed: 0, audited: 2, failed: 1, missed: 0, skipped: 0, vanished: 0 },
};

test('clusters are listed worst first, with score, coverage and worst finding', () => {
  const text = summaryText(sweep, [
    { name: 'healthy', score: 97.4, coverage: 1, findings: {}, notAudited: null },
    {
      name: 'leaking\u001B[2J',
      score: 41,
      coverage: 0.914,
      findings: { high: 3, critical: 1 },
      notAudited: null,
    },
    { name: 'gone', notAudited: { sweepId: 's', at: 'now', why: 'the deadline passed' } },
    { name: 'half-blind', score: null, coverage: 0.2, findings: { low: 2 }, notAudited: null },
  ]);
  expect(text).toBe(`Sweep 20261124T031500000Z is closed: 2 of 3 clusters audited

CLUSTER      SCORE  COVERAGE  WORST FINDING
gone         not audited: the deadline passed
half-blind       –      20 %  2 low
leaking [2J     41      91 %  1 critical
healthy         97     100 %  none
`);
});

test('more clusters than a screen holds are counted', () => {
  const clusters = Array.from({ length: 17 }, (_value, index) => ({
    name: `cluster-${index}`,
    score: index,
    coverage: 1,
    findings: {},
    notAudited: null,
  }));
  expect(summaryText(sweep, clusters).split('\n').at(-2)).toBe('… and 2 more clusters on the dashboard');
});

test('a sweep that could not be planned says why', () => {
  expect(summaryText({ ...sweep, problem: 'The kubeconfig is gone.' }, []).split('\n')[0]).toBe(
    'Sweep 20261124T031500000Z is closed with a problem: The kubeconfig is gone.',
  );
});
