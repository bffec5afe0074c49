import { apiMetrics } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A version that the minor after next does not serve',
  story: 'There is one upgrade left to change its clients in.',
  evidence: {
    apiMetrics: apiMetrics({
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
  truth: ['deprecated-api-calls'],
  fail: { 'deprecated-api-calls': ['low volumeattributesclasses.storage.k8s.io v1beta1'] },
};
