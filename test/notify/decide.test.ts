/** Who is told what, and why others are not. */
import { describe, expect, it } from 'vitest';
import type { AlertState } from '../../src/notification.ts';
import type { QuietHours } from '../../src/notify/settings/notify-settings.ts';
import { at, aClusterSeen, aRoute, finding, replay, silences, type Step } from './deciding.ts';

const known: Step = { at: -1, fleet: { a: [], b: [], c: [] } };
const webhook = finding('a', 'failing-webhook');

describe('what is new', () => {
  it('is told once, and not again while it stays as it is', () => {
    const { told } = replay([
      known,
      { at: 0, fleet: { a: [webhook], b: [], c: [] } },
      { at: 1, fleet: { a: [webhook], b: [], c: [] } },
      { at: 2, fleet: { a: [webhook], b: [], c: [] } },
    ]);
    expect(told).toEqual([{ at: 0, to: 'mail', why: 'opened', what: ['a/failing-webhook opened'] }]);
  });

  it('is told again when it gets worse, and not when it gets better', () => {
    const { told } = replay([
      known,
      { at: 0, fleet: { a: [finding('a', 'x', 'medium')] } },
      { at: 1, fleet: { a: [finding('a', 'x', 'high')] } },
      { at: 2, fleet: { a: [finding('a', 'x', 'medium')] } },
      { at: 3, fleet: { a: [finding('a', 'x', 'critical')] } },
    ]);
    expect(told.map(({ at, why }) => [at, why])).toEqual([
      [0, 'opened'],
      [1, 'worsened'],
      [3, 'worsened'],
    ]);
  });

  it('is told as resolved when it was gone for two sweeps in a row', () => {
    const { told, steps } = replay([
      known,
      { at: 0, fleet: { a: [webhook] } },
      { at: 2, fleet: { a: [] } },
      { at: 4, fleet: { a: [] } },
      { at: 6, fleet: { a: [] } },
    ]);
    expect(told).toEqual([
      { at: 0, to: 'mail', why: 'opened', what: ['a/failing-webhook opened'] },
      { at: 4, to: 'mail', why: 'resolved', what: ['a/failing-webhook resolved'] },
    ]);
    expect(steps[2] && silences(steps[2])).toEqual(['mail | failing-webhook | not resolved for sure']);
  });

  it('is not resolved by a sweep that could not audit the cluster', () => {
    const { told } = replay([
      known,
      { at: 0, fleet: { a: [webhook] } },
      ...[1, 2, 3, 4].map((hour): Step => ({ at: hour, fleet: { a: 'lost' } })),
    ]);
    expect(told.map(({ at, why, what }) => [at, why, what])).toEqual([
      [0, 'opened', ['a/failing-webhook opened']],
      [1, 'opened', ['clusterLost:a opened']],
    ]);
  });

  it('has to be seen as often as the route says; what is critical has not', () => {
    const routes = [aRoute({ openAfter: 2 })];
    const fleet = { a: [webhook, finding('a', 'etcd', 'critical')] };
    const { told, steps } = replay([known, { at: 0, fleet }, { at: 1, fleet }], { routes });
    expect(told).toEqual([
      { at: 0, to: 'mail', why: 'opened', what: ['a/etcd opened'] },
      { at: 1, to: 'mail', why: 'opened', what: ['a/failing-webhook opened'] },
    ]);
    expect(steps[1] && silences(steps[1])).toContain('mail | failing-webhook | not confirmed');
  });
});

