import { platformMetrics, series } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Three etcd databases, each exactly at a bound',
  story: 'Half, three quarters and nine tenths of their quotas.',
  evidence: {
    platformMetrics: platformMetrics(
      series('etcd_database_usage_percentage', [50], 'etcd-0'),
      series('etcd_database_usage_percentage', [75], 'etcd-1'),
      series('etcd_database_usage_percentage', [90], 'etcd-2'),
    ),
  },
  truth: ['large-etcd-database'],
  fail: { 'large-etcd-database': ['medium etcd-1', 'high etcd-2'] },
};
