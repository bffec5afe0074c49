import { apiMetrics, objects } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Kinds that have exactly as many objects as they may',
  story: 'Ten thousand pods; and secrets and events that are many, but not beyond what upstream tests.',
  evidence: {
    apiMetrics: apiMetrics({
      objects: objects({ nodes: 90, pods: 10_000, secrets: 150_000, events: 1_000_000 }),
    }),
  },
  truth: ['excessive-object-count'],
  fail: { 'excessive-object-count': ['medium events', 'medium secrets'] },
};