describe('grouping', () => {
  it('tells what has one cause in one message, in whatever cluster and by whatever check', () => {
    const cause = { kind: 'client', name: 'argocd' } as const;
    const fleet = {
      a: [finding('a', 'excessive-list-calls', 'high', { cause })],
      b: [finding('b', 'excessive-list-calls', 'high', { cause })],
      c: [finding('c', 'slow-client', 'medium', { cause }), finding('c', 'silent-nodes')],
    };
    const { told } = replay([known, { at: 0, fleet }]);
    expect(told).toEqual([
      {
        at: 0,
        to: 'mail',
        why: 'opened',
        what: ['a/excessive-list-calls opened', 'b/excessive-list-calls opened', 'c/slow-client opened'],
      },
      { at: 0, to: 'mail', why: 'opened', what: ['c/silent-nodes opened'] },
    ]);
  });

  it('tells that forty clusters are lost in one message', () => {
    const names = Array.from({ length: 40 }, (_, index) => `c${index}`);
    const all = (state: 'lost' | readonly never[]) => Object.fromEntries(names.map((name) => [name, state]));
    const { told } = replay([
      { at: 0, fleet: all([]) },
      { at: 1, fleet: all('lost') },
      { at: 2, fleet: all([]) },
      { at: 3, fleet: all([]) },
    ]);
    expect(told.map(({ at, why, what }) => [at, why, what.length])).toEqual([
      [1, 'opened', 40],
      [3, 'resolved', 40],
    ]);
  });

  it('waits for the group interval, unless it gets worse or is critical', () => {
    const routes = [aRoute({ groupMinutes: 180 })];
    const one = finding('a', 'x');
    const two = finding('b', 'x');
    const three = finding('c', 'x', 'critical');
    const { told, steps } = replay(
      [
        known,
        { at: 0, fleet: { a: [one], b: [], c: [] } },
        { at: 1, fleet: { a: [one], b: [two], c: [] } },
        { at: 3, fleet: { a: [one], b: [two], c: [] } },
        { at: 4, fleet: { a: [one], b: [two], c: [three] } },
      ],
      { routes },
    );
    expect(told.map(({ at, what }) => [at, what])).toEqual([
      [0, ['a/x opened']],
      [3, ['a/x ongoing', 'b/x opened']],
      [4, ['a/x ongoing', 'b/x ongoing', 'c/x opened']],
    ]);
    expect(steps[2] && silences(steps[2])).toEqual([`mail | x | group interval until | ${at(3)}`]);
    expect(steps[2]?.nextAt).toBe(at(3));
  });

  it('tells more than five groups at once in one message', () => {
    const checks = ['k1', 'k2', 'k3', 'k4', 'k5', 'k6'];
    const few = checks.slice(0, 5).map((check) => finding('a', check));
    expect(replay([known, { at: 0, fleet: { a: few } }]).told).toHaveLength(5);
    const many = checks.map((check) => finding('a', check));
    const { told, last } = replay([known, { at: 0, fleet: { a: many } }]);
    expect(told).toEqual([
      { at: 0, to: 'mail', why: 'storm', what: checks.map((check) => `a/${check} opened`) },
    ]);
    expect(silences(last)).toEqual(checks.map((check) => `mail | ${check} | grouped into | summary/storm`));
  });
});

describe('a cluster that is new', () => {
  it('is told in one summary, and afterwards like any other', () => {
    const first = { a: [finding('a', 'x'), finding('a', 'y', 'critical')], b: [finding('b', 'x')] };
    const { told } = replay([
      { at: 0, fleet: first },
      { at: 2, fleet: { ...first, a: [...first.a, finding('a', 'z')] } },
      { at: 4, fleet: { ...first, a: [...first.a, finding('a', 'z')], d: [finding('d', 'x')] } },
    ]);
    expect(told).toEqual([
      { at: 0, to: 'mail', why: 'first sweep', what: ['a/x opened', 'a/y opened', 'b/x opened'] },
      { at: 2, to: 'mail', why: 'opened', what: ['a/z opened'] },
      { at: 4, to: 'mail', why: 'first sweep', what: ['d/x opened'] },
    ]);
  });

  it('is told in one summary to a receiver that is new', () => {
    const fleet = { a: [finding('a', 'x'), finding('a', 'y')] };
    const state = replay([{ at: 0, fleet }]).last.state;
    expect(Object.keys(state.told)).toHaveLength(3);
    const both = [aRoute({ receivers: ['mail', 'teams'] })];
    const again = replay(
      [
        { at: 0, fleet },
        { at: 1, fleet },
      ],
      { routes: both },
    );
    expect(again.told.map(({ to, why }) => [to, why])).toEqual([
      ['mail', 'first sweep'],
      ['teams', 'first sweep'],
    ]);
  });

  it('has its summary later when it begins in quiet hours', () => {
    const quiet: QuietHours = {
      name: 'nights',
      timeZone: 'UTC',
      spans: [{ days: ['tue'], from: '05:00', to: '09:00' }],
      passes: 'critical',
    };
    const fleet = { a: [finding('a', 'x'), finding('a', 'y')] };
    const { told, steps } = replay(
      [
        { at: 0, fleet },
        { at: 1, fleet },
        { at: 3, fleet, between: true },
      ],
      { routes: [aRoute({ quiet })] },
    );
    expect(told).toEqual([{ at: 3, to: 'mail', why: 'first sweep', what: ['a/x opened', 'a/y opened'] }]);
    expect(steps[0]?.nextAt).toBe(at(3));
  });
});

