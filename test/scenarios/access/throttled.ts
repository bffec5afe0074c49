import { missing, withoutCluster } from '../../support/missing.ts';
import { unknownWithoutCluster } from '../../support/unknown-without.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The API server asks to come back later',
  story: 'It answered 429 at the first request, and the auditor left it alone.',
  evidence: {
    ...withoutCluster('throttled'),
    apiAccess: {
      state: 'failed',
      layer: 'throttled',
      why: missing('throttled', 'apiHealth').apiHealth,
      closedBy: null,
    },
  },
  truth: [],
  unknown: { ...unknownWithoutCluster('throttled'), 'unreachable-api-server': 'throttled' },
};
