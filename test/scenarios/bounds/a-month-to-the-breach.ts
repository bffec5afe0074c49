import { apiMetrics, objects } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import { remembered } from '../../support/object-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A leak that is beyond what upstream tests in exactly thirty days',
  story: 'A thousand more a day, and 120,000 of them today.',
  evidence: {
    apiMetrics: apiMetrics({ objects: objects({ nodes: 6, pods: 400, 'widgets.example.com': 120_000 }) }),
    history: remembering({
      objects: {
        'widgets.example.com': remembered((daysAgo) => 120_000 - 1_000 * daysAgo, { everyHours: 24 }),
      },
    }),
  },
  truth: ['object-leak', 'excessive-object-count'],
  fail: {
    'object-leak': ['high widgets.example.com'],
    'excessive-object-count': ['medium widgets.example.com'],
  },
};
