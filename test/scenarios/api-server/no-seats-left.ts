import { platformMetrics, series } from '../../support/azure-evidence.ts';
import { apiMetrics, count } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Levels that may borrow are turned away',
  story:
    'The level of workloads may borrow what others leave, and still 40 requests in half a minute found no seat.',
  evidence: {
    platformMetrics: platformMetrics(series('apiserver_current_inflight_requests', [170])),
    apiMetrics: apiMetrics({
      rejected: [
        {
          priorityLevel: 'workload-low',
          flowSchema: 'service-accounts',
          reason: 'queue-full',
          ...count(900, 40),
        },
      ],
      seats: [{ priorityLevel: 'workload-low', nominal: 98, upper: 400 }],
    }),
  },
  truth: ['saturated-api-server', 'throttled-clients'],
  fail: {
    'saturated-api-server': ['high requests-in-flight seats'],
    'throttled-clients': ['medium workload-low'],
  },
};
