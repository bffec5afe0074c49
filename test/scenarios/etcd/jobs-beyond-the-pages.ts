import { ago, apiMetrics, objects } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import { remembered } from '../../support/object-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'More Jobs than an audit reads, few of them finished in what was read',
  story: 'The first two thousand of eight thousand are mostly running; what is behind them nobody saw.',
  evidence: {
    apiMetrics: apiMetrics({ objects: objects({ nodes: 6, pods: 8_100, 'jobs.batch': 8_000 }) }),
    history: remembering({
      objects: { 'jobs.batch': remembered(() => 8_000), pods: remembered(() => 8_100) },
    }),
    finishedJobs: {
      total: 8_000,
      read: 2_000,
      complete: false,
      finishedWithoutTtl: 300,
      finishedWithTtl: 0,
      groups: [{ namespace: 'ci', owner: null, finishedWithoutTtl: 300, oldestFinishedAt: ago(86_400) }],
    },
  },
  truth: ['finished-jobs-without-ttl'],
  unknown: { 'finished-jobs-without-ttl': 'truncated' },
};
