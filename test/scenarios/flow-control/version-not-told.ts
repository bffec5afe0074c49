import { apiHealth, flowSchema, priorityLevel, withOwn } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A manifest of an old version on a server that does not tell its own',
  story: 'Whether the server still takes it depends on a version that it gives as a word.',
  evidence: {
    apiHealth: apiHealth({ gitVersion: 'unknown' }),
    flowControl: withOwn(
      [flowSchema({ appliedApiVersion: 'flowcontrol.apiserver.k8s.io/v1beta2' })],
      [priorityLevel()],
    ),
  },
  truth: ['ineffective-flow-schema'],
  unknown: { 'ineffective-flow-schema': 'invalid' },
};
