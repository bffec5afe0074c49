import { apiMetrics, durations, timed } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Reads of etcd at the bound, deletes just often enough to be judged',
  story: 'One in a hundred reads takes 150 ms; a thousand deletes, of which one in a hundred takes 300.',
  evidence: {
    apiMetrics: apiMetrics({
      etcdOperations: [
        { operation: 'get', ...timed(durations(200_000, 0.15)), slowKinds: [] },
        { operation: 'delete', ...timed(durations(1_000, 0.3)), slowKinds: [] },
      ],
    }),
  },
  truth: ['slow-etcd'],
  fail: { 'slow-etcd': ['medium delete'] },
};
