/** What was sent, to whom, what became of it, and what was left out and why. */
import { describe, expect, test } from 'vitest';
import type { HttpDeps } from '../../src/http/deps.ts';
import { silenceReasons } from '../../src/notification.ts';
import type { History } from '../../src/store/history.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { minute, sweepId } from '../store/builders.ts';
import { exampleDigest, exampleNotification } from '../support/notify-messages.ts';
import { ask, depsWith, jsonOf, problemOf } from './asking.ts';
import {
  accepted,
  aDecision,
  aDelivery,
  aLeftOut,
  aPending,
  aSubscription,
  refused,
  someSettings,
} from '../store/told.ts';
import { notifyWith } from './notifying.ts';

const post = { method: 'POST' };
const toMail = { receiver: 'batch-mail', receiverKind: 'email' } as const;

const sent = aDelivery(3);
const report = aDelivery(5, { ...toMail, route: null, group: 'weekly', message: exampleDigest });
const waiting = aPending(6, { claim: { holder: 'an-invocation', until: minute(9).toISOString() } });
const dead = aDelivery(1, { status: 'dead', attempts: [refused, refused], attemptsTotal: 40 });

async function told(): Promise<HttpDeps> {
  const history = memoryHistory();
  for (const delivery of [sent, report, waiting, dead]) await history.addDelivery(delivery);
  await history.addSubscription(aSubscription());
  return depsWith({ history, notify: notifyWith(history, { settings: someSettings }) });
}

const sentItem = {
  id: sent.id,
  receiver: 'platform-teams',
  receiverKind: 'teams',
  route: 'everything',
  group: 'jobs',
  form: 'alert',
  reason: 'worsened',
  severity: 'high',
  title: '3 clusters: Webhook cannot be reached',
  status: 'sent',
  attemptsTotal: 1,
  lastAttempt: accepted,
  createdAt: '2026-11-24T12:03:00.000Z',
  sentAt: '2026-11-24T12:04:00.000Z',
};

describe('deliveries', () => {
  test('are listed newest first, without what they say', async () => {
    expect(await jsonOf(await told(), '/api/deliveries')).toEqual({
      items: [
        {
          ...sentItem,
          id: waiting.id,
          status: 'pending',
          lastAttempt: refused,
          createdAt: '2026-11-24T12:06:00.000Z',
          nextAt: '2026-11-24T12:14:00.000Z',
          sentAt: undefined,
        },
        {
          ...sentItem,
          ...toMail,
          id: report.id,
          route: null,
          group: 'weekly',
          form: 'digest',
          reason: 'report',
          severity: null,
          title: 'Weekly report: owner=payments',
          createdAt: '2026-11-24T12:05:00.000Z',
        },
        sentItem,
        {
          ...sentItem,
          id: dead.id,
          status: 'dead',
          attemptsTotal: 40,
          lastAttempt: refused,
          createdAt: '2026-11-24T12:01:00.000Z',
        },
      ],
    });
  });

  test.each([
    ['receiver=batch-mail', [report.id]],
    ['status=dead', [dead.id]],
    ['status=sent&receiver=platform-teams', [sent.id]],
    ['receiver=gone', []],
  ])('are filtered: %s', async (query, ids) => {
    const { items } = (await jsonOf(await told(), `/api/deliveries?${query}`)) as { items: { id: string }[] };
    expect(items.map(({ id }) => id)).toEqual(ids);
  });

  test('come in pages', async () => {
    const deps = await told();
    const first = (await jsonOf(deps, '/api/deliveries?limit=3')) as { continuationToken: string };
    expect(first).toMatchObject({ items: [{ id: waiting.id }, { id: report.id }, { id: sent.id }] });
    expect(
      await jsonOf(deps, `/api/deliveries?limit=3&continuationToken=${first.continuationToken}`),
    ).toMatchObject({ items: [{ id: dead.id }] });
  });

  test.each([
    ['status=lost', 'status', 'Expected one of pending, sent, dead, cancelled.'],
    ['receiver=', 'receiver', 'Expected the id of a receiver, as GET /api/receivers gives it.'],
  ])('are not filtered by %s', async (query, parameter, detail) => {
    expect(await problemOf(await told(), `/api/deliveries?${query}`)).toMatchObject({
      status: 400,
      errors: [{ parameter, detail }],
    });
  });

  test('are told one by one with the whole message and every try', async () => {
    const deps = await told();
    expect(await jsonOf(deps, `/api/deliveries/${sent.id}`)).toEqual({
      ...sentItem,
      triedSince: '2026-11-24T12:03:00.000Z',
      attempts: [accepted],
      message: exampleNotification,
    });
    expect(await jsonOf(deps, `/api/deliveries/${report.id}`)).toMatchObject({ message: exampleDigest });
    expect(await problemOf(deps, '/api/deliveries/nope')).toMatchObject({
      status: 404,
      detail: 'There is no delivery "nope"; GET /api/deliveries lists those there are.',
    });
  });

  test('are sent again under the same id', async () => {
    const deps = await told();
    const { status, headers, text } = await ask(deps, `/api/deliveries/${dead.id}/redeliver`, post);
    expect({ status, location: headers['location'] }).toEqual({
      status: 202,
      location: `/api/deliveries/${dead.id}`,
    });
    expect(JSON.parse(text)).toMatchObject({
      id: dead.id,
      status: 'pending',
      nextAt: minute(0).toISOString(),
    });
    expect(await problemOf(deps, '/api/deliveries/nope/redeliver', post)).toMatchObject({ status: 404 });
  });
});

