import { platformMetrics, series } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Memory at the limit, processor at ease',
  story: 'LISTs of large objects keep the memory over 95 % of its limit for half an hour.',
  evidence: {
    platformMetrics: platformMetrics(
      series('apiserver_memory_usage_percentage', [60, 108, 108, 108, 108, 108, 108]),
    ),
  },
  truth: ['saturated-api-server'],
  fail: { 'saturated-api-server': ['critical memory'] },
};
