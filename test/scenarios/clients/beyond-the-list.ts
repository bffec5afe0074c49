import { callLatency, clientLatency, latencyByCall, latencyByClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'More busy calls than are listed',
  story:
    'Three hundred calls of which one is listed, and even that one keeps the server busy for hours: what is slow may be behind it.',
  evidence: {
    latencyByCall: latencyByCall([callLatency('argocd', { totalMs: 90_000_000, requests: 60_000 })], {
      callCount: 300,
    }),
    latencyByClient: latencyByClient(
      [
        clientLatency('argocd', [
          [9_000, 400],
          [9_000, 400],
          [9_000, 400],
        ]),
      ],
      { clientCount: 60 },
    ),
  },
  truth: [],
  unknown: {
    'slo-violating-calls': 'truncated',
    'excessive-list-calls': 'truncated',
    'excessive-write-calls': 'truncated',
    'slow-client': 'truncated',
  },
};
