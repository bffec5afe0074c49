import { apiHealth, healthEndpoint } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A new API server that is not ready yet',
  story: 'A post-start hook and the informers have not finished, as during every rolling update.',
  evidence: {
    apiHealth: apiHealth({ readyz: healthEndpoint('poststarthook/rbac/bootstrap-roles', 'informer-sync') }),
  },
  truth: ['unhealthy-api-server'],
  fail: { 'unhealthy-api-server': ['medium informer-sync', 'medium poststarthook/rbac/bootstrap-roles'] },
};
