import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A cluster without aggregated APIs',
  story: 'Not even the metrics server: there is nothing to be unavailable.',
  evidence: { aggregatedApis: { services: [] } },
  truth: [],
  notApplicable: ['unavailable-aggregated-api'],
};
