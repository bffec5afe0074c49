import { callLatency, latencyByCall } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Calls on custom resources are slow',
  story:
    'No objective is promised for kinds of others; they are held to that of built-in ones, with less weight.',
  evidence: {
    latencyByCall: latencyByCall([
      callLatency('widget-operator', {
        resource: 'widgets',
        apiGroup: 'example.com',
        p99Ms: 3_000,
        overObjective: 60,
      }),
    ]),
  },
  truth: ['slo-violating-calls'],
  fail: { 'slo-violating-calls': ['medium widgets.example.com get resource'] },
};
