import { apiHealth, apiMetrics } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Somebody calls a version that the next minor does not serve',
  story:
    'A pipeline still applies flow schemas in v1beta3, which 1.32 removes; another version that is called goes much later.',
  evidence: {
    apiHealth: apiHealth({ gitVersion: 'v1.31.6' }),
    apiMetrics: apiMetrics({
      serverVersion: 'v1.31.6',
      deprecatedApis: [
        {
          group: 'flowcontrol.apiserver.k8s.io',
          version: 'v1beta3',
          resource: 'flowschemas',
          subresource: '',
          removedRelease: '1.32',
        },
        {
          group: 'example.k8s.io',
          version: 'v1beta1',
          resource: 'widgets',
          subresource: '',
          removedRelease: '1.40',
        },
      ],
    }),
  },
  truth: ['deprecated-api-calls'],
  fail: { 'deprecated-api-calls': ['low flowschemas.flowcontrol.apiserver.k8s.io v1beta3'] },
};
