import { apiMetrics, durations, timed } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Lists are slow in etcd, single reads are not',
  story: 'Pages of large custom resources take a second and a half; the disk is fine.',
  evidence: {
    apiMetrics: apiMetrics({
      etcdOperations: [
        {
          operation: 'list',
          ...timed(durations(40_000, 1.4), durations(1_500, 1.6)),
          slowKinds: [{ kind: 'reports.example.com', calls: 3_000, slow: 2_400 }],
        },
        { operation: 'get', ...timed(durations(900_000, 0.02)), slowKinds: [] },
        { operation: 'update', ...timed(durations(300_000, 0.04)), slowKinds: [] },
      ],
    }),
  },
  truth: ['slow-etcd'],
  fail: { 'slow-etcd': ['medium list'] },
};
