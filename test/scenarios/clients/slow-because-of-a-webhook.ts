import { callLatency, client, latencyByCall, slowRequestLayers } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Creates are slow because a webhook is',
  story: 'Two seconds for each pod, nearly all of it inside a mutating webhook.',
  evidence: {
    latencyByCall: latencyByCall([
      callLatency('argocd', {
        verb: 'create',
        resource: 'pods',
        apiGroup: '',
        requests: 900,
        p99Ms: 2_400,
        overObjective: 300,
      }),
    ]),
    slowRequestLayers: slowRequestLayers({
      callCount: 1,
      calls: [
        {
          ...client('argocd'),
          verb: 'create',
          resource: 'pods',
          apiGroup: '',
          scope: 'resource',
          requests: 300,
          totalMs: 600_000,
          layers: [{ layer: 'mutating-webhook', requests: 300, ms: 540_000 }],
        },
      ],
    }),
  },
  truth: ['slo-violating-calls'],
  fail: { 'slo-violating-calls': ['high pods create resource'] },
};
