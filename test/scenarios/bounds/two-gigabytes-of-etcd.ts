import { platformMetrics, series } from '../../support/azure-evidence.ts';
import { apiMetrics } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'An etcd of exactly two gigabytes',
  story: 'The guide calls large what is over that.',
  evidence: {
    apiMetrics: apiMetrics({
      etcd: { metric: 'apiserver_storage_size_bytes', databases: [{ name: 'etcd-0', bytes: 2 * 1024 ** 3 }] },
    }),
    platformMetrics: platformMetrics(series('etcd_database_usage_percentage', [25])),
  },
  truth: [],
};
