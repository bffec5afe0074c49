import { platformMetrics, series } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The memory of etcd peaks for ten minutes',
  story: 'A snapshot takes it to 97 % in two values of five minutes, and it comes down again.',
  evidence: { platformMetrics: platformMetrics(series('etcd_memory_usage_percentage', [30, 97, 97, 30])) },
  truth: [],
};
