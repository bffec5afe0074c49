/** The fleet as notifications see it: what is wrong, and never less than is known. */
import { describe, expect, test } from 'vitest';
import type { BaselineEntry, ClusterRef, Policy } from '../../src/model.ts';
import type { Alert, NotifyState } from '../../src/notification.ts';
import { decide, nothingTold } from '../../src/notify/decide.ts';
import type { Observation } from '../../src/notify/decide/observation.ts';
import { observe } from '../../src/notify/observe.ts';
import type { NotifySettings } from '../../src/notify/settings/notify-settings.ts';
import { noPolicy } from '../../src/policy/current-policy.ts';
import type { History } from '../../src/store/history.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { aCluster, anAudit, anEntry, aSweep, minute, summary, sweepId } from '../store/builders.ts';
import { damageAll, historyOn, testTables } from '../store/faulty-tables.ts';
import { aSubscription, someSettings } from '../store/told.ts';
import { aRoute } from './deciding.ts';

const prod = aCluster('prod');
const unknownCheck = { category: null };
const tables = testTables();

async function seen(history: History, policy: Policy = noPolicy, settings: NotifySettings = someSettings) {
  const receivers = {
    subscriptions: await history.subscriptions(),
    health: await history.receiverHealth(),
  };
  const context = { history, checks: [], policy: async () => policy, settings };
  return observe(context, minute(10), nothingTold, receivers);
}

/** A history in which one audit found these. */
async function found(...baseline: readonly BaselineEntry[]): Promise<History> {
  const history = memoryHistory();
  await history.saveAudit(anAudit(prod, 0, { baseline }));
  await history.saveBaseline(prod.key, baseline);
  return history;
}

async function closeSweep(history: History, change: Parameters<typeof aSweep>[1] = {}): Promise<void> {
  await history.openSweep(aSweep(0, change));
  await history.closeSweep(sweepId(0), minute(9).toISOString(), summary);
}

function openIds({ clusters }: Observation): readonly string[] {
  return clusters.flatMap(({ open }) => open.map(({ id }) => id));
}

const cluster = { key: prod.key, name: 'prod', tags: { owner: 'batch-team', env: 'prod' } };

