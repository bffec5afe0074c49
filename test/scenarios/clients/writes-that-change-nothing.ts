import { callLatency, latencyByCall } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Most writes change nothing',
  story:
    'Six updates a second by an operator that does not compare first, next to one that writes as often and means it.',
  evidence: {
    latencyByCall: latencyByCall([
      callLatency('careless', {
        verb: 'update',
        resource: 'configmaps',
        apiGroup: '',
        requests: 36_000,
        versionedWrites: 36_000,
        unchangedWrites: 24_000,
      }),
      callLatency('careful', {
        verb: 'update',
        resource: 'configmaps',
        apiGroup: '',
        requests: 36_000,
        versionedWrites: 36_000,
        unchangedWrites: 300,
      }),
    ]),
  },
  truth: ['excessive-write-calls'],
  fail: {
    'excessive-write-calls': [
      'medium careless system:serviceaccount:careless:careless update configmaps resource',
    ],
  },
};
