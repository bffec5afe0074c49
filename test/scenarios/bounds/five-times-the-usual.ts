import { client, clientLatency, latencyByClient } from '../../support/azure-evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Clients that are exactly as slow as they may be against their own past',
  story: 'One at five times its usual latency, the other at a quarter of a second.',
  evidence: {
    history: remembering({
      observed: Object.fromEntries(
        Array.from({ length: 12 }, (_, place) => [
          8 * (place + 1),
          {
            clients: [
              { ...client('argocd'), requests: 900, meanMs: 60 },
              { ...client('crossplane'), requests: 900, meanMs: 2 },
            ],
          },
        ]),
      ),
    }),
    latencyByClient: latencyByClient([
      clientLatency('argocd', [
        [150, 300],
        [150, 300],
        [150, 300],
      ]),
      clientLatency('crossplane', [
        [150, 250],
        [150, 250],
        [150, 250],
      ]),
    ]),
  },
  truth: [],
};
