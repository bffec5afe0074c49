/** Each message arrives, is tried again when it does not, and is not sent by two at once. */
import { describe, expect, test } from 'vitest';
import { redeliver, sendTest } from '../../src/notify/delivery/by-hand.ts';
import { parseDeliver, parseNotify, parseSendReport } from '../../src/notify/messages.ts';
import type { Sent } from '../../src/notify/receivers/receiver.ts';
import { giveUp } from '../../src/sweep/give-up.ts';
import { Killed } from '../support/sweep-world.ts';
import {
  after,
  arrived,
  delivering,
  failed,
  gone,
  hook,
  pending,
  refused,
  sinceStart,
} from './delivering.ts';

const day = 24 * 3600;
const silentAtFirst = (tries: number) => (_: unknown, before: number) => (before < tries ? failed : arrived);

describe('one message', () => {
  test('is sent and marked, with the try', async () => {
    const { world, add, delivery } = delivering(() => {
      world.clock.moveTo(after(0.25));
      return arrived;
    });
    const id = await add('teams');
    await world.drain();
    expect(await delivery(id)).toEqual({
      ...pending(id, 'teams', 'a', '2026-11-24T06:00:00.000Z'),
      status: 'sent',
      sentAt: '2026-11-24T06:00:00.250Z',
      attempts: [
        { at: '2026-11-24T06:00:00.000Z', milliseconds: 250, ok: true, status: 202, detail: 'It took it.' },
      ],
      attemptsTotal: 1,
    });
    expect(await world.history.receiverHealth()).toEqual([
      { receiver: 'teams', failures: 0, lastSentAt: '2026-11-24T06:00:00.250Z' },
    ]);
  });

  test('is tried for a day, less and less often, and is dead then', async () => {
    const { world, got, add, delivery } = delivering(() => failed);
    const id = await add('teams');
    await world.drain();
    expect(got).toEqual([
      '00:00:00 teams a: failed',
      '00:00:30 teams a: failed',
      '00:02:30 teams a: failed',
      '00:12:30 teams a: failed',
      '00:42:30 teams a: failed',
      '01:42:30 teams a: failed',
      '03:42:30 teams a: failed',
      '07:42:30 teams a: failed',
      '13:42:30 teams a: failed',
      '19:42:30 teams a: failed',
      '1d 00:00:00 teams a: failed',
    ]);
    const dead = await delivery(id);
    expect(dead).toMatchObject({ status: 'dead', attemptsTotal: 11 });
    expect(dead.attempts).toHaveLength(11);
    expect([dead.claim, dead.nextAt, dead.sentAt]).toEqual([undefined, undefined, undefined]);
  });

  test('says when it is tried again', async () => {
    const { add, bring, delivery } = delivering(() => failed);
    const id = await add('teams');
    await bring(id);
    expect(await delivery(id)).toMatchObject({ status: 'pending', nextAt: '2026-11-24T06:00:30.000Z' });
  });

  test('is tried no earlier than its receiver asked for, and its last try is at the end of the day', async () => {
    const seconds: readonly (number | undefined)[] = [600, 5, 6 * 3600, 6 * 3600, 6 * 3600, 6 * 3600];
    const { world, got, add } = delivering((_, tries) => ({
      ...failed,
      retryAfterSeconds: seconds[tries] ?? 1,
    }));
    await add('teams');
    await world.drain();
    expect(got).toEqual([
      '00:00:00 teams a: failed',
      '00:10:00 teams a: failed',
      // Five seconds are less than it waits by itself.
      '00:12:00 teams a: failed',
      '06:12:00 teams a: failed',
      '12:12:00 teams a: failed',
      '18:12:00 teams a: failed',
      '1d 00:00:00 teams a: failed',
    ]);
  });

  test('that is refused for good is dead at once, and others go on to be sent', async () => {
    const { world, got, add, delivery } = delivering(({ group }) => (group === 'a' ? refused : arrived));
    const id = await add('teams', 'a');
    await add('teams', 'b');
    await world.drain();
    expect(got).toEqual(['00:00:00 teams a: failed', '00:00:00 teams b: sent']);
    expect(await delivery(id)).toMatchObject({ status: 'dead', attemptsTotal: 1 });
  });

  test('of a fault of ours is tried again, and says what it was', async () => {
    const { world, got, add, delivery } = delivering((_, tries) => {
      if (tries === 0 && got.push('broken') > 0) throw new Error('The card could not be made.');
      return arrived;
    });
    const id = await add('teams');
    await world.drain();
    expect(got).toEqual(['broken', '00:00:30 teams a: sent']);
    expect((await delivery(id)).attempts.map(({ status, detail }) => [status, detail])).toEqual([
      [null, 'The card could not be made.'],
      [202, 'It took it.'],
    ]);
  });

  test('whose receiver is gone is cancelled', async () => {
    const { world, got, add, delivery } = delivering(() => arrived);
    const id = await add('who-was-removed');
    await world.drain();
    expect(got).toEqual([]);
    expect(await delivery(id)).toEqual({
      ...pending(id, 'who-was-removed', 'a', '2026-11-24T06:00:00.000Z'),
      status: 'cancelled',
    });
  });
});

