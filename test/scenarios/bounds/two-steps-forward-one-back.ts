import { apiMetrics, objects } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import { remembered } from '../../support/object-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A kind that grows in every second day, and is cleaned up a little in the others',
  story: 'Of all pairs of days 86 % show growth, and half of the days do: just a leak.',
  evidence: {
    apiMetrics: apiMetrics({ objects: objects({ nodes: 6, pods: 400, configmaps: 5_700 }) }),
    history: remembering({
      objects: {
        configmaps: remembered(
          (daysAgo) => [5_700, 5_800, 5_500, 5_600, 5_300, 5_400, 5_000, 5_200, 5_100][daysAgo] ?? 5_050,
          {
            everyHours: 24,
          },
        ),
      },
    }),
  },
  truth: ['object-leak'],
  fail: { 'object-leak': ['medium configmaps'] },
};
