import { latencyByCall, listCalls } from '../../support/azure-evidence.ts';
import { missing } from '../../support/missing.ts';
import { unknownWithoutMetrics } from '../../support/unknown-without.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A client lists often, and nobody counted the objects',
  story:
    'The API server’s metrics may not be read: twelve LISTs a second are too many unless the kind is tiny.',
  evidence: {
    ...missing('forbidden', 'apiMetrics'),
    latencyByCall: latencyByCall([listCalls('crawler', 43_200, { resource: 'secrets' })]),
  },
  truth: ['excessive-list-calls'],
  fail: {
    'excessive-list-calls': ['medium crawler system:serviceaccount:crawler:crawler list secrets cluster'],
  },
  unknown: { ...unknownWithoutMetrics('forbidden') },
};
