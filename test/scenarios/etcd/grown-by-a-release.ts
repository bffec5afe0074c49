import { platformMetrics, series } from '../../support/azure-evidence.ts';
import { growing, remembering } from '../../support/healthy-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'An etcd that grew for a while after a release',
  story: 'It rises by less than a point a day from a small base, and has room for months.',
  evidence: {
    history: remembering({ etcdUsed: growing(0.24, 0.004) }),
    platformMetrics: platformMetrics(series('etcd_database_usage_percentage', [24])),
  },
  truth: [],
};
