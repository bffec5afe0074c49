import { flowSchema, priorityLevel, withOwn } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A flow schema of the owner whose name looks like the guard’s',
  story: 'Somebody copied the guard under a name of their own, with a cap that works.',
  evidence: {
    flowControl: withOwn(
      [
        flowSchema({
          name: 'aks-managed-apiserver-guard-copy',
          priorityLevel: 'aks-managed-apiserver-guard-copy',
        }),
      ],
      [priorityLevel({ name: 'aks-managed-apiserver-guard-copy' })],
    ),
  },
  truth: [],
};
