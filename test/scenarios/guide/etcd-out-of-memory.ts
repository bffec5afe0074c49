import { platformMetrics, series } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'etcd runs short of memory',
  story: 'Cause 6 of the newer guide: large objects keep the memory of etcd over 85 % for an hour.',
  evidence: { platformMetrics: platformMetrics(series('etcd_memory_usage_percentage', [86])) },
  truth: ['high-etcd-memory'],
  fail: { 'high-etcd-memory': ['high etcd-0'] },
};
