import { platformMetrics, series } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Two etcd partitions whose memory is exactly at a bound',
  story: 'One at four fifths of its limit, the other at 95 %.',
  evidence: {
    platformMetrics: platformMetrics(
      series('etcd_memory_usage_percentage', [80], 'etcd-0'),
      series('etcd_memory_usage_percentage', [95], 'etcd-events'),
    ),
  },
  truth: ['high-etcd-memory'],
  fail: { 'high-etcd-memory': ['high etcd-events'] },
};
