import { apiMetrics } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A version that goes, on a server that does not say its own',
  story: 'Whether 1.35 is the next minor or years away is not known.',
  evidence: {
    apiMetrics: apiMetrics({
      serverVersion: null,
      deprecatedApis: [
        {
          group: 'storage.k8s.io',
          version: 'v1beta1',
          resource: 'volumeattributesclasses',
          subresource: '',
          removedRelease: '1.35',
        },
      ],
    }),
  },
  truth: [],
  unknown: { 'deprecated-api-calls': 'notCollected' },
};
