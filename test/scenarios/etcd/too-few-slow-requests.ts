import { apiMetrics, durations, timed } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Three hundred slow deletes since the start',
  story: 'Everything else is quick; of so few nobody can say what one in a hundred takes.',
  evidence: {
    apiMetrics: apiMetrics({
      etcdOperations: [
        { operation: 'get', ...timed(durations(900_000, 0.02)), slowKinds: [] },
        { operation: 'delete', ...timed(durations(300, 0.9)), slowKinds: [] },
      ],
    }),
  },
  truth: [],
  unknown: { 'slow-etcd': 'notCollected' },
};
