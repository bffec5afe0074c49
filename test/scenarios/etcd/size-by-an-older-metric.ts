import { apiHealth, apiMetrics, withOwn } from '../../support/evidence.ts';
import { missing } from '../../support/missing.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'etcd on 1.25, by the name that the metric had then',
  story: 'Seven and a half gigabytes by the API server’s own metric, and Azure’s metrics may not be read.',
  evidence: {
    ...missing('forbidden', 'platformMetrics'),
    apiHealth: apiHealth({ gitVersion: 'v1.25.15' }),
    apiMetrics: apiMetrics({
      serverVersion: 'v1.25.15',
      etcd: {
        metric: 'etcd_db_total_size_in_bytes',
        databases: [{ name: 'etcd-0', bytes: 7.5 * 1024 ** 3 }],
      },
    }),
    flowControl: withOwn([], [], { apiVersion: 'v1beta2' }),
  },
  truth: ['large-etcd-database'],
  fail: { 'large-etcd-database': ['critical etcd-0'] },
  unknown: { 'saturated-api-server': 'forbidden', 'high-etcd-memory': 'forbidden' },
  notApplicable: ['ineffective-flow-schema'],
};
