import { describe, expect, test } from 'vitest';
import type { LeftOut } from '../../src/notification.ts';
import { outlineOf } from '../../src/notify/outline/of-message.ts';
import { receiverStates } from '../../src/notify/receiver-states.ts';
import { messagePage, messagesPage } from '../../src/pages/index.ts';
import { summaryOf } from '../../src/store/decision-summary.ts';
import { minute, sweepId } from '../store/builders.ts';
import {
  aDecision,
  aDelivery,
  aLeftOut,
  aPending,
  aSubscription,
  noSettings,
  refused,
  someSettings,
} from '../store/told.ts';
import { exampleDigest, exampleNotification, resolvedNotification } from '../support/notify-messages.ts';
import { elementsOf, sectionOf, textOf, textsOf } from './markup.ts';
import { aMessagesView, aMessageView } from './views.ts';

function rowsIn(html: string, section: string): readonly string[] {
  return textsOf(sectionOf(html, section).replace(/<thead.*?<\/thead>/su, ''), 'tr');
}

const linksIn = (html: string) => elementsOf(html, 'a').map(({ attributes }) => attributes['href']);

describe('what was sent', () => {
  test('tells what, to whom, why, when and whether it arrived', () => {
    const toMail = { receiver: 'batch-mail', receiverKind: 'email' } as const;
    const deliveries = [
      aPending(9, { attempts: [], attemptsTotal: 0 }),
      aPending(8, { ...toMail, attemptsTotal: 26 }),
      aDelivery(5, { ...toMail, route: null, message: exampleDigest, createdAt: minute(3).toISOString() }),
      aDelivery(3, { attemptsTotal: 2 }),
      aDelivery(2, { status: 'dead', attempts: [refused], attemptsTotal: 1 }),
      aDelivery(1, {
        receiver: 'gone',
        receiverKind: 'webhook',
        status: 'cancelled',
        attempts: [],
        message: resolvedNotification,
      }),
    ].map((delivery) => ({ delivery, outline: outlineOf(delivery.message) }));
    const html = messagesPage(aMessagesView({ deliveries }));

    const webhook = '3 clusters: Webhook cannot be reached High';
    const worse = 'Worse than before by the route “ everything ”';
    expect(rowsIn(html, 'sent')).toEqual([
      `${webhook} platform-teams Teams ${worse} 5 min ago Waiting tried in 3 min`,
      `${webhook} batch-mail Mail ${worse} 6 min ago Waiting tried again in 2 min Last of 26 tries: The receiver answers 503.`,
      'Weekly report: owner=payments Report batch-mail Mail Scheduled report 11 min ago Arrived after 1 min',
      `${webhook} platform-teams Teams ${worse} 11 min ago Arrived after 1 min, at try 2`,
      `${webhook} platform-teams Teams ${worse} 12 min ago Given up The receiver answers 503.`,
      'payments-prod: Webhook cannot be reached Resolved gone Webhook Resolved by the route “ everything ” 13 min ago Cancelled',
    ]);
    expect(linksIn(sectionOf(html, 'sent'))).toContain(`/messages/${aDelivery(3).id}`);
  });

  test('one that falls due is to be tried now', () => {
    const delivery = aPending(6, { nextAt: minute(14).toISOString() });
    const deliveries = [{ delivery, outline: outlineOf(delivery.message) }];
    expect(rowsIn(messagesPage(aMessagesView({ deliveries })), 'sent')[0]).toContain(
      'Waiting to be tried now The receiver answers 503.',
    );
  });

  test('is filtered and paged by the address', () => {
    const html = messagesPage(
      aMessagesView({ query: { receiver: 'batch-mail', status: 'sent', after: 'abc' }, next: 'def' }),
    );
    expect(linksIn(sectionOf(html, 'sent')).filter((href) => href?.startsWith('/messages?'))).toEqual([
      '/messages?receiver=batch-mail&status=sent',
      '/messages?receiver=batch-mail&status=sent&after=def',
    ]);
    expect(
      elementsOf(html, 'option')
        .filter(({ attributes }) => 'selected' in attributes)
        .map(({ attributes }) => attributes['value']),
    ).toEqual(['batch-mail', 'sent']);
    expect(linksIn(html).at(-1)).toBe(
      '/api/deliveries?receiver=batch-mail&status=sent&continuationToken=abc',
    );
  });

  test('can be asked of a receiver that is gone', () => {
    const html = messagesPage(aMessagesView({ query: { receiver: 'gone' } }));
    expect(textsOf(html, 'option')).toContain('gone (gone)');
  });

  test('where nothing is like that, it says so and leads back', () => {
    const html = messagesPage(aMessagesView({ query: { status: 'dead' }, deliveries: [] }));
    expect(textOf(sectionOf(html, 'sent'))).toContain('Show all No message is like that.');
  });
});

