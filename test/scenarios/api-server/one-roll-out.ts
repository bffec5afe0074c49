import { ago, apiMetrics } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'AKS replaced both API servers at once',
  story: 'An upgrade of the control plane: two new processes, between one audit and the next.',
  evidence: {
    apiServerProcesses: {
      processes: [
        { lease: 'apiserver-a', holder: 'a2', renewedAt: ago(3) },
        { lease: 'apiserver-b', holder: 'b2', renewedAt: ago(5) },
      ],
    },
    apiMetrics: apiMetrics({ processStartedAt: ago(7_200) }),
  },
  truth: [],
};
