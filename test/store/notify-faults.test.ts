/** A crash while notifications are written, answers that get lost, and rows that somebody broke. */
import { describe, expect, it } from 'vitest';
import type { Cutoffs, History } from '../../src/store/history.ts';
import { RowTooLarge } from '../../src/store/row-size.ts';
import { minute, noise } from './builders.ts';
import type { Open } from './faulty-tables.ts';
import {
  damageAll,
  damageFirst,
  dyingClient,
  historyOn,
  rowCount,
  sendingTwice,
  testTables,
} from './faulty-tables.ts';
import {
  aDecision,
  aDelivery,
  aHealth,
  aLargeDecision,
  aLeftOut,
  aSubscription,
  decisionId,
  deliveryId,
} from './notify-builders.ts';

const tables = testTables();

/** Removes nothing but parts without a decision, of attempts that began before a time. */
function pruneParts(history: History, before: Date) {
  const never = new Date(0);
  const cutoffs: Cutoffs = { audits: never, hourlyRollups: never, dailyRollups: never, evidence: before };
  return history.prune(cutoffs, new AbortController().signal);
}
const later = new Date(8.64e15);

describe('a crash while a decision is written', () => {
  // A large one takes two batches of parts and its row; a fourth write shows that the count is right.
  const moments = ['before', 'after'] as const;
  const cases = [
    ...[1, 2, 3].flatMap((write) => moments.map((moment) => ['large', write, moment] as const)),
    ...moments.map((moment) => ['small', 1, moment] as const),
    ['large', 4, 'before'] as const,
    ['small', 2, 'before'] as const,
  ];

  it.each(cases)(
    '(a %s one), at write %d, %s it reaches the table, leaves all or nothing',
    async (size, write, moment) => {
      const [decision, writes] = size === 'large' ? [aLargeDecision(0), 3] : [aDecision(0), 1];
      const open = tables();
      const faults = { write, moment, seen: 0 };
      const dying = historyOn((name) => open(name).then((client) => dyingClient(client, faults)));
      const written = write > writes || (write === writes && moment === 'after');

      const added = dying.addDecision(decision);
      if (write > writes) expect(await added).toBe(true);
      else await expect(added).rejects.toThrow('killed');

      const history = historyOn(open);
      expect(await history.newestDecision()).toEqual(written ? decision : null);
      // The next who decides knows nothing of the last.
      expect(await history.addDecision({ ...decision, nextAt: null })).toBe(!written);
      const kept = written ? decision : { ...decision, nextAt: null };
      expect(await history.newestDecision()).toEqual(kept);
      await pruneParts(history, later);
      expect(await history.newestDecision()).toEqual(kept);
      expect(await rowCount(open, 'NotifyState')).toBe(size === 'large' ? 5 : 2);
    },
  );

  it('leaves parts that pruning removes once they are old, and no others', async () => {
    const open = tables();
    const history = historyOn(open);
    await dyingAt(open, 3)
      .addDecision(aLargeDecision(10))
      .catch(() => undefined);
    await history.addDecision(aLargeDecision(0));
    const anHourAgo = new Date(Date.now() - 3_600_000);
    expect(await pruneParts(history, anHourAgo)).toEqual({});
    expect(await pruneParts(history, later)).toEqual({ NotifyState: 3 });
    expect(await history.newestDecision()).toEqual(aLargeDecision(0));
    expect(await pruneParts(history, later)).toEqual({});
  });

  it('of which another was quicker removes its parts', async () => {
    const open = tables();
    const history = historyOn(open);
    await history.addDecision(aDecision(0));
    expect(await history.addDecision(aLargeDecision(0))).toBe(false);
    expect(await rowCount(open, 'NotifyState')).toBe(2);
  });
});

describe('pruning of large decisions', () => {
  const cutoffs: Cutoffs = {
    audits: minute(5),
    hourlyRollups: minute(0),
    dailyRollups: minute(0),
    // Before they were written.
    evidence: new Date(0),
  };
  const endless = new AbortController().signal;

  it('removes them with their parts, and leaves those of the others', async () => {
    const open = tables();
    const history = historyOn(open);
    for (const start of [0, 10]) await history.addDecision(aLargeDecision(start));
    expect(await history.prune(cutoffs, endless)).toEqual({ NotifyState: 5 });
    expect(await history.decision(decisionId(0))).toBeNull();
    expect(await history.newestDecision()).toEqual(aLargeDecision(10));
    expect(await history.prune({ ...cutoffs, audits: minute(20) }, endless)).toEqual({ NotifyState: 1 });
  });

  it.each(['before', 'after'] as const)(
    'that dies %s its first write never leaves half of one',
    async (moment) => {
      const open = tables();
      const history = historyOn(open);
      for (const start of [0, 10]) await history.addDecision(aLargeDecision(start));
      await expect(dyingAt(open, 1, moment).prune(cutoffs, endless)).rejects.toThrow('killed');
      expect(await history.decision(decisionId(0))).toEqual(moment === 'before' ? aLargeDecision(0) : null);
      await history.prune({ ...cutoffs, evidence: later }, endless);
      expect(await rowCount(open, 'NotifyState')).toBe(5);
      expect(await history.newestDecision()).toEqual(aLargeDecision(10));
    },
  );
});

