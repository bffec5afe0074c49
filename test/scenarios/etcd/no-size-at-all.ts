import { apiMetrics } from '../../support/evidence.ts';
import { missing } from '../../support/missing.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Nobody tells the size of etcd',
  story: 'The API server could not ask etcd (-1), and Azure may not be asked for metrics.',
  evidence: { apiMetrics: apiMetrics({ etcd: null }), ...missing('forbidden', 'platformMetrics') },
  truth: [],
  unknown: {
    'etcd-filling-up': 'notCollected',
    'large-etcd-database': 'notCollected',
    'saturated-api-server': 'forbidden',
    'high-etcd-memory': 'forbidden',
  },
};
