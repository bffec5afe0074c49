import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { objectLeak } from '../../../src/checks/etcd/object-leak.ts';
import type { HistoryPoint } from '../../../src/evidence/history.ts';
import { cleanupOf } from '../../../src/remediation/cleanup.ts';
import { ago, apiMetrics, briefly, forbidden, gathered, objects, verdictOn } from '../../support/evidence.ts';
import { creationsByClient, leakSuspects, resourceCreations, suspectKind } from '../../support/leaks.ts';
import { history, remembered, type Remembered } from '../../support/object-history.ts';
import { randomFrom } from '../../support/series.ts';

const guide =
  'https://learn.microsoft.com/en-us/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/troubleshoot-apiserver-etcd';

/** Days of work in the last hours, by their number. */
const workedHours = [0];
for (let hour = 0; hour < 91 * 24; hour += 1) {
  const weekend = [0, 6].includes(new Date(ago(hour * 3_600)).getUTCDay());
  workedHours.push((workedHours[hour] ?? 0) + (weekend ? 0 : 1 / 24));
}

type CountAt = (daysAgo: number) => number;

/** Counts by kind; nothing else is known. */
function on(kinds: Readonly<Record<string, CountAt>>, given: Remembered = {}) {
  const series: Record<string, readonly HistoryPoint[]> = {};
  const counts: Record<string, number> = {};
  for (const [kind, countAt] of Object.entries(kinds)) {
    series[kind] = remembered(countAt, given);
    counts[kind] = Math.max(0, Math.round(countAt(0)));
  }
  return verdictOn(objectLeak, {
    history: history(series),
    apiMetrics: apiMetrics({ objects: objects(counts) }),
    leakSuspects: forbidden,
    creationsByClient: forbidden,
  });
}

test('a kind that grows every day is found with its creator, its namespace and its cure', () => {
  const verdict = verdictOn(objectLeak, {
    history: history({ 'jobs.batch': remembered((daysAgo) => 48_120 - 640 * daysAgo, { everyHours: 24 }) }),
    apiMetrics: apiMetrics({ objects: objects({ 'jobs.batch': 48_120, pods: 60 }) }),
    leakSuspects: gathered(leakSuspects([suspectKind()])),
    creationsByClient: gathered(creationsByClient([resourceCreations()])),
  });

  expect(verdict).toEqual({
    outcome: 'fail',
    inspected: 2,
    findings: [
      {
        severity: 'medium',
        confidence: 'measured',
        resource: { kind: 'APIResource', name: 'jobs.batch' },
        summary:
          'The kind jobs.batch grows steadily by 640 objects a day and has 48,120, most of them made by job-dispatcher (system:serviceaccount:batch:job-dispatcher); expected are at most 27 a day.',
        observed: { text: '640 objects a day', value: 640, unit: 'objectsPerDay' },
        threshold: { value: 27, unit: 'objectsPerDay', source: guide },
        culprit: { kind: 'object', name: 'jobs.batch' },
        since: ago(29 * 86_400),
        excerpts: [
          {
            label: 'Objects by day',
            value: '42,360, 43,000, 43,640, 44,280, 44,920, 45,560, 46,200, 46,840, 47,480',
          },
          { label: 'Pairs of days with more on the later one', value: '100 %' },
          { label: 'Doubles in', value: '75 d 4 h' },
          { label: 'Reaches 150,000 in', value: '159 d 4 h' },
          { label: 'In 59 min of audit log', value: '27 created, 0 deleted' },
          {
            label: 'Created by',
            value: 'job-dispatcher (system:serviceaccount:batch:job-dispatcher): 27 in batch',
          },
          { label: 'Objects looked at', value: '2,500 of 48,120' },
          { label: 'Namespaces', value: 'batch 98 %, shop 2 %' },
          { label: 'Without an owner', value: '98 %' },
          { label: 'Owners', value: 'CronJob 2 %' },
          { label: 'Field managers', value: 'job-dispatcher 98 %' },
          {
            label: 'Age',
            value: 'under an hour 1 %, under a day 10 %, under a week 40 %, under 30 days 49 %, older 0 %',
          },
        ],
        remediation: cleanupOf({
          kind: 'jobs.batch',
          limit: 10_000,
          maybeStale: false,
          namespace: 'batch',
          signs: ['job-dispatcher'],
        }),
      },
    ],
  });
});

test('an hour of log in which most were deleted does not hide a leak of weeks: it is only less sure', () => {
  const evidence = (deleted: number) => ({
    history: history({ 'jobs.batch': remembered((daysAgo) => 48_120 - 640 * daysAgo) }),
    apiMetrics: apiMetrics({ objects: objects({ 'jobs.batch': 48_120 }) }),
    leakSuspects: gathered(leakSuspects([])),
    creationsByClient: gathered(creationsByClient([resourceCreations({ deleted })])),
  });

  expect(verdictOn(objectLeak, evidence(0))).toMatchObject({ findings: [{ confidence: 'measured' }] });
  expect(verdictOn(objectLeak, evidence(900))).toMatchObject({
    findings: [{ confidence: 'inferred', resource: { name: 'jobs.batch' } }],
  });
});

