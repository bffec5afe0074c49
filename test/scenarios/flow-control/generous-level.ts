import { flowSchema, priorityLevel, withOwn } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A level for an important client',
  story: 'A hundred shares, free to borrow: it is made to serve somebody well, not to hold anybody down.',
  evidence: {
    flowControl: withOwn(
      [flowSchema({ name: 'payments-first', priorityLevel: 'payments' })],
      [priorityLevel({ name: 'payments', shares: 100, borrowingLimitPercent: null, limitResponse: 'Queue' })],
    ),
  },
  truth: [],
};
