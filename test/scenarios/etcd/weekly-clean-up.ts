import { apiMetrics, objects } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import { remembered } from '../../support/object-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Reports that are cleaned up every week',
  story: 'They grow by 900 a day and fall back every seventh: a sawtooth, and no leak.',
  evidence: {
    apiMetrics: apiMetrics({ objects: objects({ nodes: 6, pods: 400, 'reports.example.com': 6_400 }) }),
    history: remembering({
      objects: { 'reports.example.com': remembered((daysAgo) => 1_000 + 900 * ((6 - daysAgo + 700) % 7)) },
    }),
  },
  truth: [],
};
