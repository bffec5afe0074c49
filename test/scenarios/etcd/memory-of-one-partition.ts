import { platformMetrics, series } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'One of two partitions is about to be killed',
  story: 'The main etcd is over 95 % of its memory for an hour, that of events idles.',
  evidence: {
    platformMetrics: platformMetrics(
      series('etcd_memory_usage_percentage', [97], 'etcd-0'),
      series('etcd_memory_usage_percentage', [12], 'etcd-events'),
    ),
  },
  truth: ['high-etcd-memory'],
  fail: { 'high-etcd-memory': ['critical etcd-0'] },
};