describe('a receiver that fails', () => {
  test('gets nothing else while it rests, and others get theirs at once', async () => {
    const { world, got, add } = delivering(({ receiver }, tries) =>
      receiver === 'teams' && tries < 3 ? failed : arrived,
    );
    await add('teams', 'a');
    await add('teams', 'b');
    await add('mail', 'c');
    await world.drain();
    expect(got).toEqual([
      '00:00:00 teams a: failed',
      '00:00:00 mail c: sent',
      '00:00:30 teams a: failed',
      '00:02:30 teams a: sent',
      '00:02:30 teams b: sent',
    ]);
  });

  test('rests as long as it asks for, be it hours', async () => {
    const { world, got, add } = delivering((_, tries) =>
      tries === 0 ? { ...failed, retryAfterSeconds: 3 * 3600 } : arrived,
    );
    await add('teams', 'a');
    await add('teams', 'b');
    await world.drain();
    expect(got).toEqual(['00:00:00 teams a: failed', '03:00:00 teams a: sent', '03:00:00 teams b: sent']);
  });

  test('is tried with what is new after an hour, though what failed so often waits longer', async () => {
    const { world, got, add } = delivering(async ({ group }, tries) => {
      if (tries === 8) await add('teams', 'new');
      return group === 'a' && tries < 10 ? failed : arrived;
    });
    await add('teams');
    await world.drain();
    expect(got.slice(8)).toEqual([
      '13:42:30 teams a: failed',
      '14:42:30 teams new: sent',
      '19:42:30 teams a: sent',
    ]);
  });

  test('is well again once it takes something', async () => {
    const { world, add } = delivering(silentAtFirst(3));
    await add('teams');
    await world.drain();
    expect(await world.history.receiverHealth()).toEqual([
      {
        receiver: 'teams',
        failures: 0,
        lastSentAt: '2026-11-24T06:12:30.000Z',
        lastFailedAt: '2026-11-24T06:02:30.000Z',
        lastFailure: 'It answers 503.',
      },
    ]);
  });
});

