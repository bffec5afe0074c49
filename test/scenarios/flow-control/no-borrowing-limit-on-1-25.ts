import { apiHealth, flowSchema, priorityLevel, withOwn } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A level without a borrowing limit, on a server that does not lend',
  story: 'Borrowing came with 1.26: on 1.25 five shares are a cap as they are.',
  evidence: {
    apiHealth: apiHealth({ gitVersion: 'v1.25.15' }),
    flowControl: withOwn([flowSchema()], [priorityLevel({ borrowingLimitPercent: null })], {
      apiVersion: 'v1beta2',
    }),
  },
  truth: [],
};
