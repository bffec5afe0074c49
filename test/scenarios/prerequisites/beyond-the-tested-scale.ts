import { apiMetrics, objects } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'More pods than the vendor has tested',
  story: 'Two hundred and ten thousand pods, most of them finished.',
  evidence: { apiMetrics: apiMetrics({ objects: objects({ nodes: 900, pods: 210_000 }) }) },
  truth: ['untested-cluster-scale', 'excessive-object-count'],
  fail: { 'untested-cluster-scale': ['high pods'], 'excessive-object-count': ['critical pods'] },
};
