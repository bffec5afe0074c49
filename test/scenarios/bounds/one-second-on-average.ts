import { clientLatency, latencyByClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'One client at one second, another with the fewest calls that count',
  story:
    'A mean of exactly one second is still fine; twenty calls of a second and a half in each of three bins are not.',
  evidence: {
    latencyByClient: latencyByClient([
      clientLatency('at-the-bound', [
        [30, 1_000],
        [30, 1_000],
        [30, 1_000],
      ]),
      clientLatency('few-calls', [
        [20, 1_500],
        [20, 1_500],
        [20, 1_500],
      ]),
    ]),
  },
  truth: ['slow-client'],
  fail: { 'slow-client': ['medium few-calls system:serviceaccount:few-calls:few-calls'] },
};