describe('what is told again', () => {
  it('is what stays open for as long as the route says, all in one message', () => {
    const fleet = { a: [finding('a', 'x', 'critical'), finding('a', 'y', 'critical'), finding('a', 'z')] };
    const { told } = replay([
      { at: -1, fleet: { a: [] } },
      ...[0, 12, 24, 36].map((hours): Step => ({ at: hours, fleet })),
    ]);
    expect(told.map(({ at, why, what }) => [at, why, what])).toEqual([
      [0, 'opened', ['a/x opened']],
      [0, 'opened', ['a/y opened']],
      [0, 'opened', ['a/z opened']],
      [24, 'repeat due', ['a/x ongoing', 'a/y ongoing']],
    ]);
  });
});

describe('what holds messages back', () => {
  const quiet: QuietHours = {
    name: 'nights',
    timeZone: 'UTC',
    spans: [{ days: ['tue'], from: '05:00', to: '09:00' }],
    passes: 'critical',
  };

  it('quiet hours hold all but what passes; what is still true is told when they end', () => {
    const routes = [aRoute({ quiet })];
    const passing = finding('b', 'passing', 'medium');
    const { told, steps } = replay(
      [
        { at: -2, fleet: { a: [], b: [] } },
        { at: 0, fleet: { a: [webhook, finding('a', 'etcd', 'critical')], b: [passing] } },
        { at: 1, fleet: { a: [webhook, finding('a', 'etcd', 'critical')], b: [] } },
        { at: 3, fleet: { a: [webhook, finding('a', 'etcd', 'critical')], b: [] }, between: true },
      ],
      { routes },
    );
    expect(told.map(({ at, what }) => [at, what])).toEqual([
      [0, ['a/etcd opened']],
      [3, ['a/failing-webhook opened']],
    ]);
    expect(steps[1] && silences(steps[1])).toEqual([
      `mail | failing-webhook | quiet until | ${at(3)}`,
      `mail | passing | quiet until | ${at(3)}`,
    ]);
    expect(steps[1]?.nextAt).toBe(at(3));
  });

  it('maintenance holds what is about its clusters', () => {
    const maintenance = [
      { name: 'upgrade', reason: 'Upgrade', from: at(0), to: at(2), clusters: ['a'], tags: [] },
    ];
    const fleet = { a: [webhook], b: [finding('b', 'failing-webhook')] };
    const { told, steps } = replay(
      [known, { at: 0, fleet }, { at: 1, fleet }, { at: 2, fleet, between: true }],
      { maintenance },
    );
    expect(told.map(({ at, what }) => [at, what])).toEqual([
      [0, ['b/failing-webhook opened']],
      [2, ['a/failing-webhook opened', 'b/failing-webhook ongoing']],
    ]);
    expect(steps[1] && silences(steps[1])).toEqual([`mail | failing-webhook | maintenance until | ${at(2)}`]);
  });

  it('a receiver that is paused is told what is still true when it is resumed', () => {
    const { told } = replay([
      known,
      { at: 0, fleet: { a: [webhook, finding('a', 'brief')] }, paused: ['mail'] },
      { at: 1, fleet: { a: [webhook] }, paused: ['mail'] },
      { at: 2, fleet: { a: [webhook] } },
    ]);
    expect(told).toEqual([{ at: 2, to: 'mail', why: 'opened', what: ['a/failing-webhook opened'] }]);
  });

  it('suppressed ones are not told until the suppression ends', () => {
    const suppression = { id: 's1', owner: 'o', reason: 'r', expires: at(1) };
    const { told, steps } = replay([
      known,
      { at: 0, fleet: { a: [{ ...webhook, suppression }] } },
      { at: 1, fleet: { a: [webhook] } },
    ]);
    expect(told.map(({ at, why }) => [at, why])).toEqual([[1, 'opened']]);
    expect(steps[1] && silences(steps[1])).toEqual([`mail | failing-webhook | suppressed | ${at(1)}`]);
  });

  it('what is milder than the route wants is left out and said to be', () => {
    const { told, last } = replay([known, { at: 0, fleet: { a: [finding('a', 'x', 'low')] } }]);
    expect(told).toEqual([]);
    expect(silences(last)).toEqual(['mail | x | below severity']);
  });

  it('events that nobody asked for are known without being told', () => {
    const routes = [aRoute({ events: ['finding.resolved'] })];
    const { told, steps } = replay(
      [known, { at: 0, fleet: { a: [webhook] } }, { at: 2, fleet: { a: [] } }, { at: 4, fleet: { a: [] } }],
      { routes },
    );
    expect(told.map(({ at, why }) => [at, why])).toEqual([[4, 'resolved']]);
    expect(steps[1] && silences(steps[1])).toEqual(['mail | failing-webhook | not wanted']);
  });
});

