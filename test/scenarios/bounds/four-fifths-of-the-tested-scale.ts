import { apiMetrics, objects } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Four fifths of the nodes and pods that the vendor has tested',
  story: 'Still within; but so many pods are too many objects of a kind.',
  evidence: { apiMetrics: apiMetrics({ objects: objects({ nodes: 4_000, pods: 160_000 }) }) },
  truth: ['excessive-object-count'],
  fail: { 'excessive-object-count': ['critical pods'] },
};
