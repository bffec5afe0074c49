import { platformMetrics, series } from '../../support/azure-evidence.ts';
import { apiMetrics } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The database fills and is defragmented, over and over',
  story: 'Between 12 % and 24 % of the quota within the hour: a sawtooth, and its peak is within bounds.',
  evidence: {
    apiMetrics: apiMetrics({
      etcd: {
        metric: 'apiserver_storage_size_bytes',
        databases: [{ name: 'etcd-0', bytes: 1.6 * 1024 ** 3 }],
      },
    }),
    platformMetrics: platformMetrics(series('etcd_database_usage_percentage', [12, 16, 20, 24, 12, 16, 20])),
  },
  truth: [],
};
