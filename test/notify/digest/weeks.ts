/** A fleet of three over two weeks, audited every day at noon, as the history keeps it. */
import type { BaselineEntry, ClusterRef, Headline, Policy } from '../../../src/model.ts';
import { checks } from '../../../src/checks/index.ts';
import type { ReportSettings } from '../../../src/notify/settings/notify-settings.ts';
import type { DigestDeps } from '../../../src/notify/digest/load-digest.ts';
import type { History } from '../../../src/store/history.ts';
import { memoryHistory } from '../../../src/store/memory-history.ts';
import { rollUpCluster } from '../../../src/sweep/roll-up.ts';
import {
  aCluster,
  aHeadline,
  anAudit,
  anEntry,
  aSweep,
  minute,
  sweepId,
  summary,
} from '../../store/builders.ts';

export const shop = aCluster('shop-prod');
export const ledger = aCluster('ledger-prod');
export const batch = aCluster('batch');

/** Tuesday, six hours after the newest sweep. */
export const dueAt = new Date('2026-11-24T18:00:00.000Z');

export const weekly: ReportSettings = {
  name: 'payments weekly',
  schedule: '0 0 18 * * 2',
  timeZone: 'UTC',
  period: 'week',
  owner: 'owner=payments',
  receivers: ['mail'],
  csv: false,
};

/** Minutes of noon, some days from the day of the report. */
export const noonOf = (day: number): number => day * 24 * 60;

export const seenOn = (day: number) => ({
  sweepId: sweepId(noonOf(day)),
  at: minute(noonOf(day) + 2).toISOString(),
});

export interface Story {
  readonly cluster: ClusterRef;
  /** Null: Azure does not tell. */
  readonly tags: Readonly<Record<string, string>> | null;
  /** Of a day from -13 to 0; null when it was not audited. */
  readonly headline: (day: number) => Partial<Headline> | null;
  readonly entries: readonly BaselineEntry[];
}

export const twoWeeks: readonly Story[] = [
  {
    cluster: shop,
    tags: { owner: 'payments', env: 'prod' },
    // From 40 % by one per cent of its quota a day; a finding more since three days ago.
    headline: (day) => ({
      score: day < -2 ? 90 : 80,
      coverage: 1,
      findings: day < -2 ? { high: 1 } : { critical: 1, high: 1 },
      etcdUsed: 0.4 + 0.01 * (day + 13),
      objects: null,
    }),
    entries: [
      anEntry('f-pods', {
        severity: 'high',
        confidence: 'measured',
        state: 'unchanged',
        firstSeen: seenOn(-13),
        lastSeen: seenOn(0),
        summary: 'There are 48,211 objects of the kind pods; expected are at most 10,000.',
        culprit: { kind: 'object', name: 'pods' },
      }),
      anEntry('f-etcd', {
        check: 'large-etcd-database',
        severity: 'critical',
        state: 'unchanged',
        firstSeen: seenOn(-2),
        lastSeen: seenOn(0),
        summary: 'The etcd database etcd-0 has 91 % of its quota; expected is at most 90 % of its quota.',
      }),
    ],
  },
  {
    cluster: ledger,
    tags: { Owner: 'payments' },
    // Not audited on three days, nor in the newest sweep.
    headline: (day) =>
      day === 0 || (day > -9 && day < -5)
        ? null
        : {
            score: 70,
            coverage: 0.5,
            findings: day < -4 ? { medium: 1 } : {},
            etcdUsed: null,
            etcdBytes: null,
            objects: null,
          },
    entries: [
      anEntry('f-old', {
        severity: 'low',
        state: 'unchanged',
        firstSeen: seenOn(-20),
        lastSeen: seenOn(-1),
        summary: 'A webhook times out late.',
        suppression: { id: 's1', owner: 'ada', reason: 'known', expires: '2026-12-01T00:00:00.000Z' },
      }),
      anEntry('f-gone', {
        severity: 'medium',
        state: 'resolved',
        firstSeen: seenOn(-20),
        lastSeen: seenOn(-5),
        resolved: seenOn(-4),
        summary: 'Leases were 40 s old.',
      }),
      anEntry('f-long-gone', {
        state: 'resolved',
        firstSeen: seenOn(-20),
        lastSeen: seenOn(-11),
        resolved: seenOn(-10),
      }),
    ],
  },
  {
    cluster: batch,
    tags: { owner: 'data' },
    headline: () => ({ score: 10, coverage: 1, findings: { critical: 9 }, etcdUsed: 0.99 }),
    entries: [anEntry('f-other', { severity: 'critical', firstSeen: seenOn(-1), lastSeen: seenOn(0) })],
  },
];

/** What the sweeps of those days left behind. */
export async function stored(stories: readonly Story[]): Promise<History> {
  const history = memoryHistory();
  for (let day = -13; day <= 0; day += 1) {
    const sweep = aSweep(noonOf(day));
    await history.openSweep(sweep);
    await history.planClusters(
      sweep.id,
      stories.map(({ cluster }) => ({ cluster, state: 'planned' })),
    );
    for (const story of stories) await audited(history, story, day);
    await history.closeSweep(sweep.id, minute(noonOf(day) + 5).toISOString(), summary);
  }
  for (const { cluster, entries } of stories) await history.saveBaseline(cluster.key, entries);
  return history;
}

async function audited(history: History, { cluster, tags, headline }: Story, day: number): Promise<void> {
  const seen = headline(day);
  const sweep = sweepId(noonOf(day));
  if (seen === null) {
    const why = 'The API server did not answer.';
    await history.markLedger(sweep, cluster.key, 'failed', why);
    return history.markNotAudited(cluster, { sweepId: sweep, at: seenOn(day).at, why, state: 'failed' });
  }
  const audit = anAudit(cluster, noonOf(day), {
    facts: tags === null ? null : { tier: null, location: null, nodes: null, tags },
    headline: aHeadline(seen),
  });
  await history.saveAudit(audit);
  await rollUpCluster(history, audit);
  await history.markLedger(sweep, cluster.key, 'audited');
}

export function digestDeps(history: DigestDeps['history'], policy: Partial<Policy> = {}): DigestDeps {
  return {
    history,
    checks,
    policy: async () => ({ suppressions: [], thresholds: [], ...policy }),
    now: () => dueAt,
    baseUrl: 'https://fleet.example.com',
  };
}
