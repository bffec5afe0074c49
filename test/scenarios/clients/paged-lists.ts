import { latencyByCall, listCalls } from '../../support/azure-evidence.ts';
import { apiMetrics, objects } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A client that lists in pages',
  story: 'It goes through all 9,000 pods, 500 at a time, twice a second: large, but each page is small.',
  evidence: {
    apiMetrics: apiMetrics({ objects: objects({ nodes: 12, pods: 9_000 }) }),
    latencyByCall: latencyByCall([listCalls('auditing-tool', 3_600, { unpaged: 0 })]),
  },
  truth: [],
};