describe('a lost answer', () => {
  const twiceOn = (open: Open) => historyOn((name) => open(name).then(sendingTwice));

  it('of what was added is still told as added, once', async () => {
    const open = tables();
    const twice = twiceOn(open);
    const adding = [
      () => twice.addDecision(aDecision(0)),
      () => twice.addDecision(aLargeDecision(10)),
      () => twice.addDelivery(aDelivery(0)),
      () => twice.addSubscription(aSubscription('wh-1', 0)),
    ];
    for (const add of adding) expect([await add(), await add()]).toEqual([true, false]);
    expect(await historyOn(open).newestDecision()).toEqual(aLargeDecision(10));
    expect(await historyOn(open).delivery(deliveryId(0))).toEqual(aDelivery(0));
    expect(await historyOn(open).subscriptions()).toEqual([aSubscription('wh-1', 0)]);
  });

  it('of a change is still told as changed, and the change is made once', async () => {
    const open = tables();
    const twice = twiceOn(open);
    await twice.addDelivery(aDelivery(0));
    await twice.addSubscription(aSubscription('wh-1', 0));
    const value = aDelivery(0, { attemptsTotal: 2 });
    const counted = await twice.changeDelivery(deliveryId(0), (before) => ({
      ...before,
      attemptsTotal: before.attemptsTotal + 1,
    }));
    expect(counted).toEqual({ value, changed: true });
    expect(await twice.changeDelivery(deliveryId(0), () => null)).toEqual({ value, changed: false });
    const renamed = aSubscription('wh-1', 0, { name: 'new' });
    expect(await twice.changeSubscription('wh-1', (before) => ({ ...before, name: 'new' }))).toEqual({
      value: renamed,
      changed: true,
    });
    for (const _time of [1, 2]) {
      await twice.changeReceiverHealth('a', (before) =>
        aHealth('a', { failures: (before?.failures ?? 0) + 1 }),
      );
    }
    expect(await historyOn(open).receiverHealth()).toEqual([aHealth('a', { failures: 2 })]);
  });
});

describe('a decision of which too much was left out to list', () => {
  it('is whole, and its summary says how much more there is', async () => {
    const history = historyOn(tables());
    const leftOut = Array.from({ length: 500 }, (_, index) => aLeftOut({ title: noise(index, 1_000) }));
    await history.addDecision(aDecision(0, { leftOut }));
    expect(await history.newestDecision()).toEqual(aDecision(0, { leftOut }));
    const [summary] = (await history.decisions({ limit: 1 })).items;
    expect(summary?.leftOut).toEqual(leftOut.slice(0, 250));
    expect(summary?.moreLeftOut).toBe(250);
  });

  it('is refused when its deliveries alone are too many', async () => {
    const open = tables();
    const deliveries = Array.from({ length: 5 }, (_, index) =>
      aDelivery(index, { group: noise(index, 100_000) }),
    );
    const added = historyOn(open).addDecision(aDecision(0, { deliveries }));
    await expect(added).rejects.toThrow(RowTooLarge);
    expect(await rowCount(open, 'NotifyState')).toBe(0);
  });
});

