import { clusterHistory } from '../../support/history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The first sweep of a cluster',
  story:
    'Nothing is remembered of it: whether something grows, restarts or changes all the time is not known yet.',
  evidence: { history: clusterHistory() },
  truth: [],
  unknown: {
    'restarting-api-server': 'notCollected',
    'etcd-filling-up': 'notCollected',
    'contested-webhook-configuration': 'notCollected',
  },
};
