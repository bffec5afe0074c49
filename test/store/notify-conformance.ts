/** What every History must do for notifications: the comments of the port, as tests. */
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/shared/errors.ts';
import type { Delivery } from '../../src/notification.ts';
import type { History, Page } from '../../src/store/history.ts';
import type { DeliveryFilter } from '../../src/store/notify-store.ts';
import { hostileTexts, minute, sweepId } from './builders.ts';
import {
  aDecision,
  aDelivery,
  aDigestDelivery,
  aHealth,
  aLargeDecision,
  aLeftOut,
  aSubscription,
  decisionId,
  deliveryId,
} from './notify-builders.ts';

/** What is no id of ours: of a wrong form, of no day, and of another thing. */
const noIds = ['', 'monday', '19690101T000000000Z', '20261131T000000000Z', 'wh-1', ...hostileTexts];

export function testNotify(name: string, make: () => History): void {
  testDecisions(name, make);
  testDeliveries(name, make);
  testSubscriptions(name, make);
  testReceiverHealth(name, make);
}

function testDecisions(name: string, make: () => History): void {
  describe(`${name}: decisions about notifications`, () => {
    it('come back as they were', async () => {
      const history = make();
      expect(await history.newestDecision()).toBeNull();
      expect(await history.decision(decisionId(0))).toBeNull();
      expect(await history.addDecision(aDecision(0))).toBe(true);
      expect(await history.decision(decisionId(0))).toEqual(aDecision(0));
      expect(await history.newestDecision()).toEqual(aDecision(0));
    });

    it('may be larger than a row takes', async () => {
      const history = make();
      expect(await history.addDecision(aLargeDecision(0))).toBe(true);
      expect(await history.newestDecision()).toEqual(aLargeDecision(0));
      expect(await history.decision(decisionId(0))).toEqual(aLargeDecision(0));
    });

    it.each([
      ['small', aDecision],
      ['large', aLargeDecision],
    ])('are made once, however many make a %s one at the same time', async (_what, decisionAt) => {
      const history = make();
      const tries = Array.from({ length: 4 }, (_, index) => ({
        ...decisionAt(0),
        nextAt: minute(index).toISOString(),
      }));
      const added = await Promise.all(tries.map((decision) => history.addDecision(decision)));
      expect(added.filter((one) => one)).toHaveLength(1);
      expect(await history.newestDecision()).toEqual(tries[added.indexOf(true)]);
      expect(await history.addDecision(aDecision(0, { deliveries: [] }))).toBe(false);
      expect(await history.newestDecision()).toEqual(tries[added.indexOf(true)]);
    });

    it('have a newest one, in whatever order they are added', async () => {
      const history = make();
      for (const start of [10, 20, 0]) await history.addDecision(aDecision(start));
      expect(await history.newestDecision()).toEqual(aDecision(20));
    });

    it('are listed newest first, in pages, without messages and states', async () => {
      const history = make();
      const large = aLargeDecision(10);
      for (const decision of [aDecision(0), large, aDecision(20, { sweepId: null, nextAt: null })]) {
        await history.addDecision(decision);
      }
      const summaryAt = (minutes: number) => ({
        id: decisionId(minutes),
        at: minute(minutes).toISOString(),
        sweepId: sweepId(minutes),
        deliveries: [deliveryId(minutes), deliveryId(minutes + 1)].map((id, index) => ({
          id,
          receiver: 'on-call',
          route: index === 0 ? 'default' : null,
          group: 'client:job-dispatcher',
        })),
        leftOut: [aLeftOut(), aLeftOut({ receiver: 'on-call', reason: 'grouped into', into: 'x' })],
        nextAt: minute(60).toISOString(),
      });
      const first = await history.decisions({ limit: 2 });
      expect(first.items).toEqual([{ ...summaryAt(20), sweepId: null, nextAt: null }, summaryAt(10)]);
      expect(await history.decisions({ limit: 2, ...tokenOf(first) })).toEqual({ items: [summaryAt(0)] });
    });

    it('are not there under what is no id, and are not made under it', async () => {
      const history = make();
      await history.addDecision(aDecision(0));
      for (const id of [...noIds, deliveryId(0)]) {
        expect(await history.decision(id)).toBeNull();
        await expect(history.addDecision(aDecision(0, { id }))).rejects.toThrow(
          'is not the id of a decision',
        );
      }
    });

    it('refuse a token of another list', async () => {
      const history = make();
      for (const start of [0, 10]) await history.addDelivery(aDelivery(start));
      const token = tokenOf(await history.deliveries({}, { limit: 1 }));
      expect(token.continuationToken).toBeDefined();
      await expect(history.decisions({ limit: 1, ...token })).rejects.toThrow(UsageError);
      await expect(history.decisions({ limit: 0 })).rejects.toThrow(UsageError);
    });
  });
}

