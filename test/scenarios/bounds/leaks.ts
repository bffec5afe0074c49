import { apiMetrics, objects } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import { remembered } from '../../support/object-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Kinds that grow exactly as fast as a leak',
  story: 'The fewest objects that are looked at; 27 a day; and what doubles within a year to the day.',
  evidence: {
    apiMetrics: apiMetrics({
      objects: objects({
        nodes: 6,
        pods: 400,
        configmaps: 1_000,
        secrets: 2_000,
        'widgets.example.com': 36_500,
      }),
    }),
    history: remembering({
      objects: {
        configmaps: remembered((daysAgo) => 1_000 - 30 * daysAgo, { everyHours: 24 }),
        secrets: remembered((daysAgo) => 2_000 - 27 * daysAgo, { everyHours: 24 }),
        'widgets.example.com': remembered((daysAgo) => 36_500 - 100 * daysAgo, { everyHours: 24 }),
      },
    }),
  },
  truth: ['object-leak', 'excessive-object-count'],
  fail: {
    'object-leak': ['medium configmaps', 'medium secrets', 'medium widgets.example.com'],
    'excessive-object-count': ['medium widgets.example.com'],
  },
};
