import { latencyByCall, listCalls } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Frequent LISTs of a kind with three objects',
  story: 'Fifteen LISTs of all nodes a second, of which there are three.',
  evidence: { latencyByCall: latencyByCall([listCalls('node-watcher', 54_000, { resource: 'nodes' })]) },
  truth: [],
};
