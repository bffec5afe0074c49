import { apiMetrics, count } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The process changed between the two scrapes',
  story:
    'Another API server answered the second time, so there is no window; what is judged is its life, which is clean.',
  evidence: {
    apiMetrics: apiMetrics({
      windowSeconds: null,
      requests: { all: count(100_000), serverErrors: count(40) },
    }),
  },
  truth: [],
};
