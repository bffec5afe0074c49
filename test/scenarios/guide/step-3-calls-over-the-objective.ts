import { callLatency, latencyByCall, listCalls } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'LISTs of all pods miss the objective of 30 s',
  story:
    'Step 3 of the guide: five in a hundred of the LISTs that a dashboard sends take longer than 30 s; its GETs are fine.',
  evidence: {
    latencyByCall: latencyByCall([
      listCalls('dashboard', 600, { p50Ms: 9_000, p99Ms: 41_000, overObjective: 30 }),
      callLatency('dashboard'),
    ]),
  },
  truth: ['slo-violating-calls'],
  fail: { 'slo-violating-calls': ['high pods list cluster'] },
};
