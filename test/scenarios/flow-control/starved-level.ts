import { flowSchema, priorityLevel, withOwn } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A level whose requests wait for ever',
  story:
    'No shares, no borrowing, and queues: each request waits until it times out, which is not what its owner wanted.',
  evidence: {
    flowControl: withOwn([flowSchema()], [priorityLevel({ shares: 0, limitResponse: 'Queue' })]),
  },
  truth: ['ineffective-flow-schema'],
  fail: { 'ineffective-flow-schema': ['medium restricted no-seats'] },
};
