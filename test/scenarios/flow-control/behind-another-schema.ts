import { flowSchema, priorityLevel, withOwn } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A flow schema that never gets a request',
  story: 'It stands behind the server’s own schema for service accounts, which takes all of them first.',
  evidence: { flowControl: withOwn([flowSchema({ matchingPrecedence: 9_500 })], [priorityLevel()]) },
  truth: ['ineffective-flow-schema'],
  fail: { 'ineffective-flow-schema': ['medium restrict-bad-client shadowed'] },
};
