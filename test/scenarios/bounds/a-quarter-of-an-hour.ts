import { platformMetrics, series } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The processor is busy for just a quarter of an hour',
  story: 'Three values of five minutes are what it takes to be called sustained.',
  evidence: {
    platformMetrics: platformMetrics(series('apiserver_cpu_usage_percentage', [20, 99, 99, 99, 20])),
  },
  truth: ['saturated-api-server'],
  fail: { 'saturated-api-server': ['high cpu'] },
};
