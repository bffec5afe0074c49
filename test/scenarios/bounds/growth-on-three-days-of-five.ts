import { ago, apiMetrics, objects } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A kind that grew on three of five days between audits',
  story: 'The cluster was looked at on six of nine days: up, level, up, level, up.',
  evidence: {
    apiMetrics: apiMetrics({ objects: objects({ nodes: 6, pods: 400, configmaps: 5_600 }) }),
    history: remembering({
      objects: {
        configmaps: (
          [
            [9, 4_000],
            [8, 4_600],
            [6, 4_600],
            [4, 5_200],
            [2, 5_200],
            [1, 5_500],
          ] as const
        ).map(([days, value]) => ({ at: ago(days * 86_400), value })),
      },
    }),
  },
  truth: ['object-leak'],
  fail: { 'object-leak': ['medium configmaps'] },
};
