import { flowSchema, withOwn } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Half of the emergency guard is left over',
  story:
    'Somebody deleted its level and forgot the flow schema: it throttles nobody, and is in the way of the next.',
  evidence: {
    flowControl: withOwn([
      flowSchema({
        name: 'aks-managed-apiserver-guard',
        matchingPrecedence: 500,
        priorityLevel: 'aks-managed-apiserver-guard',
      }),
    ]),
  },
  truth: ['active-apiserver-guard'],
  fail: { 'active-apiserver-guard': ['medium aks-managed-apiserver-guard'] },
  notApplicable: ['ineffective-flow-schema'],
};
