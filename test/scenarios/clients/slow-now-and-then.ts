import { clientLatency, latencyByClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Slow, quiet, slow, quiet',
  story: 'Every other bin of a batch client is slow, and never three of them in a row.',
  evidence: {
    latencyByClient: latencyByClient([
      clientLatency('batch', [
        [50, 1_500],
        [50, 40],
        [50, 1_500],
        [50, 40],
        [50, 1_500],
        [50, 40],
      ]),
    ]),
  },
  truth: [],
};