describe('a cluster', () => {
  test('with an open finding, a suppressed one and one that is resolved', async () => {
    const suppression = { id: 's', owner: 'dana', reason: 'Later.', expires: minute(99).toISOString() };
    const history = await found(
      anEntry('open', { confidence: 'sampled', culprit: { kind: 'client', name: 'argo' } }),
      anEntry('suppressed', { suppression }),
      anEntry('over', { state: 'resolved', resolved: { sweepId: sweepId(0), at: minute(2).toISOString() } }),
    );
    await closeSweep(history);
    const open: Alert = {
      id: 'open',
      kind: 'finding',
      severity: 'high',
      check: 'excessive-object-count',
      ...unknownCheck,
      cluster,
      cause: { kind: 'client', name: 'argo' },
      summary: 'Jobs: 48,211; expected at most 10,000.',
      since: '2026-11-24T12:02:00.000Z',
      confidence: 'sampled',
      auditId: sweepId(0),
    };
    expect(await seen(history)).toEqual({
      at: '2026-11-24T12:10:00.000Z',
      sweepId: sweepId(0),
      clusters: [
        {
          cluster,
          auditId: sweepId(0),
          lost: null,
          gone: false,
          seen: true,
          open: [open, { ...open, id: 'suppressed', cause: null, confidence: null, suppression }],
        },
      ],
      fleet: [],
    });
  });

  test('of Azure is known by its resource id', async () => {
    const resourceId =
      '/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/a';
    const ofAzure: ClusterRef = {
      ...prod,
      source: { kind: 'azure', resourceId, subscriptionId: 's', resourceGroup: 'g', location: 'x' },
    };
    const history = memoryHistory();
    await history.saveAudit(anAudit(ofAzure, 0));
    expect((await seen(history)).clusters[0]?.cluster).toEqual({ ...cluster, resourceId });
  });

  test('with more open findings than fit beside its newest state: all are read', async () => {
    const all = ['a', 'b', 'c'].map((id) => anEntry(id));
    const history = await found(...all);
    const few = async () => [{ cluster: prod, findings: all.slice(0, 1), leftOut: 2 }];
    expect(openIds(await seen({ ...history, openFindings: few }))).toEqual(['a', 'b', 'c']);
  });

  const note = { sweepId: sweepId(5), at: minute(6).toISOString(), why: 'The API server did not answer.' };
  const lost: Alert = {
    id: `clusterLost:${prod.key}`,
    kind: 'clusterLost',
    severity: 'high',
    check: null,
    category: null,
    cluster,
    cause: null,
    summary: 'Cluster prod could not be audited: The API server did not answer.',
    since: '2026-11-24T12:06:00.000Z',
    confidence: 'measured',
    auditId: null,
  };

  test.each(['failed', 'missed'] as const)(
    'that was not audited (%s) is lost, and what was open stays',
    async (state) => {
      const history = await found(anEntry('a'));
      await history.markNotAudited(prod, { ...note, state });
      const [one] = (await seen(history)).clusters;
      expect({ ...one, open: one?.open.map(({ id }) => id) }).toEqual({
        cluster,
        auditId: sweepId(0),
        lost,
        gone: false,
        seen: true,
        open: ['a'],
      });
    },
  );

  test('that is stopped is not looked at, and nobody is told', async () => {
    const history = await found(anEntry('a'));
    await history.markNotAudited(prod, { ...note, state: 'skipped' });
    expect((await seen(history)).clusters).toMatchObject([{ lost: null, gone: false, seen: false }]);
  });

  test('that vanished from a sweep which did not see all of the fleet may only be hidden', async () => {
    const history = await found(anEntry('a'));
    await history.openSweep(aSweep(5));
    await history.markSweep(sweepId(5), { status: 'running', unseen: ['A subscription cannot be read.'] });
    await history.closeSweep(sweepId(5), minute(6).toISOString(), summary);
    await history.markNotAudited(prod, { ...note, sweepId: sweepId(5), state: 'vanished' });
    expect((await seen(history)).clusters).toMatchObject([
      { gone: false, seen: false, lost: { kind: 'clusterLost', severity: 'high' } },
    ]);
  });

  test('that vanished is gone, which is told', async () => {
    const history = await found(anEntry('a'));
    await history.markNotAudited(prod, { ...note, state: 'vanished' });
    expect((await seen(history)).clusters).toMatchObject([
      {
        gone: true,
        lost: {
          ...lost,
          id: `clusterGone:${prod.key}`,
          kind: 'clusterGone',
          severity: 'medium',
          summary: 'Cluster prod is not in the fleet any more: The API server did not answer.',
        },
      },
    ]);
  });

  test('that was never audited has no audit, and is lost', async () => {
    const history = memoryHistory();
    await history.markNotAudited(prod, { ...note, state: 'failed' });
    const ofIt = { ...cluster, tags: {} };
    expect((await seen(history)).clusters).toEqual([
      { cluster: ofIt, auditId: null, lost: { ...lost, cluster: ofIt }, gone: false, seen: true, open: [] },
    ]);
  });
});

