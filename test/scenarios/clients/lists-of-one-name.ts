import { latencyByCall, listCalls } from '../../support/azure-evidence.ts';
import { apiMetrics, objects } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'LISTs of a single object',
  story: 'A field selector on the name makes each LIST one object, however many there are.',
  evidence: {
    apiMetrics: apiMetrics({ objects: objects({ nodes: 12, pods: 9_000 }) }),
    latencyByCall: latencyByCall([listCalls('leader', 36_000, { scope: 'resource' })]),
  },
  truth: [],
};
