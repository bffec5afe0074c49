import { failedRequests, failingClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Nodes and an operator are turned away',
  story:
    'The symptom that the newer guide adds: more and more HTTP 429, for an operator and, worse, for a kubelet.',
  evidence: {
    failedRequests: failedRequests([
      failingClient('operator', 6_000, { throttled: 90 }),
      failingClient(
        'kubelet',
        2_000,
        { throttled: 20 },
        { username: 'system:node:aks-nodepool1-12345678-vmss000000' },
      ),
    ]),
  },
  truth: ['throttled-clients'],
  fail: {
    'throttled-clients': [
      'high kubelet system:node:aks-nodepool1-12345678-vmss000000',
      'medium operator system:serviceaccount:operator:operator',
    ],
  },
};
