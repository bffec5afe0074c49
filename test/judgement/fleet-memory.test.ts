import { describe, expect, test } from 'vitest';
import { remember } from '../../src/judgement/fleet-memory.ts';
import type { BusyClients, FleetMemory, LatestAudit } from '../../src/model.ts';
import { aCluster, aHeadline, aNewest, minute } from '../store/builders.ts';

/** Minutes. */
const day = 24 * 60;
/** When an audit that a sweep made at a time ended, as builders have it. */
const ended = (minutes: number): string => minute(minutes + 2).toISOString();

interface Audit {
  readonly name: string;
  readonly at: number;
  readonly agents?: readonly string[];
  /** Since when its log is read; from long ago without it. */
  readonly since?: number | null;
  readonly version?: string | null;
}

function fleetOf(audits: readonly Audit[]) {
  const latest = audits.map(({ name, at, version = null }): LatestAudit => ({
    cluster: aCluster(name),
    newest: aNewest(aHeadline({ kubernetesVersion: version }), at),
  }));
  const busy = new Map(
    audits.flatMap(({ name, at, agents, since = -90 * day }): [string, BusyClients][] => {
      const known = since === null ? null : ended(since);
      const clients = (agents ?? []).map((userAgent) => ({
        userAgent,
        username: 'u',
        requests: 1,
        meanMs: 1,
      }));
      const span = { from: ended(at - 60), to: ended(at), sees: 'all' } as const;
      return agents === undefined ? [] : [[aCluster(name).key, { since: known, ok: true, ...span, clients }]];
    }),
  );
  return { latest, busy };
}

const none: FleetMemory = { since: ended(-40 * day), clients: {}, kubernetesVersions: {}, leftOut: 0 };

test('the first sweep begins it: all that is there is known from then on, and none of it is news', () => {
  const fleet = fleetOf([
    { name: 'a', at: 0, agents: ['sync/v1.2 (linux/amd64)', 'vault/abc'], version: 'v1.31.2' },
  ]);

  const learned = { first: ended(0), last: ended(0), isNews: false };
  expect(remember(null, fleet, minute(5))).toEqual({
    since: minute(5).toISOString(),
    clients: {
      sync: { ...learned, versions: { '1.2': learned } },
      vault: { ...learned, versions: {} },
    },
    kubernetesVersions: { 'v1.31.2': learned },
    leftOut: 0,
  });
});

test('what a later sweep sees for the first time is news; what is known is only seen again', () => {
  const first = fleetOf([{ name: 'a', at: 0, agents: ['sync/1.2'], version: 'v1.31.2' }]);
  const next = fleetOf([{ name: 'a', at: day, agents: ['sync/1.3', 'spark/2.0'], version: 'v1.32.0' }]);
  const memory = remember(remember(null, first, minute(5)), next, minute(day + 5));

  const news = { first: ended(day), last: ended(day), isNews: true };
  const known = { first: ended(0), last: ended(0), isNews: false };
  expect(memory).toEqual({
    since: minute(5).toISOString(),
    clients: {
      spark: { ...news, versions: { '2.0': news } },
      sync: { ...known, last: ended(day), versions: { '1.2': known, '1.3': news } },
    },
    kubernetesVersions: { 'v1.31.2': known, 'v1.32.0': news },
    leftOut: 0,
  });
});

describe('a client', () => {
  const sync = (audits: readonly Audit[], before: FleetMemory | null = none) =>
    remember(before, fleetOf(audits), minute(10)).clients['sync'];

  test.each<[string, readonly Audit[], boolean]>([
    ['where the log was read before is news', [{ name: 'a', at: 0, agents: ['sync/1.2'] }], true],
    [
      'where it is read for the first time may be old',
      [{ name: 'a', at: 0, agents: ['sync/1.2'], since: 0 }],
      false,
    ],
    [
      'in both kinds of clusters is news, whichever was audited first',
      [
        { name: 'a', at: -5, agents: ['sync/1.2'], since: -5 },
        { name: 'b', at: 0, agents: ['sync/1.2'] },
      ],
      true,
    ],
  ])('%s', (_rule, audits, isNews) => {
    expect(sync(audits)?.isNews).toBe(isNews);
    expect(sync(audits.toReversed())).toEqual(sync(audits));
  });

  test('that was not seen for 30 days is forgotten, and news when it comes back', () => {
    const old = remember(
      none,
      fleetOf([{ name: 'a', at: -31 * day, agents: ['sync/1.2'] }]),
      minute(-31 * day + 10),
    );
    expect(sync([], old)).toBeUndefined();
    expect(sync([{ name: 'a', at: 0, agents: ['sync/1.2'] }], old)).toMatchObject({
      first: ended(0),
      isNews: true,
    });
  });

  test('that is still there loses versions that are not', () => {
    const old = remember(
      none,
      fleetOf([{ name: 'a', at: -31 * day, agents: ['sync/1.2'] }]),
      minute(-31 * day + 10),
    );
    const later = remember(
      old,
      fleetOf([{ name: 'a', at: -5 * day, agents: ['sync/1.3'] }]),
      minute(-5 * day + 10),
    );
    const back = sync([{ name: 'a', at: 0, agents: ['sync/1.2'] }], later);
    expect(Object.keys(back?.versions ?? {})).toEqual(['1.2', '1.3']);
    expect(back?.versions['1.2']).toMatchObject({ first: ended(0), isNews: true });
  });

  test('of an audit that is older than what is remembered is not taken in', () => {
    expect(sync([{ name: 'a', at: -31 * day, agents: ['sync/1.2'] }])).toBeUndefined();
  });

  test('keeps the five versions that were seen last', () => {
    const agents = Array.from({ length: 7 }, (_, index) => `sync/1.${index}`);
    expect(Object.keys(sync([{ name: 'a', at: 0, agents }])?.versions ?? {})).toHaveLength(5);
  });

  test('may be called as JavaScript calls its own', () => {
    const agents = ['__proto__/1.0', 'constructor/1.0'];
    const memory = remember(none, fleetOf([{ name: 'a', at: 0, agents }]), minute(10));
    expect(Object.keys(memory.clients).toSorted()).toEqual(['__proto__', 'constructor']);
  });
});

test('taking the same audits in again, or those of an earlier sweep late, changes nothing', () => {
  const earlier = fleetOf([{ name: 'a', at: 0, agents: ['sync/1.2'], version: 'v1.31.2' }]);
  const later = fleetOf([{ name: 'a', at: 60, agents: ['sync/1.2', 'spark/1.0'], version: 'v1.31.2' }]);
  const memory = remember(remember(none, earlier, minute(10)), later, minute(70));

  expect(remember(memory, later, minute(71))).toEqual(memory);
  expect(remember(memory, earlier, minute(72))).toEqual(memory);
});

test('there is room for 2,000 clients: those that were not seen for longest are left out, and counted', () => {
  const agents = (word: string) => Array.from({ length: 1_500 }, (_, index) => `${word}${index}/1.0`);
  const first = remember(none, fleetOf([{ name: 'a', at: 0, agents: agents('old') }]), minute(10));
  const memory = remember(first, fleetOf([{ name: 'a', at: 60, agents: agents('new') }]), minute(70));

  const names = Object.keys(memory.clients);
  expect(names.filter((name) => name.startsWith('new'))).toHaveLength(1_500);
  expect(names).toHaveLength(2_000);
  expect(memory.leftOut).toBe(1_000);
});