describe('the fleet', () => {
  const ofFleet = {
    check: null,
    category: null,
    cluster: null,
    cause: null,
    confidence: 'measured',
    auditId: null,
  };

  test.each<[string, object, string | null]>([
    ['seen whole', {}, null],
    ['one part unseen', { unseen: ['Subscription a is forbidden.'] }, 'Subscription a is forbidden.'],
    [
      'two parts',
      { unseen: ['Subscription a is forbidden.', 'B too.'] },
      'Subscription a is forbidden. And 1 more.',
    ],
    ['planning broke', { problem: 'Planning broke.', unseen: ['B too.'] }, 'Planning broke. And 1 more.'],
  ])('%s', async (_, change, why) => {
    const history = memoryHistory();
    await closeSweep(history, change);
    expect((await seen(history)).fleet).toEqual(
      why === null
        ? []
        : [
            {
              ...ofFleet,
              id: 'sweepIncomplete',
              kind: 'sweepIncomplete',
              severity: 'high',
              summary: `Clusters may be missing from the sweep: ${why}`,
              since: '2026-11-24T12:00:00.000Z',
            },
          ],
    );
  });

  test('what an open sweep could not see is not told before it is closed', async () => {
    const history = memoryHistory();
    await closeSweep(history);
    await history.openSweep(aSweep(5, { unseen: ['Subscription a is forbidden.'] }));
    expect(await seen(history)).toMatchObject({ sweepId: sweepId(0), fleet: [] });
  });

  test('suppressions that have ended are told for a week', async () => {
    const ends = (days: number) => minute(10 + days * 24 * 60).toISOString();
    const suppression = (id: string, days: number) =>
      ({ id, owner: 'dana', reason: 'It is replaced.', expires: ends(days), source: 'file' }) as const;
    const suppressions = [
      suppression('long-over', -7.01),
      suppression('just-over', -7),
      suppression('now', 0),
      suppression('in-force', 0.01),
    ];
    const ended = (id: string, days: number) => ({
      ...ofFleet,
      id: `suppressionEnded:${id}:${ends(days)}`,
      kind: 'suppressionEnded',
      severity: 'medium',
      summary: `Suppression ${id} of dana has ended, and what it hid counts again. It was made because: It is replaced.`,
      since: ends(days),
    });
    expect((await seen(memoryHistory(), { suppressions, thresholds: [] })).fleet).toEqual([
      ended('just-over', -7),
      ended('now', 0),
    ]);
  });

  test('receivers that nothing reaches, and webhooks that were paused for it', async () => {
    const history = memoryHistory();
    const since = (days: number) => minute(10 - days * 24 * 60).toISOString();
    const health = (receiver: string, days: number | null) =>
      history.changeReceiverHealth(receiver, () => ({
        receiver,
        failures: days === null ? 0 : 20,
        ...(days === null ? {} : { failingSince: since(days), lastFailure: 'It answers 503.' }),
      }));
    await history.addSubscription(aSubscription({ id: 'wh-works', name: 'Works' }));
    await history.addSubscription(
      aSubscription({
        id: 'wh-operator',
        name: 'O',
        paused: { at: since(9), by: 'operator', why: 'Paused.' },
      }),
    );
    await history.addSubscription(
      aSubscription({
        id: 'wh-gone',
        name: 'Gone',
        paused: { at: since(1), by: 'gone', why: 'It answered 410: it wants no more messages.' },
      }),
    );
    await health('platform-teams', 5);
    await health('batch-mail', 4.99);
    await health('who-was-removed', 50);
    await health('wh-works', null);
    await health('wh-gone', 9);
    const failing = (receiver: string, summary: string, days: number) => ({
      ...ofFleet,
      id: `receiverFailing:${receiver}`,
      kind: 'receiverFailing',
      severity: 'high',
      summary,
      since: since(days),
    });
    expect((await seen(history)).fleet).toEqual([
      failing(
        'platform-teams',
        'Nothing has reached receiver platform-teams for five days. It last failed so: It answers 503.',
        5,
      ),
      // Once, though it failed for long too.
      failing(
        'wh-gone',
        'Nothing is sent any more to webhook Gone (wh-gone). It answered 410: it wants no more messages.',
        1,
      ),
    ]);
  });
});

describe('what is damaged is no all-clear', () => {
  const route = aRoute({ resolveAfter: 1, groupMinutes: 0 });
  const rules = {
    routes: [route],
    subscriptions: [],
    maintenance: [],
    paused: new Set<string>(),
    programs: new Set<string>(),
  };

  /** What is told of a finding after its row was damaged, by somebody who wants to hear at once that it is over. */
  async function toldAfter(damage: object) {
    const open = tables();
    const history = historyOn(open, () => undefined);
    const entry = anEntry('a');
    for (const [minutes, baseline] of [
      [-10, []],
      [-5, [entry]],
      [0, [entry]],
    ] as const) {
      await history.saveAudit(anAudit(prod, minutes, { baseline }));
      await history.saveBaseline(prod.key, baseline);
    }
    const before: NotifyState = {
      ...decide(await seen(history), nothingTold, rules).state,
      // As if it was told of an audit before this one.
      clusters: { [prod.key]: { audit: sweepId(-5), tags: {} } },
      sweepId: sweepId(-5),
    };
    await damageAll(open, 'Latest', damage);
    const observation = await seen(history);
    const { messages } = decide(observation, before, rules);
    return {
      open: openIds(observation),
      told: messages.map(({ members }) => members.map(({ alert, change }) => `${alert.kind} ${change}`)),
    };
  }

  test('findings that cannot be read are read where they are kept one by one', async () => {
    expect(await toldAfter({ findings: '{"cut' })).toEqual({ open: ['a'], told: [] });
  });

  test('a cluster whose newest state cannot be read could not be audited, and its findings stay', async () => {
    expect(await toldAfter({ coverage: 'much' })).toEqual({
      open: ['a'],
      told: [['clusterLost opened']],
    });
  });

  test('nor is a sweep of which nothing can be read', () => {
    const part: Alert = {
      id: 'sweepIncomplete',
      kind: 'sweepIncomplete',
      severity: 'high',
      check: null,
      category: null,
      cluster: null,
      cause: null,
      summary: 'Clusters may be missing.',
      since: minute(0).toISOString(),
      confidence: 'measured',
      auditId: null,
    };
    const at = minute(10).toISOString();
    const told = decide({ at, sweepId: sweepId(0), clusters: [], fleet: [part] }, nothingTold, rules);
    expect(told.messages).toHaveLength(1);
    const unread = { at: minute(90).toISOString(), sweepId: null, clusters: [], fleet: [] };
    expect(decide(unread, told.state, rules).messages).toEqual([]);
  });
});