function testDeliveries(name: string, make: () => History): void {
  describe(`${name}: deliveries`, () => {
    const sent = (before: Delivery): Delivery => ({ ...before, status: 'sent', sentAt: before.createdAt });

    it('come back as they were, and are made once', async () => {
      const history = make();
      const long = aDelivery(0, { group: 'g'.repeat(20_000) });
      expect(await history.addDelivery(long)).toBe(true);
      expect(await history.addDelivery(aDelivery(0))).toBe(false);
      expect(await history.addDelivery(aDigestDelivery(1))).toBe(true);
      expect(await history.delivery(deliveryId(0))).toEqual(long);
      expect(await history.delivery(deliveryId(1))).toEqual(aDigestDelivery(1));
      expect(await history.delivery(deliveryId(0, 'b'))).toBeNull();
    });

    it('are changed by what they are now, or left', async () => {
      const history = make();
      await history.addDelivery(aDelivery(0));
      const { claim: _claim, nextAt: _nextAt, ...rest } = aDelivery(0);
      const value = { ...rest, status: 'dead' } as const;
      expect(await history.changeDelivery(deliveryId(0), () => value)).toEqual({ value, changed: true });
      expect(await history.changeDelivery(deliveryId(0), () => null)).toEqual({ value, changed: false });
      expect(await history.delivery(deliveryId(0))).toEqual(value);
    });

    it('are claimed by one of many who want it at the same time', async () => {
      const history = make();
      const { claim: _claim, ...free } = aDelivery(0);
      await history.addDelivery(free);
      const claims = Array.from({ length: 10 }, (_, index) => ({
        holder: `${index}`,
        until: free.createdAt,
      }));
      const answers = await Promise.all(
        claims.map((claim) =>
          history.changeDelivery(free.id, (before) =>
            before.claim === undefined ? { ...before, claim } : null,
          ),
        ),
      );
      expect(answers.filter((answer) => answer?.changed)).toHaveLength(1);
      const claim = claims[answers.findIndex((answer) => answer?.changed)];
      expect(await history.delivery(free.id)).toEqual({ ...free, claim });
      expect(new Set(answers.map((answer) => answer?.value.claim?.holder))).toEqual(new Set([claim?.holder]));
    });

    it('are not there under what is no id, and are not made under it', async () => {
      const history = make();
      await history.addDelivery(aDelivery(0));
      const never = (): never => {
        throw new Error('There is nothing to change.');
      };
      for (const id of [...noIds, decisionId(0), `${deliveryId(0)}0`, deliveryId(1)]) {
        expect(await history.delivery(id)).toBeNull();
        expect(await history.changeDelivery(id, never)).toBeNull();
      }
      for (const id of [...noIds, decisionId(0)]) {
        await expect(history.addDelivery(aDelivery(0, { id }))).rejects.toThrow(
          'is not the id of a delivery',
        );
      }
    });

    it.each([
      ['all', {}, [4, 3, 2, 1, 0]],
      ['of a receiver', { receiver: 'on-call' }, [4, 2, 1]],
      ['of a status', { status: 'sent' }, [3, 2, 0]],
      ['of both', { receiver: 'on-call', status: 'pending' }, [4, 1]],
      ['of a receiver that can be no key', { receiver: "o'brien" }, [3, 0]],
      ['of a receiver that has none', { receiver: 'nobody' }, []],
      ['of a status that has none', { status: 'dead' }, []],
    ] as const satisfies readonly (readonly [string, DeliveryFilter, readonly number[]])[])(
      'are listed newest first, in pages: %s',
      async (_what, filter, expected) => {
        const history = make();
        for (const minutes of [0, 1, 2, 3, 4]) {
          await history.addDelivery(
            aDelivery(minutes, { receiver: minutes % 3 === 0 ? "o'brien" : 'on-call' }),
          );
        }
        for (const minutes of [0, 2, 3]) await history.changeDelivery(deliveryId(minutes), sent);
        const ids = expected.map((minutes) => deliveryId(minutes));
        const one = await history.deliveries(filter, { limit: 10 });
        expect(one.items.map(({ id }) => id)).toEqual(ids);
        expect(one.continuationToken).toBeUndefined();
        expect(await allOf(history, filter, 2)).toEqual(ids);
        expect(await allOf(history, filter, 1)).toEqual(ids);
      },
    );

    it('of one moment are all listed', async () => {
      const history = make();
      const about = ['a', 'b', 'c', 'd'];
      for (const one of about) await history.addDelivery(aDelivery(0, {}, one));
      expect((await allOf(history, {}, 3)).toSorted()).toEqual(
        about.map((one) => deliveryId(0, one)).toSorted(),
      );
    });

    it('of a receiver are not found by what is no name of one', async () => {
      const history = make();
      await history.addDelivery(aDelivery(0));
      for (const receiver of ['', 'ON-CALL', ...hostileTexts]) {
        expect(await history.deliveries({ receiver }, { limit: 10 })).toEqual({ items: [] });
      }
    });

    it('refuse a token of another list', async () => {
      const history = make();
      for (const start of [0, 10]) await history.addDelivery(aDelivery(start));
      const token = tokenOf(await history.deliveries({ status: 'pending' }, { limit: 1 }));
      expect(token.continuationToken).toBeDefined();
      for (const filter of [{}, { status: 'sent' }, { receiver: 'pending' }] as const) {
        await expect(history.deliveries(filter, { limit: 1, ...token })).rejects.toThrow(UsageError);
      }
      await expect(history.deliveries({}, { limit: 1001 })).rejects.toThrow(UsageError);
    });
  });
}

