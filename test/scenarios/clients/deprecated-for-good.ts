import { apiMetrics } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A version that is deprecated and is not going away',
  story:
    'Custom resources mark versions as deprecated without a plan to remove them: endpoints of v1 do too.',
  evidence: {
    apiMetrics: apiMetrics({
      deprecatedApis: [
        { group: '', version: 'v1', resource: 'endpoints', subresource: '', removedRelease: '' },
      ],
    }),
  },
  truth: [],
};
