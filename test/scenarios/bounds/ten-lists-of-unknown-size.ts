import { latencyByCall, listCalls } from '../../support/azure-evidence.ts';
import { missing } from '../../support/missing.ts';
import { unknownWithoutMetrics } from '../../support/unknown-without.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Ten LISTs a second of unknown size',
  story: 'Nobody counted the secrets: at this rate it may be far too much, or nothing.',
  evidence: {
    ...missing('forbidden', 'apiMetrics'),
    latencyByCall: latencyByCall([listCalls('crawler', 35_980, { resource: 'secrets' })]),
  },
  truth: [],
  unknown: { ...unknownWithoutMetrics('forbidden'), 'excessive-list-calls': 'notCollected' },
};