function testSubscriptions(name: string, make: () => History): void {
  describe(`${name}: subscriptions`, () => {
    const one = aSubscription('wh-1', 10);

    it('are kept, oldest first', async () => {
      const history = make();
      expect(await history.subscriptions()).toEqual([]);
      const others = [aSubscription('wh-2', 20), aSubscription('wh-3', 0), aSubscription('wh-0', 10)];
      for (const each of [one, ...others]) expect(await history.addSubscription(each)).toBe(true);
      expect((await history.subscriptions()).map(({ id }) => id)).toEqual(['wh-3', 'wh-0', 'wh-1', 'wh-2']);
      expect(await history.subscription('wh-1')).toEqual(one);
      expect(await history.addSubscription({ ...one, name: 'other' })).toBe(false);
      expect(await history.subscription('wh-1')).toEqual(one);
    });

    it('are changed by what they are now, or left', async () => {
      const history = make();
      const { paused: _paused, ...value } = one;
      expect(await history.changeSubscription('wh-1', (before) => before)).toBeNull();
      await history.addSubscription(one);
      expect(await history.changeSubscription('wh-1', () => value)).toEqual({ value, changed: true });
      expect(await history.changeSubscription('wh-1', () => null)).toEqual({ value, changed: false });
      expect(await history.subscriptions()).toEqual([value]);
    });

    it('lose no change of many that come at the same time', async () => {
      const history = make();
      await history.addSubscription({ ...one, secrets: [] });
      const names = ['a', 'b', 'c', 'd', 'e'];
      await Promise.all(
        names.map((sealed) =>
          history.changeSubscription('wh-1', (before) => ({
            ...before,
            secrets: [...before.secrets, { sealed, createdAt: one.createdAt }],
          })),
        ),
      );
      const kept = (await history.subscription('wh-1'))?.secrets.map(({ sealed }) => sealed) ?? [];
      expect(kept.toSorted()).toEqual(names);
    });

    it('are removed once, and are not there again by a change', async () => {
      const history = make();
      await history.addSubscription(one);
      expect(await history.removeSubscription('wh-1')).toBe(true);
      expect(await history.removeSubscription('wh-1')).toBe(false);
      expect(await history.changeSubscription('wh-1', () => one)).toBeNull();
      expect(await history.subscription('wh-1')).toBeNull();
      expect(await history.subscriptions()).toEqual([]);
    });

    it('are not there under what is no id', async () => {
      const history = make();
      await history.addSubscription(one);
      for (const id of noIds.filter((text) => text !== 'wh-1')) {
        expect(await history.subscription(id)).toBeNull();
        expect(await history.changeSubscription(id, (before) => before)).toBeNull();
        expect(await history.removeSubscription(id)).toBe(false);
      }
      expect(await history.subscriptions()).toEqual([one]);
    });
  });
}

