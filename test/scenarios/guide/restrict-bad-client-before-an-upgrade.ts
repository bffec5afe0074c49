import { apiHealth, flowSchema, priorityLevel, withOwn } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The flow schema of the guide on 1.28, the last that serves its version',
  story: 'All is well today; after the next minor upgrade the manifest in Git can no longer be applied.',
  evidence: {
    apiHealth: apiHealth({ gitVersion: 'v1.28.15' }),
    flowControl: withOwn(
      [flowSchema({ appliedApiVersion: 'flowcontrol.apiserver.k8s.io/v1beta2' })],
      [priorityLevel()],
      { apiVersion: 'v1beta3' },
    ),
  },
  truth: ['ineffective-flow-schema'],
  fail: { 'ineffective-flow-schema': ['low restrict-bad-client removed-version'] },
};
