import { platformMetrics, series } from '../../support/azure-evidence.ts';
import { apiMetrics } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Only the partition of events is nearly full',
  story:
    'AKS keeps events in a database of their own; that one is at 82 % of its quota, the main one at 6 %.',
  evidence: {
    apiMetrics: apiMetrics({
      etcd: {
        metric: 'apiserver_storage_size_bytes',
        databases: [
          { name: 'etcd-0', bytes: 0.5 * 1024 ** 3 },
          { name: 'etcd-events', bytes: 6.6 * 1024 ** 3 },
        ],
      },
    }),
    platformMetrics: platformMetrics(
      series('etcd_database_usage_percentage', [6], 'etcd-0'),
      series('etcd_database_usage_percentage', [82], 'etcd-events'),
    ),
  },
  truth: ['large-etcd-database'],
  fail: { 'large-etcd-database': ['high etcd-events'] },
};