describe('receivers', () => {
  test('tell where to, of what, and how they fare; those that get nothing are told first', () => {
    const paused = {
      at: minute(-60).toISOString(),
      by: 'failing',
      why: 'Nothing reached it for 5 days',
    } as const;
    const receivers = receiverStates(
      { ...someSettings, routes: someSettings.routes.slice(0, 1) },
      [aSubscription({ paused }), aSubscription({ id: 'wh-new', name: 'New' })],
      [
        { receiver: 'platform-teams', failures: 0, lastSentAt: minute(4).toISOString() },
        {
          receiver: 'batch-mail',
          failures: 12,
          failingSince: minute(-106).toISOString(),
          retryAt: minute(44).toISOString(),
          lastFailure: 'The mail server does not answer',
        },
        { receiver: 'wh-new', failures: 1, failingSince: minute(13).toISOString() },
      ],
    );
    const html = messagesPage(aMessagesView({ receivers }));
    expect(rowsIn(html, 'receivers')).toEqual([
      'platform-teams Teams https://flows.example.com nothing: no route and no report names it Works last reached 10 min ago',
      'batch-mail Mail batch@example.com and lead@example.com the route “batch” and the report “weekly” Fails first 2 h ago , 12 tries in a row, tried again in 30 min The mail server does not answer.',
      'Incidents of payments Webhook https://hooks.example.com what it subscribed Paused 1 h ago : Nothing reached it for 5 days.',
      'New Webhook https://hooks.example.com what it subscribed Fails first 1 min ago , 1 try in a row',
    ]);
    expect(textOf(html)).toContain(
      '3 receivers get no messages now. batch-mail cannot be reached: see receivers . Incidents of payments is paused: see receivers . New cannot be reached: see receivers .',
    );
  });

  test('that all work are no notice', () => {
    expect(textOf(messagesPage(aMessagesView()))).not.toContain('no messages now');
  });

  test('none: the page says what to do', () => {
    const view = aMessagesView({
      receivers: receiverStates(noSettings, [], []),
      deliveries: [],
      decisions: [],
    });
    const text = textOf(messagesPage(view));
    expect(text).toContain('Nobody is told of anything yet');
    expect(text).toContain('NOTIFY_FILE');
    expect(text).toContain('curl --request POST "$ADDRESS/api/webhooks"');
    expect(text).not.toContain('Receivers');
    expect(text).toContain('Nothing was decided yet: that happens whenever a sweep is closed.');
  });

  test('some, and nothing sent yet: how to send a test', () => {
    const text = textOf(messagesPage(aMessagesView({ deliveries: [] })));
    expect(text).toContain('Nothing was sent yet');
    expect(text).toContain('curl --request POST "$ADDRESS/api/receivers/RECEIVER/test"');
    expect(text).not.toContain('Show all');
  });
});

describe('what was left out', () => {
  const leftOutIn = (leftOut: readonly LeftOut[], change = {}) =>
    sectionOf(
      messagesPage(aMessagesView({ decisions: [summaryOf(aDecision(3, { leftOut, ...change }))] })),
      'left-out',
    );

  test('tells why and until when in plain words, what nobody hears of first', () => {
    const html = leftOutIn([
      aLeftOut(),
      aLeftOut({ reason: 'grouped into', into: aDelivery(3).id, severity: 'high', title: 'Another webhook' }),
      aLeftOut({ reason: 'told already' }),
      aLeftOut({ reason: 'below severity', severity: 'info', alerts: 1, clusters: [] }),
      aLeftOut({ receiver: null, reason: 'no receiver', severity: 'low', route: 'default' }),
      aLeftOut({ reason: 'told already' }),
    ]);
    expect(textsOf(html, 'li')).toEqual([
      'Low A webhook fails in Prod-2 No receiver is set up for it: nobody was told. For nobody by the route “ default ”; 2 alerts in Prod-2.',
      'High Another webhook Grouped into another message . For batch-mail by the route “ batch ”; 2 alerts in Prod-2.',
      'Medium A webhook fails in Prod-2 Quiet until 25 Nov 2026, 07:00 UTC. For batch-mail by the route “ batch ”; 2 alerts in Prod-2.',
      'Info A webhook fails in Prod-2 Below the severity of the route. For batch-mail by the route “ batch ”; 1 alert.',
    ]);
    expect(textsOf(html, 'h3')).toEqual(['24 Nov 2026, 12:03 UTC after a sweep , 1 message sent']);
    expect(linksIn(html)).toEqual([
      '/api/decisions',
      `/sweeps/${sweepId(0)}`,
      `/messages/${aDelivery(3).id}`,
    ]);
    expect(textOf(html)).toContain('2 groups were told already and did not get worse.');
  });

  test('of very much the first are shown, and where the rest is', () => {
    const html = leftOutIn(Array.from({ length: 30 }, () => aLeftOut()));
    expect(textsOf(html, 'li')).toHaveLength(12);
    expect(textOf(html)).toContain('18 more: all of them as JSON');
    expect(linksIn(html)).toContain('/api/decisions/20261124T120300000Z');
  });

  test('is nothing where everything was told', () => {
    const html = leftOutIn([], { sweepId: null, deliveries: [] });
    expect(textsOf(html, 'h3')).toEqual([
      '24 Nov 2026, 12:03 UTC what was held back fell due, 0 messages sent',
    ]);
    expect(textOf(html)).toContain('Nothing was left out.');
  });
});

