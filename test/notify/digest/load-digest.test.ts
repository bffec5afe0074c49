import { expect, test } from 'vitest';
import { near } from '../../support/matchers.ts';
import type { DigestChart } from '../../../src/notification.ts';
import { loadDigest } from '../../../src/notify/digest/load-digest.ts';
import { digestDeps, dueAt, ledger, seenOn, shop, stored, twoWeeks, weekly } from './weeks.ts';

const urlOf = (key: string): string => `https://fleet.example.com/clusters/${key}`;
const inShop = { key: shop.key, name: 'shop-prod', url: urlOf(shop.key) };
const inLedger = { key: ledger.key, name: 'ledger-prod', url: urlOf(ledger.key) };
const tooMany = { id: 'excessive-object-count', title: 'Too many objects of a kind' };

/** The last fourteen days of a chart; nothing was known before. */
function points(last: readonly (number | null)[], text: (value: number) => string): DigestChart['points'] {
  return [...Array<null>(30 - last.length).fill(null), ...last].map((value, day) => ({
    at: new Date(Date.UTC(2026, 9, 26 + day)).toISOString(),
    value,
    text: value === null ? 'not seen' : text(value),
  }));
}

test('two weeks of an owner', async () => {
  const until = { owner: 'ada', reason: 'known', source: 'api' as const };
  const suppressions = [
    { id: 's1', ...until, expires: '2026-12-01T00:00:00.000Z', tag: 'owner=payments' },
    { id: 'ended', ...until, expires: '2026-11-24T00:00:00.000Z' },
    { id: 'much later', ...until, expires: '2026-12-31T00:00:00.000Z' },
    { id: 'of another', ...until, expires: '2026-12-01T00:00:00.000Z', cluster: 'batch' },
    { id: 's0', ...until, expires: '2026-11-30T00:00:00.000Z', check: 'slow-webhook' },
  ];
  const deps = digestDeps(await stored(twoWeeks), { suppressions });

  const etcd = {
    alertId: 'f-etcd',
    change: 'opened',
    kind: 'finding',
    severity: 'critical',
    check: { id: 'large-etcd-database', title: 'Large etcd database' },
    cluster: inShop,
    cause: null,
    summary: 'The etcd database etcd-0 has 91 % of its quota; expected is at most 90 % of its quota.',
    since: seenOn(-2).at,
    confidence: null,
    url: `${urlOf(shop.key)}#finding-f-etcd`,
  };
  expect(await loadDigest(deps, weekly, dueAt)).toEqual({
    form: 'digest',
    name: 'payments weekly',
    title: 'Weekly report: owner=payments',
    at: '2026-11-24T18:00:00.000Z',
    period: { from: '2026-11-17T18:00:00.000Z', to: '2026-11-24T18:00:00.000Z' },
    owner: 'owner=payments',
    clusters: {
      total: 2,
      notAudited: [{ cluster: inLedger, why: 'The API server did not answer.' }],
      notAuditedTotal: 1,
    },
    score: { now: 80, before: 90 },
    // One of two, now and then: what was not audited is not covered.
    coverage: { now: 0.5, before: 0.5 },
    unseen: [],
    open: { critical: 1, high: 1 },
    suppressed: 1,
    opened: { items: [etcd], total: 1 },
    resolved: {
      items: [
        {
          alertId: 'f-gone',
          change: 'resolved',
          kind: 'finding',
          severity: 'medium',
          check: tooMany,
          cluster: inLedger,
          cause: null,
          summary: 'Leases were 40 s old.',
          since: seenOn(-20).at,
          confidence: null,
          url: `${urlOf(ledger.key)}#gone`,
        },
      ],
      total: 1,
    },
    worst: {
      items: [
        etcd,
        {
          alertId: 'f-pods',
          change: 'ongoing',
          kind: 'finding',
          severity: 'high',
          check: tooMany,
          cluster: inShop,
          cause: { kind: 'object', name: 'pods' },
          summary: 'There are 48,211 objects of the kind pods; expected are at most 10,000.',
          since: seenOn(-13).at,
          confidence: 'measured',
          url: `${urlOf(shop.key)}#finding-f-pods`,
        },
      ],
      total: 2,
    },
    // It has 53 % and grows by 1 % a day: 22 days.
    forecasts: [
      {
        cluster: inShop,
        figure: 'etcd database',
        bound: '75 % of its quota',
        at: '2026-12-16T12:00:00.000Z',
        earliest: '2026-12-16T12:00:00.000Z',
        latest: '2026-12-16T12:00:00.000Z',
      },
    ],
    forecastsTotal: 1,
    endingSuppressions: [
      { id: 's0', owner: 'ada', reason: 'known', expires: '2026-11-30T00:00:00.000Z' },
      { id: 's1', owner: 'ada', reason: 'known', expires: '2026-12-01T00:00:00.000Z' },
    ],
    endingSuppressionsTotal: 2,
    charts: [
      {
        title: 'Score',
        newest: '80 of 100',
        from: 0,
        to: 100,
        points: points(
          [80, 80, 80, 80, 80, 90, 90, 90, 80, 80, 80, 75, 75, 80],
          (value) => `${value} of 100`,
        ),
      },
      {
        title: 'Open findings',
        newest: '2 findings',
        from: 0,
        to: 2,
        // What was open in the cluster that was not audited on three days stays open.
        points: points([2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 2, 2, 2], (value) =>
          value === 1 ? '1 finding' : `${value} findings`,
        ),
      },
      {
        title: 'etcd quota in use, shop-prod',
        newest: '53 %',
        from: 0,
        to: 1,
        points: points(
          [0.4, 0.41, 0.42, 0.43, 0.44, 0.45, 0.46, 0.47, 0.48, 0.49, 0.5, 0.51, 0.52, 0.53],
          (value) => `${Math.round(value * 100)} %`,
        ).map((point) => ({ ...point, value: point.value === null ? null : near(point.value) })),
      },
    ],
    across: {
      items: [],
      total: 0,
      note: 'What was in the fleet before is not known yet, so nothing can be told to be new.',
    },
    csv: null,
    url: 'https://fleet.example.com/?tag=owner%3Dpayments',
  });
});
