import { clientLatency, latencyByClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A client that is slow all the time, at eighteen calls in five minutes',
  story: 'Each of its calls takes nine seconds; there are just too few of them in a bin to be judged.',
  evidence: {
    latencyByClient: latencyByClient([
      clientLatency('backup', [
        [18, 9_000],
        [18, 9_000],
        [18, 9_000],
        [18, 9_000],
        [18, 9_000],
      ]),
    ]),
  },
  truth: ['slow-client'],
  knownMiss: {
    'slow-client':
      'A mean of fewer than 20 calls is not judged, so that one slow call is no finding; sustained slowness below that is the price.',
  },
};