describe('what comes and goes', () => {
  it('is told once, however often it turns, and its end once it stays away', () => {
    const turns = Array.from({ length: 24 }, (_, index): Step => ({
      at: index * 3,
      fleet: { a: index % 6 < 3 ? [webhook] : [] },
    }));
    const calm = [75, 78, 81, 84].map((hours): Step => ({ at: hours, fleet: { a: [] } }));
    const { told, steps } = replay([known, ...turns, ...calm]);
    expect(told.map(({ why }) => why)).toEqual(['opened', 'resolved', 'opened', 'resolved']);
    expect(steps.some((step) => silences(step).includes('mail | failing-webhook | flapping'))).toBe(true);
  });

  it('is told when it becomes critical meanwhile', () => {
    const turning = [0, 3, 6, 9, 12].map((hours, index): Step => ({
      at: hours,
      fleet: { a: index % 2 === 0 ? [finding('a', 'x', 'medium')] : [] },
    }));
    const worse: Step = { at: 13, fleet: { a: [finding('a', 'x', 'critical')] } };
    expect(replay([known, ...turning, worse]).told.map(({ at, why }) => [at, why])).toEqual([
      [0, 'opened'],
      [13, 'worsened'],
    ]);
  });

  it('within a sweep or two is never told as resolved', () => {
    const steps = Array.from({ length: 20 }, (_, index): Step => ({
      at: index,
      fleet: { a: index % 2 === 0 ? [webhook] : [] },
    }));
    expect(replay([known, ...steps]).told.map(({ why }) => why)).toEqual(['opened']);
  });
});