test('without the log the namespace that holds most is named', () => {
  const verdict = verdictOn(objectLeak, {
    history: history({ 'jobs.batch': remembered((daysAgo) => 48_120 - 640 * daysAgo) }),
    apiMetrics: apiMetrics({ objects: objects({ 'jobs.batch': 48_120 }) }),
    leakSuspects: gathered(leakSuspects([suspectKind()])),
    creationsByClient: forbidden,
  });

  expect(verdict).toMatchObject({
    findings: [
      {
        summary:
          'The kind jobs.batch grows steadily by 640 objects a day and has 48,120, most of them in the namespace batch; expected are at most 27 a day.',
      },
    ],
  });
});

test('where the log is not there the history alone tells', () => {
  expect(on({ configmaps: (daysAgo) => 5_000 - 100 * daysAgo })).toMatchObject({
    outcome: 'fail',
    findings: [{ confidence: 'inferred', culprit: { kind: 'object', name: 'configmaps' } }],
  });
});

test.each<[string, CountAt, string | readonly string[]]>([
  ['27 more each day', (daysAgo) => 3_000 - 27 * daysAgo, ['medium configmaps']],
  ['26 more each day', (daysAgo) => 3_000 - 26 * daysAgo, 'pass'],
  ['1,000 objects', (daysAgo) => 1_000 - 27 * daysAgo, ['medium configmaps']],
  ['999 objects', (daysAgo) => 999 - 27 * daysAgo, 'pass'],
  ['doubling within a year', (daysAgo) => 36_500 - 100 * daysAgo, ['medium configmaps']],
  ['doubling in more than a year', (daysAgo) => 36_501 - 100 * daysAgo, 'pass'],
  ['150,000 in 30 days', (daysAgo) => 120_000 - 1_000 * daysAgo, ['high configmaps']],
  ['150,000 in 31 days', (daysAgo) => 119_000 - 1_000 * daysAgo, ['medium configmaps']],
  ['beyond 150,000', (daysAgo) => 200_000 - 1_000 * daysAgo, ['high configmaps']],
  ['fewer every day', (daysAgo) => 50_000 + 500 * daysAgo, 'pass'],
  ['as many every day', () => 50_000, 'pass'],
  ['deleted this morning', (daysAgo) => (daysAgo < 0.2 ? 2_000 : 20_000 - 500 * daysAgo), 'pass'],
  ['imported twice', (daysAgo) => 3_000 + (daysAgo < 6 ? 3_000 : 0) + (daysAgo < 3 ? 3_000 : 0), 'pass'],
  ['resting at weekends', (daysAgo) => 9_000 - 100 * workdaysSince(daysAgo), ['medium configmaps']],
  ['cleaned up once, ten days ago', (daysAgo) => 9_000 - 800 * (daysAgo % 10.5), ['medium configmaps']],
  ['cleaned up once a day', (daysAgo) => 9_000 - 8_000 * ((daysAgo + 0.3) % 1), 'pass'],
  ['cleaned up once a week', (daysAgo) => 9_000 - 1_000 * ((daysAgo + 0.01) % 7), 'pass'],
])('a kind with %s', (_, countAt, expected) => {
  expect(briefly(on({ configmaps: countAt }, { days: 12 }))).toEqual(expected);
});

/** 2026-11-24 is a Tuesday. */
function workdaysSince(daysAgo: number): number {
  return workedHours[Math.round(daysAgo * 24)] ?? 0;
}

test('the one that grows most comes first', () => {
  expect(
    briefly(
      on({
        configmaps: (daysAgo) => 9_000 - 100 * daysAgo,
        'jobs.batch': (daysAgo) => 9_000 - 200 * daysAgo,
      }),
    ),
  ).toEqual(['medium jobs.batch', 'medium configmaps']);
});

test('what grows with the cluster is no leak: pods and leases with nodes, revisions with workloads', () => {
  const growing =
    (perDay: number): CountAt =>
    (daysAgo) =>
      perDay * (30 - daysAgo) + 100 * perDay;

  expect(
    briefly(
      on({
        nodes: growing(30),
        pods: growing(600),
        'leases.coordination.k8s.io': growing(30),
        'deployments.apps': growing(20),
        'replicasets.apps': growing(200),
        'endpointslices.discovery.k8s.io': growing(100),
        events: growing(1_000),
      }),
    ),
  ).toBe('pass');
});

test('pods that grow while the nodes do not are a leak', () => {
  expect(briefly(on({ nodes: () => 30, pods: (daysAgo) => 9_000 - 200 * daysAgo }))).toEqual(['medium pods']);
});

