import { latencyByCall, listCalls } from '../../support/azure-evidence.ts';
import { apiMetrics, objects } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'LISTs of exactly ten thousand objects a second',
  story: 'Ten thousand pods, listed whole once a second.',
  evidence: {
    apiMetrics: apiMetrics({ objects: objects({ nodes: 90, pods: 10_000 }) }),
    latencyByCall: latencyByCall([listCalls('operator', 3_598)]),
  },
  truth: [],
};