describe('of a webhook', () => {
  const id = 'wh-0123456789abcdef0123';
  const its = aDelivery(2, { receiver: id, receiverKind: 'webhook' });

  test('only its deliveries are listed, and sent again', async () => {
    const deps = await told();
    await deps.history.addDelivery(its);
    expect(await jsonOf(deps, `/api/webhooks/${id}/deliveries`)).toEqual({
      items: [
        {
          ...sentItem,
          id: its.id,
          receiver: id,
          receiverKind: 'webhook',
          createdAt: '2026-11-24T12:02:00.000Z',
        },
      ],
    });
    expect(await jsonOf(deps, `/api/webhooks/${id}/deliveries?status=dead`)).toEqual({ items: [] });

    const again = await ask(deps, `/api/webhooks/${id}/deliveries/${its.id}/redeliver`, post);
    expect([again.status, again.headers['location'], JSON.parse(again.text)]).toEqual([
      202,
      `/api/deliveries/${its.id}`,
      expect.objectContaining({ id: its.id, status: 'pending' }),
    ]);
    expect(await problemOf(deps, `/api/webhooks/${id}/deliveries/${sent.id}/redeliver`, post)).toMatchObject({
      status: 404,
      detail: `There is no delivery "${sent.id}"; GET /api/deliveries lists those there are.`,
    });
  });

  test('a test message is one', async () => {
    const deps = await told();
    const { status, headers, text } = await ask(deps, `/api/webhooks/${id}/test`, post);
    const delivery = JSON.parse(text) as { id: string };
    expect([status, headers['location'], delivery]).toEqual([
      202,
      `/api/deliveries/${delivery.id}`,
      expect.objectContaining({ receiver: id, reason: 'test', status: 'pending', lastAttempt: null }),
    ]);
    expect(await jsonOf(deps, `/api/webhooks/${id}/deliveries`)).toMatchObject({ items: [delivery] });
    // A receiver of the file is no webhook that was subscribed.
    expect(await problemOf(deps, '/api/webhooks/platform-teams/test', post)).toMatchObject({ status: 404 });
  });
});

describe('receivers', () => {
  test('are told with where they are, how they fare and what names them, and without a secret', async () => {
    const deps = await told();
    const health = {
      failures: 12,
      failingSince: minute(-300).toISOString(),
      retryAt: minute(20).toISOString(),
      lastFailedAt: minute(-1).toISOString(),
      lastFailure: 'The mail server does not answer.',
    };
    await deps.history.changeReceiverHealth('batch-mail', () => ({ receiver: 'batch-mail', ...health }));
    const paused = { at: minute(-9).toISOString(), by: 'gone', why: 'It answered 410.' } as const;
    await deps.history.changeSubscription('wh-0123456789abcdef0123', (before) => ({ ...before, paused }));

    expect(await jsonOf(deps, '/api/receivers')).toEqual({
      items: [
        {
          id: 'platform-teams',
          name: 'platform-teams',
          kind: 'teams',
          source: 'file',
          to: ['https://flows.example.com'],
          paused: null,
          health: null,
          routes: ['everything'],
          reports: [],
        },
        {
          id: 'batch-mail',
          name: 'batch-mail',
          kind: 'email',
          source: 'file',
          to: ['batch@example.com', 'lead@example.com'],
          paused: null,
          health,
          routes: ['batch'],
          reports: ['weekly'],
        },
        {
          id: 'wh-0123456789abcdef0123',
          name: 'Incidents of payments',
          kind: 'webhook',
          source: 'api',
          to: ['https://hooks.example.com'],
          paused,
          health: null,
          routes: [],
          reports: [],
        },
      ],
    });
  });

  test('of the file and of the API are sent a test message', async () => {
    const deps = await told();
    for (const id of ['platform-teams', 'wh-0123456789abcdef0123']) {
      const { status, text } = await ask(deps, `/api/receivers/${id}/test`, post);
      expect([status, JSON.parse(text)]).toEqual([
        202,
        expect.objectContaining({ receiver: id, reason: 'test' }),
      ]);
    }
    expect(await problemOf(deps, '/api/receivers/nobody/test', post)).toMatchObject({
      status: 404,
      detail: 'There is no receiver "nobody"; GET /api/receivers lists those there are.',
    });
  });
});

