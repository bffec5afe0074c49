import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { remember } from '../../../src/judgement/fleet-memory.ts';
import type { FleetMemory } from '../../../src/model.ts';
import { fleetInsights } from '../../../src/report/insights/fleet-insights.ts';
import type { FleetSeen } from '../../../src/report/insights/fleet-seen.ts';
import { Insights } from '../../../src/report/insights/insights.ts';
import { subscriptionCoverage } from '../../../src/report/insights/subscription-coverage.ts';
import { vanishedClusters } from '../../../src/report/insights/vanished-clusters.ts';
import { minute } from '../../store/builders.ts';
import { fleetOf, inShort, now } from './fleets.ts';
import type { Told } from './fleets.ts';

const notAnswered = 'The newest sweep could not audit it. It did not answer.';

test('clusters that vanished within 30 days are told with what was open in them', () => {
  const finding = { check: 'silent-nodes', severity: 'high' } as const;
  const fleet = fleetOf([
    { name: 'there', notAudited: 'failed' },
    { name: 'gone', notAudited: 'vanished', findings: [finding, finding], leftOut: 3 },
    { name: 'gone too', notAudited: 'vanished', never: true },
  ]);

  const told = { at: minute(12).toISOString(), why: 'It did not answer.' };
  expect(vanishedClusters(fleet)).toEqual([
    { cluster: inShort('gone'), ...told, lastAudited: minute(2).toISOString(), openFindings: 5 },
    { cluster: inShort('gone too'), ...told, lastAudited: null, openFindings: 0 },
  ]);
  const day = 24 * 60;
  expect(vanishedClusters({ ...fleet, now: minute(12 + 30 * day) })).toHaveLength(2);
  expect(vanishedClusters({ ...fleet, now: minute(13 + 30 * day) })).toEqual([]);
});

test('coverage is that of a subscription, least first; what was not audited counts as nothing seen', () => {
  const fleet = fleetOf([
    { name: 'a', subscription: 'S-1', coverage: 0.8 },
    { name: 'b', subscription: 's-1', coverage: 0.4, score: null, unread: 'It has no audit log.' },
    { name: 'c', subscription: 's-1', notAudited: 'failed' },
    { name: 'd', subscription: 's-1', notAudited: 'skipped' },
    { name: 'e', subscription: 's-1', notAudited: 'vanished' },
    { name: 'f', subscription: 's-2', notAudited: 'skipped' },
    { name: 'g' },
    { name: 'h', subscription: 's-3', never: true },
  ]);

  expect(subscriptionCoverage(fleet)).toEqual([
    { subscriptionId: 's-3', clusters: 1, audited: 0, coverage: 0, withoutScore: 0, withoutClients: 1 },
    {
      subscriptionId: 's-1',
      clusters: 3,
      audited: 2,
      coverage: (0.8 + 0.4) / 3,
      withoutScore: 1,
      withoutClients: 1,
    },
    { subscriptionId: null, clusters: 1, audited: 1, coverage: 1, withoutScore: 0, withoutClients: 0 },
    { subscriptionId: 's-2', clusters: 0, audited: 0, coverage: null, withoutScore: 0, withoutClients: 0 },
  ]);
});

describe('what could not be seen', () => {
  const fleet = fleetOf(
    [
      { name: 'blind', unread: 'The cluster has no audit log in any workspace.', version: null },
      { name: 'crowded', leftOut: 7, unread: 'Nobody may read its log.' },
      { name: 'failed', notAudited: 'failed' },
      { name: 'gone', notAudited: 'vanished', unread: 'It is gone.', leftOut: 1 },
      { name: 'never', never: true },
      { name: 'seen' },
      { name: 'stopped', notAudited: 'skipped' },
      { name: 'writes', sees: 'writes', leftOut: 1 },
    ],
    { hidden: ['Subscription s-2 may not be read.'] },
  );
  const insights = fleetInsights(fleet);
  const stopped = 'There was nothing to audit. It did not answer.';
  const whys = (of: { readonly unseen: Insights['newClients']['unseen'] }) =>
    of.unseen.map(({ cluster, why }) => [cluster.name, why]);

  test('of clients is told by cluster, with why', () => {
    expect(whys(insights.newClients)).toEqual([
      ['blind', 'The cluster has no audit log in any workspace.'],
      ['crowded', 'Nobody may read its log.'],
      ['failed', notAnswered],
      ['never', 'It was never audited.'],
      ['stopped', stopped],
      ['writes', 'Reads are not in its audit log: clients that only read are not seen.'],
    ]);
    expect(insights.newClients.unseenTotal).toBe(6);
  });

  test('of shared clients also counts findings that are not kept, each cluster once', () => {
    expect(insights.sharedClients.unseenTotal).toBe(6);
    expect(whys(insights.sharedClients).filter(([name]) => name === 'crowded' || name === 'writes')).toEqual([
      [
        'crowded',
        'Nobody may read its log. 7 open findings are not kept with its newest state, so whom they name is not known.',
      ],
      [
        'writes',
        'Reads are not in its audit log: clients that only read are not seen. 1 open finding is not kept with its newest state, so whom they name is not known.',
      ],
    ]);
  });

  test('of versions, of coverage and of the fleet itself is told too', () => {
    const unaudited = [
      ['failed', notAnswered],
      ['never', 'It was never audited.'],
      ['stopped', stopped],
    ];
    expect(whys(insights.newVersions)).toEqual([
      ['blind', 'Its version of Kubernetes was not seen.'],
      ...unaudited,
    ]);
    expect(whys(insights.subscriptions)).toEqual(unaudited);
    expect(insights.vanished.hidden).toEqual(['Subscription s-2 may not be read.']);
    expect(insights.remembered).toEqual({ since: null, days: 30, leftOut: 0 });
  });
});