describe('routing', () => {
  it('goes by the first route that matches; the default route takes the rest', () => {
    const routes = [
      aRoute({ name: 'payments', match: { tags: ['owner=payments'] }, receivers: ['payments'] }),
      aRoute({ name: 'everything', match: { severity: 'critical' }, receivers: ['pager'], continue: true }),
      aRoute({ receivers: ['platform'] }),
    ];
    const mine = { cluster: aClusterSeen('a', { owner: 'payments' }) };
    const fleet = { a: [finding('a', 'x', 'critical', mine)], b: [finding('b', 'x', 'critical')] };
    const { told } = replay([known, { at: 0, fleet }], { routes });
    expect(told.map(({ to, what }) => [to, what])).toEqual([
      ['payments', ['a/x opened']],
      ['pager', ['b/x opened']],
      ['platform', ['b/x opened']],
    ]);
  });

  it('tells whoever was told of an alert how it goes on, whatever route would take it now', () => {
    const routes = [
      aRoute({ name: 'pager', match: { severity: 'critical' }, receivers: ['pager'] }),
      aRoute({ receivers: ['mail'] }),
    ];
    const { told } = replay(
      [
        known,
        { at: 0, fleet: { a: [finding('a', 'x', 'critical')] } },
        { at: 1, fleet: { a: [finding('a', 'x', 'high')] } },
        { at: 2, fleet: { a: [] } },
        { at: 3, fleet: { a: [] } },
      ],
      { routes },
    );
    expect(told.map(({ at, to, why }) => [at, to, why])).toEqual([
      [0, 'pager', 'opened'],
      [1, 'mail', 'opened'],
      [3, 'pager', 'resolved'],
      [3, 'mail', 'resolved'],
    ]);
  });

  it('gives programs each cause by itself, and no summaries', () => {
    const programs = new Set(['hook']);
    const routes = [aRoute({ receivers: ['hook'] })];
    const many = ['k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7'].map((check) => finding('a', check, 'critical'));
    const { told } = replay(
      [
        { at: 0, fleet: { a: many } },
        { at: 24, fleet: { a: many } },
      ],
      {
        routes,
        programs,
      },
    );
    expect(told.map(({ at, why, what }) => [at, why, what.length])).toEqual([
      ...many.map(() => [0, 'opened', 1]),
      ...many.map(() => [24, 'repeat due', 1]),
    ]);
  });

  it('says of what leads to no receiver that nobody is told', () => {
    const { told, last } = replay([known, { at: 0, fleet: { a: [webhook] } }], {
      routes: [aRoute({ receivers: [] })],
    });
    expect(told).toEqual([]);
    expect(silences(last)).toEqual(['nobody | failing-webhook | no receiver']);
  });

  it('tells subscriptions whatever the routes take', () => {
    const subscriptions = [
      aRoute({ name: 'subscription wh-1', receivers: ['wh-1'], match: { checks: ['failing-webhook'] } }),
    ];
    const { told } = replay([known, { at: 0, fleet: { a: [webhook, finding('a', 'x')] } }], {
      subscriptions,
    });
    expect(told.map(({ to, what }) => [to, what])).toEqual([
      ['mail', ['a/failing-webhook opened']],
      ['mail', ['a/x opened']],
      ['wh-1', ['a/failing-webhook opened']],
    ]);
  });

  it('does not tell a receiver that nothing reaches it', () => {
    const failing: AlertState['alert'] = {
      ...finding('a', ''),
      id: 'receiverFailing:mail',
      kind: 'receiverFailing',
      check: null,
      cluster: null,
    };
    const { told } = replay([known, { at: 0, fleet: { a: [] }, inFleet: [failing] }], {
      routes: [aRoute({ receivers: ['mail', 'teams'] })],
    });
    expect(told.map(({ to, what }) => [to, what])).toEqual([['teams', ['receiverFailing:mail opened']]]);
  });
});

describe('clusters that are stopped', () => {
  it('keep what is known of them, and go on where they were', () => {
    const { told } = replay([
      known,
      { at: 0, fleet: { a: [webhook] } },
      { at: 2, fleet: { a: 'stopped' } },
      { at: 4, fleet: { a: 'stopped' } },
      { at: 6, fleet: { a: [] } },
      { at: 8, fleet: { a: [] } },
    ]);
    expect(told.map(({ at, why }) => [at, why])).toEqual([
      [0, 'opened'],
      [8, 'resolved'],
    ]);
  });
});

describe('clusters that leave', () => {
  it('take their findings with them: nobody is told that they were mended', () => {
    const { told, last } = replay([
      known,
      { at: 0, fleet: { a: [webhook] } },
      { at: 2, fleet: { a: 'gone' } },
      { at: 4, fleet: { a: 'gone' } },
    ]);
    expect(told.map(({ at, why }) => [at, why])).toEqual([[0, 'opened']]);
    expect(last.state.alerts).toEqual({});
  });
});
