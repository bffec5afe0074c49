import { apiMetrics, durations, timed } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Requests of workloads wait for a seat',
  story:
    'Nobody is turned away yet, but one in a hundred waits four seconds in the queue of its level; system flows do not.',
  evidence: {
    apiMetrics: apiMetrics({
      queueWaits: [
        { priorityLevel: 'workload-low', ...timed(durations(900_000, 2.1), durations(9_000, 4)) },
        { priorityLevel: 'system', ...timed(durations(90_000, 0.003), durations(900, 0.003)) },
      ],
    }),
  },
  truth: ['throttled-clients'],
  fail: { 'throttled-clients': ['medium workload-low queue-wait'] },
};
