import { ago, apiMetrics } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'An API server that has run for an hour',
  story: 'Most controllers call within the hour, so what nobody has called by now hardly anybody calls.',
  evidence: { apiMetrics: apiMetrics({ processStartedAt: ago(3_600) }) },
  truth: [],
};
