import { apiMetrics } from '../../support/evidence.ts';
import { missing } from '../../support/missing.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The main database did not answer in time',
  story:
    'The newest metric names each database and leaves out one that is silent: what is small here is another one.',
  evidence: {
    ...missing('throttled', 'platformMetrics'),
    apiMetrics: apiMetrics({
      etcd: {
        metric: 'apiserver_storage_size_bytes',
        databases: [{ name: 'etcd-1', bytes: 40 * 1024 ** 2 }],
      },
    }),
  },
  truth: [],
  unknown: {
    'large-etcd-database': 'notCollected',
    'saturated-api-server': 'throttled',
    'high-etcd-memory': 'throttled',
  },
};
