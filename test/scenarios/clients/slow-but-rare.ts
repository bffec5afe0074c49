import { clientLatency, latencyByClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Two slow calls every five minutes',
  story:
    'A backup asks for large things twice in five minutes: the mean of two calls is that of one slow call.',
  evidence: {
    latencyByClient: latencyByClient([
      clientLatency('backup', [
        [2, 9_000],
        [2, 9_000],
        [2, 8_000],
        [2, 9_000],
      ]),
    ]),
  },
  truth: [],
};
