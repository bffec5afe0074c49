import { apiMetrics, count } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'One error in a hundred requests',
  story:
    'A hundred requests are the fewest that a ratio is made from, and one error of them is just within the budget.',
  evidence: { apiMetrics: apiMetrics({ requests: { all: count(100, 100), serverErrors: count(1, 1) } }) },
  truth: [],
};