describe('five days of failure', () => {
  const sendEveryOtherDay = async ({ world, add }: ReturnType<typeof delivering>, receiver: string) => {
    for (const days of [0, 2, 4]) {
      world.clock.moveTo(after(days * day));
      await add(receiver, `day ${days}`);
      await world.drain();
    }
  };

  test('pause a subscription, and say why', async () => {
    const all = delivering(() => failed);
    await all.subscribe();
    await sendEveryOtherDay(all, hook);
    expect(all.got.at(-1)).toBe(`5d 00:00:00 ${hook} day 4: failed`);
    expect((await all.world.history.subscription(hook))?.paused).toEqual({
      at: '2026-11-29T06:00:00.000Z',
      by: 'failing',
      why: 'Nothing has reached it for five days. It answers 503.',
    });
    expect(all.world.log).toContain('Webhook paused');
  });

  test('do not when something arrived meanwhile', async () => {
    const all = delivering(({ group }) => (group === 'day 2' ? arrived : failed));
    await all.subscribe();
    await sendEveryOtherDay(all, hook);
    expect((await all.world.history.subscription(hook))?.paused).toBeUndefined();
  });

  test('of a receiver of the file are told to the others, and it goes on', async () => {
    const all = delivering(({ receiver }) => (receiver === 'teams' ? failed : arrived));
    await sendEveryOtherDay(all, 'teams');
    await all.world.sweep();
    await all.add('teams', 'still tried');
    await all.world.drain();
    expect(all.got.slice(33, 35)).toEqual([
      '5d 00:00:30 mail kind/receiverFailing: sent',
      '5d 00:00:30 teams still tried: failed',
    ]);
    const [told] = (await all.world.history.deliveries({ receiver: 'mail' }, { limit: 1 })).items;
    expect(told?.message).toMatchObject({
      title: 'Receiver of messages does not answer',
      summary:
        'Messages to receiver teams do not arrive: 3 were given up. It last failed so: It answers 503.',
    });
  });
});

describe('a subscription', () => {
  test('that wants no more is paused, which the others are told and not it', async () => {
    const { world, got, add, delivery, subscribe } = delivering(({ receiver }) =>
      receiver === hook ? gone : arrived,
    );
    await subscribe();
    const id = await add(hook);
    await world.drain();
    expect(await delivery(id)).toMatchObject({ status: 'dead', attemptsTotal: 1 });
    expect((await world.history.subscription(hook))?.paused).toEqual({
      at: '2026-11-24T06:00:00.000Z',
      by: 'gone',
      why: 'It answered 410: it wants no more messages.',
    });
    await world.sweep();
    expect(got).toEqual([`00:00:00 ${hook} a: failed`, '00:00:30 mail kind/receiverFailing: sent']);
    const [told] = (await world.history.deliveries({ receiver: 'mail' }, { limit: 1 })).items;
    expect(told?.message).toMatchObject({
      summary: `Nothing is sent any more to webhook Incidents of payments (${hook}). It answered 410: it wants no more messages.`,
    });
    expect((await world.history.newestDecision())?.leftOut).toEqual([]);
  });

  test('that is paused gets nothing, and what waits goes out when it is resumed', async () => {
    const { world, got, add, bring, delivery, subscribe } = delivering(() => arrived);
    await subscribe({ paused: { at: '2026-11-24T05:00:00.000Z', by: 'operator', why: 'Paused.' } });
    const id = await add(hook);
    await bring(id);
    expect(await delivery(id)).toMatchObject({ status: 'pending', nextAt: '2026-11-24T06:30:00.000Z' });
    await world.history.changeSubscription(hook, ({ paused: _paused, ...rest }) => rest);
    await world.drain();
    expect(got).toEqual([`00:30:00 ${hook} a: sent`]);
  });

  test('that is paused for a day has lost what waited, which says so', async () => {
    const { world, got, add, delivery, subscribe } = delivering(() => arrived);
    await subscribe({ paused: { at: '2026-11-24T05:00:00.000Z', by: 'operator', why: 'Paused.' } });
    const id = await add(hook);
    await world.drain();
    expect(got).toEqual([]);
    expect(sinceStart(world.clock.now())).toBe('1d 00:00:00');
    expect(await delivery(id)).toEqual({
      ...pending(id, hook, 'a', '2026-11-24T06:00:00.000Z'),
      status: 'dead',
      attemptsTotal: 1,
      attempts: [
        {
          at: '2026-11-25T06:00:00.000Z',
          milliseconds: 0,
          ok: false,
          status: null,
          detail: 'Its receiver was paused for a day.',
        },
      ],
    });
  });

  test('whose address no key opens is tried again, and says what to do', async () => {
    const { world, got, add, bring, delivery, subscribe } = delivering(() => arrived);
    await subscribe({ sealedUrl: 's1.0123456789abcdef.c2VhbGVkIGJ5IGFub3RoZXIga2V5LCBsb25nIGVub3VnaA' });
    const id = await add(hook);
    await bring(id);
    expect(got).toEqual([]);
    expect(world.log).toEqual(['Message not sent']);
    expect((await delivery(id)).attempts).toEqual([
      {
        at: '2026-11-24T06:00:00.000Z',
        milliseconds: 0,
        ok: false,
        status: null,
        detail:
          'The stored secret of a webhook was sealed with a key that is neither WEBHOOK_SECRET_KEY nor WEBHOOK_SECRET_KEY_PREVIOUS. ' +
          'Set WEBHOOK_SECRET_KEY_PREVIOUS to the key of before, or give the webhook a new address and a new secret.',
      },
    ]);
  });
});