test('six days are too few to tell growth', () => {
  expect(on({ configmaps: (daysAgo) => 9_000 - 100 * daysAgo, pods: () => 60 }, { days: 6 })).toEqual({
    outcome: 'unknown',
    reason: 'notCollected',
    detail:
      'There are too few counts of configmaps, with 1,000 objects or more, to tell growth: the cluster is remembered for 6 d, and it takes 7 d with a count on most days.',
    remedy: 'Let the scheduled sweeps go on; at least one a day has to reach the API server.',
  });
});

test('in the first sweep a cluster without large kinds has none that leaks, and any other is unknown', () => {
  const first = (counts: Readonly<Record<string, number>>) =>
    verdictOn(objectLeak, {
      history: history({}),
      apiMetrics: apiMetrics({ objects: objects(counts) }),
      leakSuspects: forbidden,
      creationsByClient: forbidden,
    });

  expect(first({ pods: 60, secrets: 999 })).toEqual({ outcome: 'pass', inspected: 2 });
  expect(first({ pods: 60, secrets: 1_000 })).toMatchObject({
    outcome: 'unknown',
    detail:
      'There are too few counts of secrets, with 1,000 objects or more, to tell growth: nothing is remembered of the cluster, and it takes 7 d with a count on most days.',
  });
});

test('a leak stands beside a kind that is too new to tell', () => {
  const verdict = verdictOn(objectLeak, {
    history: history({ configmaps: remembered((daysAgo) => 9_000 - 100 * daysAgo) }),
    apiMetrics: apiMetrics({ objects: objects({ configmaps: 9_000, 'widgets.example.com': 5_000 }) }),
    leakSuspects: forbidden,
    creationsByClient: forbidden,
  });

  expect(briefly(verdict)).toEqual(['medium configmaps']);
  expect(verdict).toMatchObject({ inspected: 1, unseen: { reason: 'notCollected' } });
});

test.each([
  [null, 'The API server shows no object counts on /metrics.'],
  [objects({}), 'The API server shows no object counts on /metrics.'],
  [
    objects({ pods: 60 }, { unreadable: ['widgets.example.com'] }),
    'The API server itself cannot count widgets.example.com.',
  ],
])('what is not counted is unknown, never without a leak', (counted, detail) => {
  const verdict = verdictOn(objectLeak, {
    history: history({}),
    apiMetrics: apiMetrics({ objects: counted }),
    leakSuspects: forbidden,
    creationsByClient: forbidden,
  });

  expect(verdict).toMatchObject({ outcome: 'unknown', reason: 'notCollected', detail });
});

const seeds = fc.nat(1_000_000);
const everyHours = fc.constantFrom(1, 2, 6);

test('whatever is cleaned up within a week is no leak, at any moment of its week', () => {
  fc.assert(
    fc.property(
      fc.record({
        // As schedules are: parts of a day, days, and what is between.
        period: fc.oneof(fc.constantFrom(0.125, 0.25, 0.5, 1, 7), fc.double({ min: 1, max: 7, noNaN: true })),
        phase: fc.double({ min: 0, max: 1, noNaN: true }),
        height: fc.integer({ min: 100, max: 100_000 }),
        floor: fc.integer({ min: 0, max: 20_000 }),
        days: fc.integer({ min: 9, max: 90 }),
        everyHours: fc.constantFrom(1, 2),
      }),
      ({ period, phase, height, floor, ...given }) => {
        const countAt: CountAt = (daysAgo) =>
          floor + height * (1 - ((((daysAgo - phase * period) % period) + period) % period) / period);

        expect(briefly(on({ configmaps: countAt }, given))).toBe('pass');
      },
    ),
    { seed: 2026, numRuns: 400 },
  );
});

test('whatever is cleaned up within a month is no leak once that was seen', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 7, max: 28, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 500, max: 100_000 }),
      (period, phase, height) => {
        const countAt: CountAt = (daysAgo) =>
          5_000 + height * (1 - ((((daysAgo - phase * period) % period) + period) % period) / period);

        expect(briefly(on({ configmaps: countAt }, { days: 90 }))).toBe('pass');
      },
    ),
    { seed: 2026, numRuns: 200 },
  );
});

test('a steady leak is always found, whatever its noise, its weekends and how often the cluster is audited', () => {
  fc.assert(
    fc.property(
      fc.record({
        perDay: fc.integer({ min: 60, max: 3_000 }),
        weekends: fc.boolean(),
        noise: fc.double({ min: 0, max: 0.3, noNaN: true }),
        seed: seeds,
        days: fc.integer({ min: 9, max: 90 }),
        everyHours: fc.oneof(everyHours, fc.constant(24)),
      }),
      ({ perDay, weekends, noise, seed, ...given }) => {
        const random = randomFrom(seed);
        const countAt: CountAt = (daysAgo) =>
          100 * perDay +
          noise * perDay * random.normal() -
          perDay * (weekends ? workdaysSince(daysAgo) : daysAgo);

        expect(on({ configmaps: countAt }, given).outcome).toBe('fail');
      },
    ),
    { seed: 2026, numRuns: 300 },
  );
});
