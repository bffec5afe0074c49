import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'An aggregated API that was made a moment ago',
  story: 'The server has not tried it yet, so it has no condition.',
  evidence: {
    aggregatedApis: {
      services: [
        {
          name: 'v1beta1.external.metrics.k8s.io',
          service: { namespace: 'keda', name: 'keda-metrics' },
          available: null,
          reason: null,
          message: null,
          since: null,
        },
      ],
    },
  },
  truth: [],
  unknown: { 'unavailable-aggregated-api': 'notCollected' },
};
