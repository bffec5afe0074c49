import { apiMetrics } from '../../support/evidence.ts';
import { growing, remembering } from '../../support/healthy-history.ts';
import { missing } from '../../support/missing.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'An etcd whose size alone is known, full in not quite thirty days',
  story: 'Azure may not be asked; five gigabytes of eight, and some more each day.',
  evidence: {
    ...missing('forbidden', 'platformMetrics'),
    history: remembering({ etcdUsed: [], etcdBytes: growing(4.8 * 1024 ** 3, (2.4 / 29.7) * 1024 ** 3) }),
    apiMetrics: apiMetrics({
      etcd: {
        metric: 'apiserver_storage_size_bytes',
        databases: [{ name: 'etcd-0', bytes: 4.8 * 1024 ** 3 }],
      },
    }),
  },
  truth: ['etcd-filling-up', 'large-etcd-database'],
  fail: { 'etcd-filling-up': ['medium etcd'], 'large-etcd-database': ['medium etcd-0'] },
  unknown: { 'saturated-api-server': 'forbidden', 'high-etcd-memory': 'forbidden' },
};
