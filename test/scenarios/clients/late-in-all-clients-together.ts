import { callLatency, latencyByCall } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Each client keeps the objective, all of them together do not',
  story:
    'Ninety clients with a few late GETs each: no one of them has enough calls to be judged alone, together they are late.',
  evidence: {
    latencyByCall: latencyByCall(
      Array.from({ length: 90 }, (_, place) =>
        callLatency(`job-${place}`, { requests: 90, overObjective: 2, p99Ms: 1_500 }),
      ),
    ),
  },
  truth: ['slo-violating-calls'],
  fail: { 'slo-violating-calls': ['high deployments.apps get resource'] },
};
