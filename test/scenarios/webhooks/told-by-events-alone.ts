import { failedCreateEvent } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Only controllers tell that a webhook refuses their pods',
  story:
    'A ReplicaSet could not create its pods two minutes ago: the log ended before that, and another API server answered on /metrics.',
  evidence: { failedCreateEvents: { events: [failedCreateEvent()], truncated: false } },
  truth: ['failing-webhook'],
  fail: { 'failing-webhook': ['high check.policy.example'] },
};
