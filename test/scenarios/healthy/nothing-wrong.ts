import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A cluster with nothing wrong',
  story: 'Three nodes, the Standard tier, all logs: the cluster that all other scenarios differ from.',
  evidence: {},
  truth: [],
};