describe('messages of one group', () => {
  test('arrive in their order, also when the first has to be tried again', async () => {
    const ids: string[] = [];
    const { world, got, add } = delivering(({ deliveryId }, tries) => {
      ids.push(deliveryId);
      return tries < 3 ? failed : arrived;
    });
    const first = await add('teams');
    world.clock.moveTo(after(10));
    const second = await add('teams');
    await world.drain();
    expect(ids).toEqual([first, first, first, first, second]);
    expect(got.slice(3)).toEqual(['00:12:40 teams a: sent', '00:12:40 teams a: sent']);
  });

  test('wait for one that the queue has not brought yet; those of other groups do not', async () => {
    const ids: string[] = [];
    const { world, add, bring, delivery } = delivering(({ deliveryId }) => {
      ids.push(deliveryId);
      return arrived;
    });
    const first = await add('teams');
    world.clock.moveTo(after(10));
    const second = await add('teams');
    const other = await add('teams', 'b');
    await bring(second);
    expect(await delivery(second)).toMatchObject({ nextAt: after(25).toISOString(), attemptsTotal: 0 });
    await bring(other);
    await world.drain();
    expect(ids).toEqual([other, first, second]);
  });

  test('do not wait for one that was refused for good', async () => {
    const { world, got, add } = delivering((_, tries) => (tries === 0 ? refused : arrived));
    await add('teams');
    world.clock.moveTo(after(10));
    await add('teams');
    await world.drain();
    expect(got).toEqual(['00:00:10 teams a: failed', '00:00:10 teams a: sent']);
  });
});

