import { ago, apiMetrics } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'An API server that has run for ten minutes',
  story: 'Enough to say that no webhook is slow, too little to say that nobody calls a version that goes.',
  evidence: { apiMetrics: apiMetrics({ processStartedAt: ago(600) }) },
  truth: [],
  unknown: { 'deprecated-api-calls': 'notCollected' },
};
