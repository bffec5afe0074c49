import { clientLatency, latencyByClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'One client waits long for its answers, the other does not',
  story: 'Step 2 of the guide: the chart of a report generator stands at 2 s for a quarter of an hour.',
  evidence: {
    latencyByClient: latencyByClient([
      clientLatency('report-generator', [
        [40, 180],
        [40, 2_100],
        [44, 1_900],
        [38, 2_300],
        [40, 200],
      ]),
      clientLatency('argocd', [
        [150, 20],
        [150, 25],
        [150, 30],
        [150, 20],
        [150, 20],
      ]),
    ]),
  },
  truth: ['slow-client'],
  fail: {
    'slow-client': ['medium report-generator system:serviceaccount:report-generator:report-generator'],
  },
};
