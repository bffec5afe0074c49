import { expect, test } from 'vitest';
import { etcdFillingUp } from '../../../src/checks/etcd/etcd-filling-up.ts';
import type { HistoryPoint } from '../../../src/evidence/history.ts';
import { databaseCleanup } from '../../../src/remediation/etcd.ts';
import { platformMetrics, series } from '../../support/azure-evidence.ts';
import {
  ago,
  apiMetrics,
  briefly,
  findingsIn,
  forbidden,
  gathered,
  verdictOn,
} from '../../support/evidence.ts';
import { clusterHistory } from '../../support/history.ts';

const day = 86_400;
const gib = 1024 ** 3;

/** One value a day until yesterday, so much more each day, to reach `value` today. */
function rising(value: number, perDay: number, days = 20): readonly HistoryPoint[] {
  return Array.from({ length: days }, (_, index) => ({
    at: ago((days - index) * day),
    value: value - (days - index) * perDay,
  }));
}

/** A database that has so much of its quota today, and grew by so much a day. */
function on(
  share: number,
  perDay: number,
  days = 20,
  more: Readonly<Record<string, readonly HistoryPoint[]>> = {},
) {
  return verdictOn(etcdFillingUp, {
    history: clusterHistory({ series: { etcdUsed: rising(share, perDay, days), ...more } }),
    platformMetrics: gathered(platformMetrics(series('etcd_database_usage_percentage', [share * 100]))),
    apiMetrics: forbidden,
  });
}

test('a database that will be full within a month is a finding with its growth, its dates and what grows', () => {
  const jobs = { 'objects:jobs.batch': rising(30_000, 600), 'objects:pods': rising(400, 1) };

  expect(on(0.7, 0.01, 20, jobs)).toEqual({
    outcome: 'fail',
    inspected: 1,
    findings: [
      {
        severity: 'medium',
        confidence: 'inferred',
        resource: { kind: 'EtcdDatabase', name: 'etcd' },
        summary:
          'The etcd database has 70 % of its quota, grows by 1 % a day and reaches 90 % of its quota in 20 d; expected is not within 30 d.',
        observed: { text: 'reaches 90 % of its quota in 20 d', value: 20 * day, unit: 'seconds' },
        threshold: {
          value: 30 * day,
          unit: 'seconds',
          source: 'https://github.com/etcd-io/etcd/blob/main/contrib/mixin/alerts/alerts.libsonnet',
        },
        culprit: { kind: 'object', name: 'jobs.batch' },
        since: ago(20 * day),
        excerpts: [
          { label: 'Growth a day', value: '1 % to 1 %' },
          { label: 'Seen', value: '21 samples since 4 Nov 2026' },
          { label: 'Reached', value: '14 Dec 2026 at the earliest, 14 Dec 2026 at the latest' },
          { label: 'jobs.batch', value: '3,600 objects more in a week' },
          { label: 'pods', value: '6 objects more in a week' },
        ],
        remediation: databaseCleanup({ main: true, largest: ['jobs.batch', 'pods'] }),
      },
    ],
  });
});

test.each([
  [0.2, 0.7 / 31, 'pass'],
  [0.2, 0.7 / 29, ['medium etcd']],
  [0.5, 0.4 / 8, ['medium etcd']],
  [0.5, 0.4 / 6, ['high etcd']],
  [0.8, 0.1 / 2, ['high etcd']],
  [0.85, 0.05 / 0.9, ['critical etcd']],
  [0.93, 0.01, ['critical etcd']],
  [0.93, 0, 'pass'],
  [0.93, -0.01, 'pass'],
])('at %d of its quota and %d more a day', (share, perDay, expected) => {
  expect(briefly(on(share, perDay, 12))).toEqual(expected);
});

test('without the percentage the size counts, against the quota that is supposed', () => {
  const verdict = verdictOn(etcdFillingUp, {
    history: clusterHistory({ series: { etcdBytes: rising(6 * gib, gib / 10) } }),
    platformMetrics: forbidden,
    apiMetrics: gathered(
      apiMetrics({
        etcd: { metric: 'apiserver_storage_size_bytes', databases: [{ name: 'etcd-0', bytes: 6 * gib }] },
      }),
    ),
  });

  expect(findingsIn(verdict)[0]?.summary).toBe(
    'The etcd database has 6 GiB, grows by 102.4 MiB a day and reaches 90 % of its quota in 12 d; expected is not within 30 d.',
  );
});

test('after four audits nobody can tell', () => {
  expect(on(0.7, 0.01, 3)).toEqual({
    outcome: 'unknown',
    reason: 'notCollected',
    detail:
      'Share of the quota: There are 4 samples, and a forecast needs 5. Size: There are 0 samples, and a forecast needs 5.',
    remedy: 'Let the auditor sweep on; ten days of history tell where the next thirty lead.',
  });
});

test('a growth that was seen for some days only is no all-clear for a month', () => {
  expect(on(0.3, 0.02, 5)).toEqual({
    outcome: 'unknown',
    reason: 'notCollected',
    detail:
      'It looks 15 days ahead and not 30 days, since the trend was seen for 5 days only. It may be full within 30 d.',
    remedy: 'Let the auditor sweep on; ten days of history tell where the next thirty lead.',
  });
});

test('what earlier audits saw is no answer for what nobody sees now', () => {
  const unseen = {
    history: clusterHistory({ series: { etcdUsed: rising(0.3, 0.0001), etcdBytes: rising(gib, 1_000) } }),
    platformMetrics: forbidden,
    apiMetrics: forbidden,
  };

  expect(verdictOn(etcdFillingUp, unseen)).toMatchObject({ outcome: 'unknown', reason: 'forbidden' });
});