describe('two at once', () => {
  /** A receiver that holds its first answer until it is told to give it. */
  function holding() {
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<Sent>();
    const ids: string[] = [];
    const all = delivering(({ deliveryId }) => {
      ids.push(deliveryId);
      if (ids.length > 1) return arrived;
      asked.resolve();
      return answer.promise;
    });
    return { ...all, ids, asked: asked.promise, answer: answer.resolve };
  }

  test('copies of a queue message send once', async () => {
    const { world, add, bring, ids, asked, answer, delivery } = holding();
    const id = await add('teams');
    const sending = bring(id);
    await asked;
    await Promise.all([bring(id), bring(id)]);
    answer(arrived);
    await sending;
    await world.drain();
    expect(ids).toEqual([id]);
    expect(await delivery(id)).toMatchObject({ status: 'sent', attemptsTotal: 1 });
  });

  test('messages for one receiver are sent one after another, those for another at once', async () => {
    const { world, add, bring, ids, asked, answer } = holding();
    const first = await add('teams', 'a');
    const second = await add('teams', 'b');
    const other = await add('mail', 'c');
    const sending = bring(first);
    await asked;
    await bring(second);
    await bring(other);
    expect(ids).toEqual([first, other]);
    answer(arrived);
    await sending;
    await world.drain();
    expect(ids).toEqual([first, other, second]);
  });

  test('what a dead process had in hand is taken over after a minute, and not before', async () => {
    const { world, add, bring, ids, asked, delivery } = holding();
    const id = await add('teams');
    void bring(id); // It never ends.
    await asked;
    expect((await delivery(id)).claim?.until).toBe('2026-11-24T06:01:00.000Z');
    world.clock.moveTo(after(59));
    await bring(id);
    expect(ids).toEqual([id]);
    await world.drain();
    expect(ids).toEqual([id, id]);
    expect(sinceStart(world.clock.now())).toBe('00:01:07');
    expect(await delivery(id)).toMatchObject({ status: 'sent', attemptsTotal: 1 });
  });

  test.each<[string, Sent]>([
    ['would try again', failed],
    ['was refused', refused],
  ])('one that wakes up after another has sent it and %s does not undo that', async (_, late) => {
    const { world, add, bring, asked, answer, delivery } = holding();
    const id = await add('teams');
    const sending = bring(id);
    await asked;
    world.clock.moveTo(after(61));
    await bring(id);
    answer(late);
    await sending;
    await world.drain();
    const after61 = await delivery(id);
    expect(after61).toMatchObject({ status: 'sent', sentAt: after(61).toISOString(), attemptsTotal: 2 });
    expect([after61.nextAt, after61.claim]).toEqual([undefined, undefined]);
  });

  test('what was sent and could not be marked is sent again when its claim is over, under the same id', async () => {
    let marks = 0;
    const dies = <T extends object>(adapter: T): T =>
      new Proxy(adapter, {
        get(target, name, receiver) {
          // The first is the claim, the second marks what was sent.
          if (name === 'changeDelivery' && ++marks === 2) throw new Killed();
          return Reflect.get(target, name, receiver) as unknown;
        },
      });
    const { world, got, add, bring, delivery } = delivering(() => arrived, dies);
    const id = await add('teams');
    await expect(bring(id)).rejects.toThrow(Killed);
    await world.drain();
    expect(got).toEqual(['00:00:00 teams a: sent', '00:01:05 teams a: sent']);
    expect(await delivery(id)).toMatchObject({ status: 'sent', attemptsTotal: 1 });
  });
});

describe('by hand', () => {
  test('a dead message is sent again under its id, and tried like a new one', async () => {
    const { world, context, got, add, delivery } = delivering(silentAtFirst(13));
    const id = await add('teams');
    await world.drain();
    expect((await delivery(id)).status).toBe('dead');
    world.clock.moveTo(after(3 * day));
    expect(await redeliver(context, id)).toMatchObject({
      id,
      status: 'pending',
      triedSince: '2026-11-27T06:00:00.000Z',
    });
    await world.drain();
    expect(got.slice(11)).toEqual([
      '3d 00:00:00 teams a: failed',
      '3d 00:00:30 teams a: failed',
      '3d 00:02:30 teams a: sent',
    ]);
    expect(await delivery(id)).toMatchObject({ status: 'sent', attemptsTotal: 14 });
  });

  test('one that arrived is sent again under its id', async () => {
    const ids: string[] = [];
    const { world, context, add, delivery } = delivering(({ deliveryId }) => {
      ids.push(deliveryId);
      return arrived;
    });
    const id = await add('teams');
    await world.drain();
    world.clock.moveTo(after(60));
    await redeliver(context, id);
    await world.drain();
    expect(ids).toEqual([id, id]);
    expect(await delivery(id)).toMatchObject({ status: 'sent', sentAt: after(60).toISOString() });
  });

  test('of one that there is not, nothing is sent', async () => {
    const { world, context, got } = delivering(() => arrived);
    expect(await redeliver(context, '20261124T060000000Z-0123456789abcdef')).toBeNull();
    expect(await sendTest(context, 'nobody')).toBeNull();
    await world.drain();
    expect(got).toEqual([]);
  });

  test('a test says that it is one', async () => {
    const { world, context, got, delivery } = delivering(() => arrived);
    const test = await sendTest(context, 'teams');
    const id = test?.id ?? '';
    expect(id).toMatch(/^20261124T060000000Z-[0-9a-f]{16}$/u);
    expect(test).toEqual({
      ...pending(id, 'teams', 'test', '2026-11-24T06:00:00.000Z'),
      route: null,
      message: {
        form: 'alert',
        at: '2026-11-24T06:00:00.000Z',
        sweepId: null,
        reason: 'test',
        severity: 'info',
        title: 'Test: messages of the AKS Fleet Auditor arrive here',
        summary: 'Somebody sent receiver teams a test. Nothing is wrong, and there is nothing to do.',
        cause: null,
        check: null,
        since: null,
        confidence: null,
        clusters: [],
        clustersTotal: 0,
        changes: { opened: 0, worsened: 0, resolved: 0, ongoing: 0 },
        items: [],
        itemsTotal: 0,
        firstStep: null,
        evidence: [],
        url: 'https://fleet.example.com/messages',
      },
    });
    await world.drain();
    expect(got).toEqual(['00:00:00 teams test: sent']);
    expect((await delivery(id)).status).toBe('sent');
  });
});

