import { apiMetrics, objects } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Thirty thousand events of a busy cluster',
  story:
    'Five hundred nodes with short Jobs make that many events in the hour that they live; upstream tests with a million.',
  evidence: { apiMetrics: apiMetrics({ objects: objects({ nodes: 500, pods: 8_000, events: 30_000 }) }) },
  truth: [],
  fail: { 'excessive-object-count': ['medium events'] },
  knownFalseAlarm: {
    'excessive-object-count':
      'The guide’s bound of 10,000 is for objects of any type, so events are held to it too, although they expire by themselves.',
  },
};
