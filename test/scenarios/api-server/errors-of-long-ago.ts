import { apiMetrics, count } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Errors of the days since the start',
  story:
    'Two in a hundred requests failed since the process started, and nobody knows whether they still do: there is no window.',
  evidence: {
    apiMetrics: apiMetrics({
      windowSeconds: null,
      requests: { all: count(100_000), serverErrors: count(2_000) },
    }),
  },
  truth: ['unhealthy-api-server'],
  fail: { 'unhealthy-api-server': ['medium requests'] },
};
