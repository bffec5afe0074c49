import { platformMetrics, series } from '../../support/azure-evidence.ts';
import { apiMetrics } from '../../support/evidence.ts';
import { growing, remembering } from '../../support/healthy-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'An etcd that is full in not quite thirty days',
  story: 'Six tenths of the quota, and one percent more each day.',
  evidence: {
    history: remembering({
      etcdUsed: growing(0.603, 0.01),
      etcdBytes: growing(0.603 * 8 * 1024 ** 3, 0.08 * 1024 ** 3),
    }),
    platformMetrics: platformMetrics(series('etcd_database_usage_percentage', [60.3])),
    apiMetrics: apiMetrics({
      etcd: {
        metric: 'apiserver_storage_size_bytes',
        databases: [{ name: 'etcd-0', bytes: 0.603 * 8 * 1024 ** 3 }],
      },
    }),
  },
  truth: ['etcd-filling-up', 'large-etcd-database'],
  fail: { 'etcd-filling-up': ['medium etcd'], 'large-etcd-database': ['medium etcd-0'] },
};
