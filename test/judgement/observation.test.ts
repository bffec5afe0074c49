import { expect, test } from 'vitest';
import { observationOf } from '../../src/judgement/observation.ts';
import { clientLatency, latencyByClient } from '../support/azure-evidence.ts';
import { apiMetrics, configuration, forbidden, gathered } from '../support/evidence.ts';

const at = '2026-11-24T12:00:00.000Z';

test('an audit leaves the process that answered, the processes, the generations and the busiest clients', () => {
  const evidence = {
    apiMetrics: gathered(apiMetrics({ processStartedAt: '2026-11-20T08:00:00.000Z' })),
    apiServerProcesses: gathered({
      processes: [{ lease: 'apiserver-a', holder: 'apiserver-a_1', renewedAt: at }],
    }),
    webhooks: gathered({
      configurations: [
        configuration({ kind: 'MutatingWebhookConfiguration', name: 'policy', generation: 7, webhooks: [] }),
        configuration({
          kind: 'ValidatingWebhookConfiguration',
          name: 'policy',
          generation: 9,
          webhooks: [],
        }),
      ],
      backends: {},
      truncated: false,
    }),
    latencyByClient: gathered(
      latencyByClient([
        clientLatency('argocd', [
          [100, 20],
          [100, 40],
        ]),
      ]),
    ),
  };

  expect(observationOf(evidence, at)).toEqual({
    at,
    processStartedAt: '2026-11-20T08:00:00.000Z',
    apiServers: [{ lease: 'apiserver-a', holder: 'apiserver-a_1' }],
    webhookGenerations: {
      'MutatingWebhookConfiguration/policy': 7,
      'ValidatingWebhookConfiguration/policy': 9,
    },
    clients: [
      {
        userAgent: 'argocd/v1.0.0',
        username: 'system:serviceaccount:argocd:argocd',
        requests: 200,
        meanMs: 30,
      },
    ],
  });
});

test.each([
  ['was not collected', {}],
  [
    'could not be read',
    { apiMetrics: forbidden, apiServerProcesses: forbidden, webhooks: forbidden, latencyByClient: forbidden },
  ],
])('of evidence that %s it leaves null, and never "none"', (_, evidence) => {
  expect(observationOf(evidence, at)).toEqual({
    at,
    processStartedAt: null,
    apiServers: null,
    webhookGenerations: null,
    clients: null,
  });
});

test('it leaves ten clients at most', () => {
  const clients = Array.from({ length: 12 }, (_, index) => clientLatency(`client-${index}`, [[1, 1]]));

  const { clients: left } = observationOf({ latencyByClient: gathered(latencyByClient(clients)) }, at);

  expect(left).toHaveLength(10);
});
