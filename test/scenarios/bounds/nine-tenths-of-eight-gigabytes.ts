import { apiMetrics } from '../../support/evidence.ts';
import { missing } from '../../support/missing.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'An etcd of nine tenths of 8 GB, and nobody tells its quota',
  story: 'Azure may not be asked, so the size is held against the quota that AKS is known to set.',
  evidence: {
    ...missing('forbidden', 'platformMetrics'),
    apiMetrics: apiMetrics({
      etcd: {
        metric: 'apiserver_storage_size_bytes',
        databases: [{ name: 'etcd-0', bytes: 0.9 * 8 * 1024 ** 3 }],
      },
    }),
  },
  truth: ['large-etcd-database'],
  fail: { 'large-etcd-database': ['high etcd-0'] },
  unknown: { 'saturated-api-server': 'forbidden', 'high-etcd-memory': 'forbidden' },
};
