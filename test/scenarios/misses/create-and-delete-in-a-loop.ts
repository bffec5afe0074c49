import { callLatency, latencyByCall } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A controller creates and deletes the same object over and over',
  story: 'Forty creates and forty deletes a second, which cost etcd as much as updates do.',
  evidence: {
    latencyByCall: latencyByCall(
      ['create', 'delete'].map((verb) =>
        callLatency('flapping', { verb, resource: 'pods', apiGroup: '', requests: 144_000 }),
      ),
    ),
  },
  truth: ['excessive-write-calls'],
  knownMiss: {
    'excessive-write-calls':
      'The guide’s cause is PUT, so only PUT and PATCH are counted; what is created and not deleted is a leak, and has checks of its own.',
  },
};
