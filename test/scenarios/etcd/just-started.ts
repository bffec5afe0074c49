import { ago, apiMetrics, count } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'An API server that started a minute ago',
  story: 'It has not counted objects yet, has answered hardly anything, and its counters begin with it.',
  evidence: {
    apiMetrics: apiMetrics({
      processStartedAt: ago(60),
      windowSeconds: null,
      objects: null,
      requests: { all: count(60), serverErrors: count(4) },
    }),
  },
  truth: [],
  unknown: {
    'deprecated-api-calls': 'notCollected',
    'object-leak': 'notCollected',
    'slow-webhook': 'notCollected',
    'unhealthy-api-server': 'notCollected',
    'untested-cluster-scale': 'notCollected',
    'excessive-object-count': 'notCollected',
  },
};
