import { platformMetrics, series } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Values of etcd’s memory are missing where it matters',
  story:
    'Two high values with a gap between them: whether it stayed high for a quarter of an hour nobody knows.',
  evidence: {
    platformMetrics: platformMetrics(series('etcd_memory_usage_percentage', [30, 90, null, 90, 30])),
  },
  truth: ['high-etcd-memory'],
  unknown: { 'high-etcd-memory': 'notCollected' },
};
