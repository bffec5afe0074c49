import { apiMetrics, count } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Four in a hundred requests end in an error',
  story: 'The health checks pass, and yet between two scrapes 120 of 3,000 requests were answered 5xx.',
  evidence: {
    apiMetrics: apiMetrics({ requests: { all: count(100_000, 3_000), serverErrors: count(900, 120) } }),
  },
  truth: ['unhealthy-api-server'],
  fail: { 'unhealthy-api-server': ['high requests'] },
};
