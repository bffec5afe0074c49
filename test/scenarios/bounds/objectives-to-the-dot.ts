import { callLatency, latencyByCall, listCalls } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Calls that just keep the objective, and one that just has enough calls to break it',
  story:
    'One in a hundred late, a LIST of a namespace at five seconds; and a hundred GETs of which two are late.',
  evidence: {
    latencyByCall: latencyByCall([
      callLatency('argocd', { requests: 600, overObjective: 6 }),
      listCalls('argocd', 400, { scope: 'namespace', p99Ms: 5_000 }),
      callLatency('argocd', {
        resource: 'configmaps',
        apiGroup: '',
        requests: 100,
        overObjective: 2,
        p99Ms: 1_400,
      }),
    ]),
  },
  truth: ['slo-violating-calls'],
  fail: { 'slo-violating-calls': ['high configmaps get resource'] },
};