describe('a message', () => {
  test('says what its receiver is told, and every try', () => {
    const attempts = [refused, { ...refused, status: null, milliseconds: 10_000, detail: 'No answer' }];
    const html = messagePage(aMessageView(aDelivery(3, { attempts, attemptsTotal: 9 })));

    expect(textsOf(html, 'h1')).toEqual(['3 clusters: Webhook cannot be reached']);
    const says = textOf(sectionOf(html, 'says'));
    for (const part of [
      exampleNotification.summary,
      'Since 24 Nov 2026, 01:10 UTC (for 3 h 5 min)',
      'Cause Webhook validate.gatekeeper.sh',
      'How sure Extrapolated from part of the objects',
      "get pods kubectl --context 'payments-prod'",
      'Alerts in this message 5',
      'web-prod · was medium, since 23 Nov 2026, 22:00 UTC',
      '2 more are not in the message.',
      'Calls that failed 240 of 300 since 24 Nov 2026, 01:10 UTC',
    ]) {
      expect(says).toContain(part);
    }
    expect(
      elementsOf(sectionOf(html, 'says'), 'div').some(({ attributes }) => 'data-copy' in attributes),
    ).toBe(true);
    expect(linksIn(sectionOf(html, 'says'))).toEqual(
      expect.arrayContaining(['/checks/failing-webhook', '/clusters/payments-prod-key']),
    );
    expect(rowsIn(html, 'tries')).toEqual([
      '24 Nov 2026, 12:04 UTC Failed none 10 s No answer.',
      '24 Nov 2026, 12:04 UTC Failed 503 31 ms The receiver answers 503.',
    ]);
    expect(textOf(sectionOf(html, 'tries'))).toContain('Of the tries before only their number is kept.');
    expect(textOf(sectionOf(html, 'again'))).toContain(
      `curl --request POST "$ADDRESS/api/deliveries/${aDelivery(3).id}/redeliver"`,
    );
    expect(textsOf(html, 'dd').slice(0, 5)).toEqual([
      'platform-teams , Teams',
      'the route “ everything ”',
      '24 Nov 2026, 12:03 UTC , after a sweep',
      '24 Nov 2026, 12:04 UTC',
      'jobs',
    ]);
  });

  test('that is a report has all its parts', () => {
    const html = messagePage(aMessageView(aDelivery(3, { route: null, message: exampleDigest })));
    const says = textOf(sectionOf(html, 'says'));
    for (const part of [
      'Score 78 was 84',
      'Not seen, so not counted here Subscription "payments-dr" could not be read',
      'Clusters that could not be audited 1 batch The API server did not answer within 10 s.',
      'Mean score 78 of 100 From 84 of 100 on 17 Nov to 78 of 100 on 23 Nov. Not seen on 1 day.',
      'Worst now 7',
      '5 more are not in the message.',
      'Resolved in this time 0 None in what could be seen.',
      'payments-us: etcd database reaches 80 % of its quota on 3 Dec 2026',
      'ends on 1 Dec 2026 · decided by dana · legacy-jobs',
      'All findings are attached as CSV.',
    ]) {
      expect(says).toContain(part);
    }
    // A day that was not seen has no bar, and one of nothing has one.
    expect(elementsOf(html, 'rect').filter(({ attributes }) => attributes['width'] === '8')).toHaveLength(12);
    expect(textsOf(html, 'dd').slice(0, 2)).toEqual([
      'platform-teams , Teams',
      'the report “ payments-weekly ”',
    ]);
  });

  test.each([
    [aDelivery(3), null],
    [
      aDelivery(3, { status: 'dead', attempts: [refused] }),
      'It did not arrive, and is not tried any more. The receiver answers 503.',
    ],
    [
      aDelivery(3, { status: 'cancelled', attempts: [] }),
      'It is not sent: its receiver does not exist any more.',
    ],
    [aPending(8), 'It has not arrived yet. It is tried again in 2 min . The receiver answers 503.'],
    [
      aPending(3, { attempts: [], attemptsTotal: 0, nextAt: minute(3).toISOString() }),
      'It has not arrived yet. It is to be tried now.',
    ],
  ])('%# that did not arrive says so first', (delivery, said) => {
    const html = messagePage(aMessageView(delivery, { receiver: null }));
    const notice = /<div class="notice (?:notAudited|busy|info)".*?<\/div><\/div>/su.exec(html)?.[0];
    expect(notice === undefined ? null : textOf(notice)).toBe(said);
    expect(textOf(html)).toContain('Teams, which does not exist any more');
  });
});
