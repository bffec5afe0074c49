import { apiHealth, apiMetrics, objects } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import { remembered } from '../../support/object-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Object counts under the labels of 1.34',
  story:
    'The metric has a new name and a label for the group, and it estimates bytes: 12,000 reports of a scanner are named.',
  evidence: {
    history: remembering({
      objects: { 'vulnerabilityreports.aquasecurity.github.io': remembered(() => 12_000) },
    }),
    apiHealth: apiHealth({ gitVersion: 'v1.34.1' }),
    apiMetrics: apiMetrics({
      serverVersion: 'v1.34.1',
      objects: objects(
        { nodes: 6, pods: 700, 'vulnerabilityreports.aquasecurity.github.io': 12_000 },
        {
          metric: 'apiserver_resource_objects',
          estimatedBytes: { pods: 9_000_000, 'vulnerabilityreports.aquasecurity.github.io': 900_000_000 },
        },
      ),
    }),
  },
  truth: ['excessive-object-count'],
  fail: { 'excessive-object-count': ['medium vulnerabilityreports.aquasecurity.github.io'] },
};