function testReceiverHealth(name: string, make: () => History): void {
  describe(`${name}: how receivers fare`, () => {
    it('is changed by what is known, nothing at first, and listed in the order of the ids', async () => {
      const history = make();
      const failing = { failures: 3, failingSince: minute(0).toISOString(), lastFailure: 'No answer.' };
      await history.changeReceiverHealth('b', (before) => {
        expect(before).toBeNull();
        return aHealth('b');
      });
      await history.changeReceiverHealth('a', () => aHealth('a', failing));
      await history.changeReceiverHealth('b', (before) => {
        expect(before).toEqual(aHealth('b'));
        return null;
      });
      await history.changeReceiverHealth('c', () => null);
      expect(await history.receiverHealth()).toEqual([aHealth('a', failing), aHealth('b')]);
    });

    it('loses no change of many that come at the same time', async () => {
      const history = make();
      const more = () =>
        history.changeReceiverHealth('a', (before) =>
          aHealth('a', { failures: (before?.failures ?? 0) + 1 }),
        );
      await Promise.all(Array.from({ length: 6 }, more));
      expect(await history.receiverHealth()).toEqual([aHealth('a', { failures: 6 })]);
    });

    it('is kept for a receiver of whatever name', async () => {
      const history = make();
      for (const receiver of hostileTexts)
        await history.changeReceiverHealth(receiver, () => aHealth(receiver));
      expect(await history.receiverHealth()).toEqual(
        hostileTexts.toSorted().map((receiver) => aHealth(receiver)),
      );
    });
  });
}

/** Ids of all deliveries of a filter, page by page; no page that says there is more is empty. */
async function allOf(history: History, filter: DeliveryFilter, limit: number): Promise<readonly string[]> {
  const ids: string[] = [];
  let page = await history.deliveries(filter, { limit });
  ids.push(...page.items.map(({ id }) => id));
  while (page.continuationToken !== undefined) {
    expect(page.items).toHaveLength(limit);
    page = await history.deliveries(filter, { limit, ...tokenOf(page) });
    ids.push(...page.items.map(({ id }) => id));
  }
  return ids;
}

function tokenOf<T>({ continuationToken }: Page<T>): { readonly continuationToken?: string } {
  return continuationToken === undefined ? {} : { continuationToken };
}
