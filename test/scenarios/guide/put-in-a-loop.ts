import { callLatency, latencyByCall } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A controller writes the same object over and over',
  story: 'Cause 5 of the newer guide, the PUT half: 25 updates a second of a status that hardly changes.',
  evidence: {
    latencyByCall: latencyByCall([
      callLatency('widget-operator', {
        verb: 'update',
        resource: 'widgets/status',
        apiGroup: 'example.com',
        requests: 90_000,
        versionedWrites: 90_000,
        unchangedWrites: 80_000,
      }),
      callLatency('argocd'),
    ]),
  },
  truth: ['excessive-write-calls'],
  fail: {
    'excessive-write-calls': [
      'medium widget-operator system:serviceaccount:widget-operator:widget-operator update widgets.example.com/status resource',
    ],
  },
};
