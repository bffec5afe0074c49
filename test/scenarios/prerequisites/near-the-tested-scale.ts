import { apiMetrics, objects } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Four and a half thousand nodes, and room for pods',
  story: 'Nine tenths of the nodes that the vendor has tested; a third of the pods.',
  evidence: { apiMetrics: apiMetrics({ objects: objects({ nodes: 4_500, pods: 9_900 }) }) },
  truth: ['untested-cluster-scale'],
  fail: { 'untested-cluster-scale': ['medium nodes'] },
};
