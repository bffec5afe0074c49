import { platformMetrics, series } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Azure has two values of an hour',
  story:
    'Metrics of a cluster that was started ten minutes ago: too few to call anything sustained, or quiet.',
  evidence: {
    platformMetrics: platformMetrics(
      series('apiserver_cpu_usage_percentage', [null, 90, 90]),
      series('apiserver_memory_usage_percentage', [null, 20, 20]),
      series('etcd_memory_usage_percentage', [null, 20, 20]),
    ),
  },
  truth: [],
  unknown: { 'saturated-api-server': 'notCollected', 'high-etcd-memory': 'notCollected' },
};
