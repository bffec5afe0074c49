import { platformMetrics, series } from '../../support/azure-evidence.ts';
import { growing, remembering } from '../../support/healthy-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'An etcd that is full in not quite a day',
  story: 'Nearly nine tenths of the quota, and two percent more each day.',
  evidence: {
    history: remembering({ etcdUsed: growing(0.8802, 0.02) }),
    platformMetrics: platformMetrics(series('etcd_database_usage_percentage', [88.02])),
  },
  truth: ['etcd-filling-up', 'large-etcd-database'],
  fail: { 'etcd-filling-up': ['critical etcd'], 'large-etcd-database': ['high etcd-0'] },
};
