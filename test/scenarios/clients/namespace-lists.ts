import { latencyByCall, listCalls } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Frequent LISTs inside one namespace',
  story:
    'Thirty LISTs a second of the config maps of one namespace: nobody knows how many those are, at most all 40.',
  evidence: {
    latencyByCall: latencyByCall([
      listCalls('cd-agent', 108_000, { resource: 'configmaps', scope: 'namespace' }),
    ]),
  },
  truth: [],
};
