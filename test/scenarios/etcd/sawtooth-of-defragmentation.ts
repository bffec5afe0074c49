import { platformMetrics, series } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The database fills and is defragmented, over and over',
  story: 'Between 20 % and 45 % of the quota within the hour: a sawtooth, and its peak is within bounds.',
  evidence: {
    platformMetrics: platformMetrics(
      series('etcd_database_usage_percentage', [20, 30, 40, 45, 20, 30, 40, 45]),
    ),
  },
  truth: [],
};