describe('queue messages that cannot be handled', () => {
  test('a delivery that broke at every try is dead and can be sent again', async () => {
    let broken = true;
    const breaks = <T extends object>(adapter: T): T =>
      new Proxy(adapter, {
        get(target, name, receiver) {
          if (broken && name === 'receiverHealth') throw new Error('the storage broke');
          return Reflect.get(target, name, receiver) as unknown;
        },
      });
    const { world, context, got, add, delivery } = delivering(() => arrived, breaks);
    const id = await add('teams');
    await world.drain();
    const why = 'Sending it broke at every try; the log of the function deliver says why.';
    expect(await delivery(id)).toMatchObject({
      status: 'dead',
      attempts: [{ at: '2026-11-24T06:00:00.000Z', milliseconds: 0, ok: false, status: null, detail: why }],
    });
    expect(await world.history.deadLetters(9)).toMatchObject([{ queue: 'deliver', why }]);
    broken = false;
    await redeliver(context, id);
    await world.drain();
    expect(got).toEqual(['00:00:00 teams a: sent']);
  });

  test('one that arrived meanwhile stays so', async () => {
    const { world, add, delivery } = delivering(() => arrived);
    const id = await add('teams');
    await world.drain();
    const before = await delivery(id);
    await giveUp(world.context, {
      queue: 'deliver',
      id: 'm1',
      item: { schemaVersion: 1, deliveryId: id },
    });
    expect(await delivery(id)).toEqual(before);
  });

  test('what is not ours is kept, with what was expected', async () => {
    const { world } = delivering(() => arrived);
    await world.queues.send('deliver', { delivery: 7 });
    await world.drain();
    expect(await world.history.deadLetters(9)).toMatchObject([
      {
        queue: 'deliver',
        body: '{"delivery":7}',
        why:
          'The message in queue deliver is not one of ours (schemaVersion: Invalid input: expected 1; ' +
          'deliveryId: Invalid input: expected string, received undefined; Unrecognized key: "delivery"); ' +
          'expected is one like {"schemaVersion":1,"deliveryId":"20261124T031500000Z-0123456789abcdef"}.',
      },
    ]);
  });

  test.each<[string, (item: unknown) => unknown, unknown, string]>([
    ['deliver', parseDeliver, 'x', '"deliveryId":"20261124T031500000Z-0123456789abcdef"'],
    ['notify', parseNotify, { schemaVersion: 1, at: 'noon' }, '"at":"2026-11-24T03:15:00.000Z"'],
    ['send-report', parseSendReport, { schemaVersion: 2, report: 'weekly' }, '"report":"weekly"'],
  ])('in queue %s: the error says what is expected', (queue, parse, item, expected) => {
    expect(() => parse(item)).toThrow(`The message in queue ${queue} is not one of ours (`);
    expect(() => parse(item)).toThrow(expected);
  });

  test('one of a delivery that there is not says which', async () => {
    const { bring } = delivering(() => arrived);
    await expect(bring('20261124T060000000Z-0123456789abcdef')).rejects.toThrow(
      'There is no delivery 20261124T060000000Z-0123456789abcdef.',
    );
  });
});
