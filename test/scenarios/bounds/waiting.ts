import { apiMetrics, durations, timed } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'One level whose requests wait a second, another with the fewest that count',
  story:
    'A second in the queue is the bound; a hundred requests are the fewest of which a percentile is made.',
  evidence: {
    apiMetrics: apiMetrics({
      queueWaits: [
        { priorityLevel: 'workload-low', ...timed(durations(50_000, 1)) },
        { priorityLevel: 'global-default', ...timed(durations(100, 2)) },
      ],
    }),
  },
  truth: ['throttled-clients'],
  fail: { 'throttled-clients': ['medium global-default queue-wait'] },
};