describe('a damaged row', () => {
  it('of the newest decision stops whoever reads it: all would be told anew', async () => {
    const { open, history, reported } = reporting();
    await history.addDecision(aDecision(0));
    await history.addDecision(aDecision(10));
    await damageFirst(open, 'NotifyState', { decision: '{}', summary: '{}' });
    const problem = `The row NotifyState/decisions/`;
    await expect(history.newestDecision()).rejects.toThrow(problem);
    await expect(history.decision(decisionId(10))).rejects.toThrow(problem);
    expect((await history.decisions({ limit: 10 })).items.map(({ id }) => id)).toEqual([decisionId(0)]);
    expect(reported).toHaveLength(1);
    expect(await history.decision(decisionId(0))).toEqual(aDecision(0));
  });

  it.each([
    [
      'is gone',
      async (open: Open, partitionKey: string) =>
        (await open('NotifyState')).deleteEntity(partitionKey, '0002'),
    ],
    [
      'is another',
      async (open: Open, partitionKey: string) =>
        (await open('NotifyState')).updateEntity(
          { partitionKey, rowKey: '0001', decision11: new Uint8Array([1, 2, 3]) },
          'Merge',
        ),
    ],
  ])('of a part of a decision that %s stops whoever reads it, and not the list', async (_what, damage) => {
    const { open, history, reported } = reporting();
    await history.addDecision(aLargeDecision(0));
    await damage(open, await partsIn(open));
    await expect(history.newestDecision()).rejects.toThrow('The row NotifyState/decisions/');
    expect((await history.decisions({ limit: 10 })).items).toHaveLength(1);
    expect(reported).toEqual([]);
  });

  it('of deliveries or subscriptions is left out of lists, and stops whoever wants it', async () => {
    const { open, history, reported } = reporting();
    for (const start of [0, 10]) await history.addDelivery(aDelivery(start));
    for (const start of [0, 10]) await history.addSubscription(aSubscription(`wh-${start}`, start));
    await damageFirst(open, 'Deliveries', { delivery: '{"cut' });
    await damageFirst(open, 'Webhooks', { subscription: '{}' });
    expect(await history.deliveries({}, { limit: 10 })).toEqual({ items: [aDelivery(0)] });
    expect(await history.subscriptions()).toEqual([aSubscription('wh-10', 10)]);
    expect(reported).toHaveLength(2);
    await expect(history.delivery(deliveryId(10))).rejects.toThrow('The row Deliveries/delivery/');
    await expect(history.changeDelivery(deliveryId(10), () => aDelivery(10))).rejects.toThrow('Deliveries');
    await expect(history.subscription('wh-0')).rejects.toThrow('The row Webhooks/webhook/wh-0');
    await expect(history.changeSubscription('wh-0', () => null)).rejects.toThrow('Webhooks');
    expect(await history.removeSubscription('wh-0')).toBe(true);
  });

  it('of how a receiver fares is told, and is as good as none', async () => {
    const { open, history, reported } = reporting();
    await history.changeReceiverHealth('a', () => aHealth('a'));
    await damageAll(open, 'NotifyState', { health: '{"receiver":"a"}' });
    expect(await history.receiverHealth()).toEqual([]);
    await history.changeReceiverHealth('a', (before) => {
      expect(before).toBeNull();
      return aHealth('a', { failures: 1 });
    });
    expect(await history.receiverHealth()).toEqual([aHealth('a', { failures: 1 })]);
    expect(reported).toHaveLength(2);
  });

  it('of a later version is an error everywhere, and is not overwritten', async () => {
    const { open, history } = reporting();
    await history.addDecision(aDecision(0));
    await history.addDelivery(aDelivery(0));
    await history.addSubscription(aSubscription('wh-1', 0));
    await history.changeReceiverHealth('a', () => aHealth('a'));
    for (const table of ['NotifyState', 'Deliveries', 'Webhooks']) await damageAll(open, table, { v: 2 });
    const reading = [
      history.newestDecision(),
      history.decisions({ limit: 1 }),
      history.deliveries({}, { limit: 1 }),
      history.changeDelivery(deliveryId(0), () => aDelivery(0)),
      history.subscriptions(),
      history.changeSubscription('wh-1', () => aSubscription('wh-1', 0)),
      history.receiverHealth(),
      history.changeReceiverHealth('a', () => aHealth('a')),
    ];
    for (const answer of await Promise.allSettled(reading)) {
      expect(answer).toMatchObject({
        status: 'rejected',
        reason: {
          message: expect.stringContaining('has version 2, and this program knows none after 1') as string,
        },
      });
    }
  });
});

function dyingAt(open: Open, write: number, moment: 'before' | 'after' = 'before'): History {
  const faults = { write, moment, seen: 0 };
  return historyOn((name) => open(name).then((client) => dyingClient(client, faults)));
}

/** The partition of the parts that there are. */
async function partsIn(open: Open): Promise<string> {
  for await (const { partitionKey = '' } of (await open('NotifyState')).listEntities()) {
    if (partitionKey.startsWith('parts:')) return partitionKey;
  }
  throw new Error('There are no parts.');
}

function reporting() {
  const open = tables();
  const reported: string[] = [];
  return { open, reported, history: historyOn(open, (message) => reported.push(message)) };
}