test('lists are cut at 100, and say how much there is', () => {
  const names = Array.from({ length: 120 }, (_, index) => `c${String(index).padStart(3, '0')}`);
  const clients = names.map((name) => [name, 'u', 1] as const);
  const finding = (name: string) =>
    ({ check: 'dominant-client', severity: 'medium', culprit: { kind: 'client', name } }) as const;
  const insights = fleetInsights(
    fleetOf(names.map((name) => ({ name, clients, findings: names.map(finding), sees: 'writes' }))),
  );

  expect(insights.sharedClients).toMatchObject({ items: { length: 100 }, total: 120 });
  expect(insights.sharedClients.items[0]).toMatchObject({ clusters: { length: 100 }, clustersTotal: 120 });
  expect(insights.sharedClients).toMatchObject({ unseen: { length: 100 }, unseenTotal: 120 });
});

describe('whatever the fleet', () => {
  const word = fc.constantFrom('kubectl', 'podwatch', 'sync', 'manager', 'kubelet');
  const version = fc.constantFrom('1.0', '1.1', '2.0', '');
  const agent = fc.tuple(word, version).map(([name, at]) => `${name}/${at}`);
  const user = fc.constantFrom('ada', 'system:node:n1', 'system:serviceaccount:a:b');
  const told = (name: string): fc.Arbitrary<Told> =>
    fc.record(
      {
        name: fc.constant(name),
        subscription: fc.constantFrom('s-1', 's-2'),
        clients: fc.array(fc.tuple(agent, user, fc.integer({ min: 0, max: 30 })), { maxLength: 4 }),
        requestsPerSecond: fc.constantFrom(null, 0, 20, 100),
        unread: fc.constant('It has no audit log.'),
        findings: fc.array(
          fc.record({
            check: fc.constantFrom('dominant-client', 'slow-client'),
            severity: fc.constantFrom('high', 'medium'),
            culprit: fc.record({ kind: fc.constant('client'), name: word }),
          }),
          { maxLength: 2 },
        ),
        notAudited: fc.constantFrom('failed', 'skipped', 'vanished'),
        never: fc.boolean(),
        version: fc.constantFrom('v1.31.2', 'v1.32.0', null),
      },
      { requiredKeys: ['name'] },
    );
  const clusters = fc.tuple(...['a', 'b', 'c', 'd', 'e'].map(told));
  const known: FleetMemory = {
    since: minute(-20_000).toISOString(),
    clients: {},
    kubernetesVersions: {},
    leftOut: 0,
  };

  /** As a sweep and a page after it see the fleet. */
  function seen(of: readonly Told[]): FleetSeen {
    const fleet = fleetOf(of);
    const busy = new Map(fleet.clients.map((one) => [one.cluster.key, one.busy]));
    return { ...fleet, memory: remember(known, { latest: fleet.latest, busy }, now) };
  }

  test('insights are as their schema says, and the order of what they are made from does not matter', () => {
    fc.assert(
      fc.property(clusters, fc.infiniteStream(fc.nat()), (all, random) => {
        const numbers = [...random.take(30)];
        const shuffled = <T>(items: readonly T[]): readonly T[] =>
          items
            .map((item, place) => ({ item, at: numbers[place] ?? 0 }))
            .toSorted((left, right) => left.at - right.at)
            .map(({ item }) => item);
        const insights = fleetInsights(seen(all));
        expect(Insights.parse(insights)).toEqual(insights);
        const { latest, open, clients, ...rest } = seen(shuffled(all));
        const other = { ...rest, latest: shuffled(latest), open: shuffled(open), clients: shuffled(clients) };
        expect(fleetInsights(other)).toEqual(insights);
      }),
    );
  });

  test('a cluster more never hides what is told of the others', () => {
    fc.assert(
      fc.property(clusters, (all) => {
        const whole = namesIn(fleetInsights(seen(all)));
        for (const [list, names] of Object.entries(namesIn(fleetInsights(seen(all.slice(1)))))) {
          expect(whole[list]).toEqual(expect.arrayContaining([...names]));
        }
      }),
    );
  });

  test('every cluster of the fleet is seen by an insight or named by it as not seen', () => {
    fc.assert(
      fc.property(clusters, (all) => {
        const { newClients } = fleetInsights(seen(all));
        const blind = new Set(newClients.unseen.map(({ cluster }) => cluster.name));
        for (const one of all) {
          const isSeen = one.unread === undefined && one.never !== true && one.notAudited === undefined;
          expect([one.name, blind.has(one.name)]).toEqual([
            one.name,
            !isSeen && one.notAudited !== 'vanished',
          ]);
        }
      }),
    );
  });
});

/** What each list tells, by name, with where. */
function namesIn(insights: Insights): Readonly<Record<string, readonly string[]>> {
  const { sharedClients, newClients, newVersions, vanished, subscriptions } = insights;
  return {
    sharedClients: sharedClients.items.flatMap(({ name, clusters }) =>
      clusters.map(({ cluster }) => `${name} in ${cluster.name}`),
    ),
    newClients: newClients.items.map(({ name }) => name),
    newVersions: newVersions.items.map(({ version }) => version),
    vanished: vanished.items.map(({ cluster }) => cluster.name),
    subscriptions: subscriptions.items.map(({ subscriptionId }) => String(subscriptionId)),
  };
}
