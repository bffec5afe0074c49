import { platformMetrics, series } from '../../support/azure-evidence.ts';
import { apiMetrics } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import { remembered } from '../../support/object-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'An etcd that AKS defragments each week',
  story: 'It rises by three percent a day and falls back every seventh; it never comes near the end.',
  evidence: {
    history: remembering({
      etcdUsed: remembered((daysAgo) => 100_000 + 30_000 * ((6 - Math.floor(daysAgo) + 700) % 7)).map(
        ({ at, value }) => ({
          at,
          value: value / 1e6,
        }),
      ),
    }),
    platformMetrics: platformMetrics(series('etcd_database_usage_percentage', [28])),
    apiMetrics: apiMetrics({
      etcd: {
        metric: 'apiserver_storage_size_bytes',
        databases: [{ name: 'etcd-0', bytes: 1.9 * 1024 ** 3 }],
      },
    }),
  },
  truth: [],
  fail: { 'etcd-filling-up': ['medium etcd'] },
  knownFalseAlarm: {
    'etcd-filling-up':
      'The trend begins at the last fall, and nobody promises the next one; a month is left, and the finding goes when it comes.',
  },
};
