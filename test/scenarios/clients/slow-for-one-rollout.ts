import { clientLatency, latencyByClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A client is slow for ten minutes of a rollout',
  story: 'Two bins of five minutes are slow, and then it is over.',
  evidence: {
    latencyByClient: latencyByClient([
      clientLatency('argocd', [
        [150, 20],
        [150, 1_800],
        [150, 2_000],
        [150, 30],
        [150, 20],
      ]),
    ]),
  },
  truth: [],
};
