import { platformMetrics, series } from '../../support/azure-evidence.ts';
import { apiMetrics } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'An etcd that the guide calls large',
  story: 'Two and a half gigabytes are a third of the quota, and more than the guide finds good.',
  evidence: {
    apiMetrics: apiMetrics({
      etcd: {
        metric: 'apiserver_storage_size_bytes',
        databases: [{ name: 'etcd-0', bytes: 2.5 * 1024 ** 3 }],
      },
    }),
    platformMetrics: platformMetrics(series('etcd_database_usage_percentage', [31])),
  },
  truth: ['large-etcd-database'],
  fail: { 'large-etcd-database': ['medium etcd-0'] },
};
