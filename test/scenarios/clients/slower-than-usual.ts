import { client, clientLatency, latencyByClient } from '../../support/azure-evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A client that is eight times slower than it usually is',
  story:
    'It usually waits 50 ms and now 400, which others would call fast; a second one is as it always was.',
  evidence: {
    history: remembering({
      observed: Object.fromEntries(
        Array.from({ length: 12 }, (_, place) => [
          8 * (place + 1),
          {
            clients: [
              { ...client('argocd'), requests: 900, meanMs: 50 },
              { ...client('crossplane'), requests: 900, meanMs: 380 },
            ],
          },
        ]),
      ),
    }),
    latencyByClient: latencyByClient([
      clientLatency('argocd', [
        [150, 400],
        [150, 400],
        [150, 400],
      ]),
      clientLatency('crossplane', [
        [150, 400],
        [150, 400],
        [150, 400],
      ]),
    ]),
  },
  truth: ['slow-client'],
  fail: { 'slow-client': ['medium argocd system:serviceaccount:argocd:argocd'] },
};
