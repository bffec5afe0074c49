import { platformMetrics, series } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The processor of the API server goes up and down',
  story:
    'A controller resyncs every ten minutes: two values at 89 %, one at 18 %, and never a quarter of an hour in a row.',
  evidence: {
    platformMetrics: platformMetrics(
      series('apiserver_cpu_usage_percentage', [20, 99, 99, 20, 99, 99, 20, 99, 99]),
    ),
  },
  truth: [],
};