describe('decisions', () => {
  async function decided(...decisions: readonly ReturnType<typeof aDecision>[]): Promise<History> {
    const history = memoryHistory();
    for (const decision of decisions) await history.addDecision(decision);
    return history;
  }

  const left = {
    receiver: 'batch-mail',
    route: 'batch',
    group: 'webhooks',
    title: 'A webhook fails in Prod-2',
    severity: 'medium',
    alerts: 2,
    clusters: ['Prod-2'],
    reason: 'quiet until',
    text: 'Quiet until 25 Nov 2026, 07:00 UTC.',
    until: '2026-11-25T07:00:00.000Z',
  };
  const whole = {
    id: '20261124T120300000Z',
    at: '2026-11-24T12:03:00.000Z',
    sweepId: sweepId(0),
    leftOut: [left],
    nextAt: '2026-11-25T07:00:00.000Z',
  };

  test('are listed newest first, with what was left out and why, and never their state', async () => {
    const deps = depsWith({
      history: await decided(
        aDecision(3),
        aDecision(9, { after: aDecision(3).id, sweepId: null, deliveries: [], nextAt: null }),
      ),
    });
    expect(await jsonOf(deps, '/api/decisions')).toEqual({
      items: [
        {
          ...whole,
          id: '20261124T120900000Z',
          at: '2026-11-24T12:09:00.000Z',
          sweepId: null,
          nextAt: null,
          deliveries: [],
        },
        {
          ...whole,
          deliveries: [{ id: sent.id, receiver: 'platform-teams', route: 'everything', group: 'jobs' }],
        },
      ],
    });
    expect(await jsonOf(deps, '/api/decisions?limit=1')).toMatchObject({
      items: [{ id: '20261124T120900000Z' }],
      continuationToken: expect.any(String) as string,
    });
  });

  test('are told one by one', async () => {
    const deps = depsWith({ history: await decided(aDecision(3)) });
    expect(await jsonOf(deps, '/api/decisions/20261124T120300000Z')).toEqual({
      ...whole,
      deliveries: [
        {
          id: sent.id,
          receiver: 'platform-teams',
          receiverKind: 'teams',
          route: 'everything',
          group: 'jobs',
          form: 'alert',
          reason: 'worsened',
          severity: 'high',
          title: '3 clusters: Webhook cannot be reached',
        },
      ],
    });
    expect(await problemOf(deps, '/api/decisions/nope')).toMatchObject({
      status: 404,
      detail: 'There is no decision "nope"; GET /api/decisions lists those there are.',
    });
  });

  test('say every reason in words, with and without what it speaks of', async () => {
    const until = minute(60).toISOString();
    const { until: _, ...bare } = aLeftOut();
    const leftOut = silenceReasons.flatMap((reason) => [
      { ...bare, reason, until, into: 'that' },
      { ...bare, reason },
    ]);
    const deps = depsWith({ history: await decided(aDecision(3, { leftOut })) });
    const answer = (await jsonOf(deps, '/api/decisions/20261124T120300000Z')) as {
      leftOut: { reason: string; text: string }[];
    };
    const at = '24 Nov 2026, 13:00 UTC';
    const seenOften = 'Not seen often enough yet: it is told when the next sweeps see it too.';
    const goneLong = 'Not gone for long enough yet: it is told when the next sweeps do not see it either.';
    expect(answer.leftOut.map(({ reason, text }) => [reason, text])).toEqual([
      ['grouped into', 'Grouped into the message that.'],
      ['grouped into', 'Grouped into another message.'],
      ['quiet until', `Quiet until ${at}.`],
      ['quiet until', 'Quiet hours.'],
      ['maintenance until', `Maintenance until ${at}.`],
      ['maintenance until', 'Maintenance.'],
      [
        'group interval until',
        `The receiver was told of this group a short while ago: the next message is not before ${at}.`,
      ],
      ['group interval until', 'The receiver was told of this group a short while ago.'],
      ['suppressed', `Suppressed by that until ${at}: somebody decided to live with it.`],
      ['suppressed', 'Suppressed: somebody decided to live with it.'],
      ['below severity', 'Below the severity of the route.'],
      ['below severity', 'Below the severity of the route.'],
      ['not wanted', 'The receiver does not ask for events of this kind.'],
      ['not wanted', 'The receiver does not ask for events of this kind.'],
      ['not confirmed', seenOften],
      ['not confirmed', seenOften],
      ['not resolved for sure', goneLong],
      ['not resolved for sure', goneLong],
      ['flapping', 'It comes and goes: that was told, and not each time.'],
      ['flapping', 'It comes and goes: that was told, and not each time.'],
      ['told already', `Told already, and not worse since; it is told again at ${at}.`],
      ['told already', 'Told already, and not worse since.'],
      ['receiver paused', 'The receiver is paused.'],
      ['receiver paused', 'The receiver is paused.'],
      ['no receiver', 'No receiver is set up for it: nobody was told.'],
      ['no receiver', 'No receiver is set up for it: nobody was told.'],
    ]);
  });
});
