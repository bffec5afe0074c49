import { apiMetrics, count } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A system level turned requests away some time ago',
  story: 'The counters of one API server say 4,000 since it started four days ago, and none now.',
  evidence: {
    apiMetrics: apiMetrics({
      rejected: [
        {
          priorityLevel: 'workload-high',
          flowSchema: 'kube-system-service-accounts',
          reason: 'queue-full',
          ...count(4_000, 0),
        },
      ],
    }),
  },
  truth: ['throttled-clients'],
  fail: { 'throttled-clients': ['high workload-high'] },
};
