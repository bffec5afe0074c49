import { platformMetrics, series } from '../../support/azure-evidence.ts';
import { apiMetrics, objects } from '../../support/evidence.ts';
import { growing, remembering } from '../../support/healthy-history.ts';
import { remembered } from '../../support/object-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'An etcd that is about to refuse all writes',
  story: 'A leak of custom resources has filled 93 % of the database.',
  evidence: {
    history: remembering({
      etcdUsed: growing(0.93, 0.02),
      objects: { 'reports.wgpolicyk8s.io': remembered((daysAgo) => 160_000 - 4_000 * daysAgo) },
    }),
    apiMetrics: apiMetrics({
      etcd: {
        metric: 'apiserver_storage_size_bytes',
        databases: [{ name: 'etcd-0', bytes: 7.4 * 1024 ** 3 }],
      },
      objects: objects({ nodes: 6, pods: 900, 'reports.wgpolicyk8s.io': 160_000 }),
    }),
    platformMetrics: platformMetrics(series('etcd_database_usage_percentage', [93])),
  },
  truth: ['large-etcd-database', 'excessive-object-count', 'object-leak', 'etcd-filling-up'],
  fail: {
    'large-etcd-database': ['critical etcd-0'],
    'etcd-filling-up': ['critical etcd'],
    'excessive-object-count': ['critical reports.wgpolicyk8s.io'],
    'object-leak': ['high reports.wgpolicyk8s.io'],
  },
};
