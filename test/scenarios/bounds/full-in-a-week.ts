import { platformMetrics, series } from '../../support/azure-evidence.ts';
import { growing, remembering } from '../../support/healthy-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'An etcd that is full in not quite a week',
  story: 'Over four fifths of the quota, and one percent more each day.',
  evidence: {
    history: remembering({ etcdUsed: growing(0.8305, 0.01) }),
    platformMetrics: platformMetrics(series('etcd_database_usage_percentage', [83.05])),
  },
  truth: ['etcd-filling-up', 'large-etcd-database'],
  fail: { 'etcd-filling-up': ['high etcd'], 'large-etcd-database': ['high etcd-0'] },
};
