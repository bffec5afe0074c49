import { apiHealth, healthEndpoint } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The API server does not reach etcd',
  story: 'livez and readyz both fail their line of etcd; everything else follows from it.',
  evidence: { apiHealth: apiHealth({ livez: healthEndpoint('etcd'), readyz: healthEndpoint('etcd') }) },
  truth: ['unhealthy-api-server'],
  fail: { 'unhealthy-api-server': ['critical etcd'] },
};
