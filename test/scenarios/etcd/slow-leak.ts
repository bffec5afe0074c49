import { apiMetrics, objects } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import { remembered } from '../../support/object-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A leak of twenty objects a day, for two years',
  story:
    'Nobody ever deletes these secrets; they are 14,000 by now, and grow too slowly to be told from a cluster that grows.',
  evidence: {
    apiMetrics: apiMetrics({ objects: objects({ nodes: 6, pods: 400, secrets: 14_000 }) }),
    history: remembering({ objects: { secrets: remembered((daysAgo) => 14_000 - 20 * daysAgo) } }),
  },
  truth: ['object-leak', 'excessive-object-count'],
  fail: { 'excessive-object-count': ['medium secrets'] },
  knownMiss: {
    'object-leak':
      'What grows by less than 27 a day, or doubles in more than a year, grows as clusters do; the number itself is found.',
  },
};
