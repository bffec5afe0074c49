import { flowSchema, priorityLevel, withOwn } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A flow schema that points to nothing, beside one that works',
  story: 'The level was deleted by hand, the schema was not: the server ignores it, and the client is free.',
  evidence: {
    flowControl: withOwn(
      [
        flowSchema(),
        flowSchema({
          name: 'hold-crawler',
          matchingPrecedence: 840,
          priorityLevel: 'crawlers',
          dangling: true,
        }),
      ],
      [priorityLevel()],
    ),
  },
  truth: ['ineffective-flow-schema'],
  fail: { 'ineffective-flow-schema': ['medium hold-crawler dangling'] },
};
