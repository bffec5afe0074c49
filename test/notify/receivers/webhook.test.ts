/** Webhooks sent to a real HTTPS server, which verifies and reads them with the official libraries. */
import { HTTP } from 'cloudevents';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test, vi } from 'vitest';
import type { Message, WebhookFormat } from '../../../src/notification.ts';
import type { Guard } from '../../../src/notify/guard/guard.ts';
import { guardOf } from '../../../src/notify/guard/guard-of.ts';
import type { Receiver } from '../../../src/notify/receivers/receiver.ts';
import { webhookReceiver } from '../../../src/notify/receivers/webhook.ts';
import { newSigningSecret } from '../../../src/notify/secrets.ts';
import { productVersion } from '../../../src/shared/product.ts';
import { sendInAllWaysThatFail } from '../../support/http-leaks.ts';
import { type HttpsReceiver, startHttpsReceiver } from '../../support/https-receiver.ts';
import { lookupOf } from '../../support/lookup.ts';
import { matching } from '../../support/matchers.ts';
import { receiverName } from '../../support/test-authority.ts';
import { digest, notification, outgoingOf, resolved } from './messages.ts';

const { signal } = new AbortController();
const [secret, olderSecret] = [newSigningSecret(), newSigningSecret()];
const source = 'https://fleet.example.com';

interface Options {
  readonly format?: WebhookFormat;
  readonly secrets?: readonly string[];
  readonly handshakeOrigin?: string;
  readonly now?: () => Date;
}

function guardFor({ ca }: HttpsReceiver): Guard {
  return guardOf({ privateHosts: [receiverName], lookup: lookupOf({ [receiverName]: ['127.0.0.1'] }), ca });
}

function receiverAt(server: HttpsReceiver, options: Options = {}): Receiver {
  const { now, ...rest } = { format: 'cloudEvents', secrets: [secret], ...options } as const;
  const target = { id: 'wh-1', url: `${server.url}/hooks/fleet?key=abc`, source, ...rest };
  return webhookReceiver(target, guardFor(server), now);
}

/** What was received last, verified and parsed as the libraries of receivers do. */
function verified({ requests }: HttpsReceiver, by = secret): unknown {
  const { headers = {}, body = '' } = requests.at(-1) ?? {};
  return new Webhook(by).verify(body, { ...headers });
}

test('a message arrives as a CloudEvent that the receiver can verify', async () => {
  const server = await startHttpsReceiver();

  expect(await receiverAt(server).send(outgoingOf(notification, 'client/kyverno/v1.12'), signal)).toEqual({
    ok: true,
    status: 204,
    detail: 'receiver.test accepted it (204).',
  });

  const [request] = server.requests;
  expect([request?.method, request?.path, request?.headers]).toEqual([
    'POST',
    '/hooks/fleet?key=abc',
    {
      host: new URL(server.url).host,
      connection: matching(/./),
      'content-length': matching(/^\d+$/),
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'user-agent': `aks-fleet-auditor/${productVersion}`,
      'webhook-id': '20261124T100000000Z-0123456789abcdef',
      'webhook-timestamp': matching(/^\d{10}$/),
      'webhook-signature': matching(/^v1,[A-Za-z0-9+/]{43}=$/),
    },
  ]);
  expect(verified(server)).toMatchObject({ specversion: '1.0' });
  expect(HTTP.toEvent({ headers: { ...request?.headers }, body: request?.body })).toMatchObject({
    specversion: '1.0',
    id: '20261124T100000000Z-0123456789abcdef',
    source,
    type: 'io.github.aks-fleet-auditor.finding.opened.v1',
    subject: 'client/kyverno/v1.12',
    time: '2026-11-24T10:00:00.000Z',
    datacontenttype: 'application/json',
    data: notification,
  });
});

describe('types of events', () => {
  const [finding] = notification.items;
  const ofKind = (
    kind: 'clusterLost' | 'clusterGone' | 'sweepIncomplete' | 'suppressionEnded' | 'receiverFailing',
  ): Message => ({
    ...notification,
    cause: null,
    clusters: notification.clusters.slice(0, 1),
    clustersTotal: 1,
    items: finding === undefined ? [] : [{ ...finding, kind }],
  });

  test.each<[Message, string]>([
    [notification, 'finding.opened'],
    [{ ...notification, reason: 'worsened' }, 'finding.worsened'],
    [{ ...notification, reason: 'repeat due' }, 'finding.ongoing'],
    [resolved, 'finding.resolved'],
    [{ ...notification, reason: 'flapping' }, 'finding.flapping'],
    [{ ...notification, reason: 'test', cause: null, clusters: [], clustersTotal: 0, items: [] }, 'test'],
    [ofKind('clusterLost'), 'cluster.lost'],
    [{ ...ofKind('clusterLost'), reason: 'resolved', changes: resolved.changes } as Message, 'cluster.back'],
    // A part of it is open yet: who closes an incident by it would be wrong.
    [
      {
        ...ofKind('clusterLost'),
        reason: 'resolved',
        changes: { ...resolved.changes, ongoing: 1 },
      } as Message,
      'cluster.lost',
    ],
    [ofKind('clusterGone'), 'cluster.gone'],
    [ofKind('sweepIncomplete'), 'sweep.incomplete'],
    [ofKind('suppressionEnded'), 'suppression.ended'],
    [ofKind('receiverFailing'), 'receiver.failing'],
    [digest, 'digest'],
  ])('message %#', async (message, type) => {
    const server = await startHttpsReceiver();
    await receiverAt(server).send(outgoingOf(message), signal);

    const { headers = {}, body } = server.requests[0] ?? {};
    expect(HTTP.toEvent({ headers: { ...headers }, body })).toMatchObject({
      type: `io.github.aks-fleet-auditor.${type}.v1`,
      data: message,
    });
  });
});

describe('signatures', () => {
  test('while a secret is changed for another, both verify', async () => {
    const server = await startHttpsReceiver();
    await receiverAt(server, { secrets: [secret, olderSecret] }).send(outgoingOf(notification), signal);

    expect(verified(server, secret)).toEqual(verified(server, olderSecret));
    expect(() => verified(server, newSigningSecret())).toThrow('No matching signature found');
    expect(server.requests[0]?.headers['webhook-signature']?.split(' ')[0]).toBe(
      new Webhook(secret).sign(
        '20261124T100000000Z-0123456789abcdef',
        new Date(1000 * Number(server.requests[0]?.headers['webhook-timestamp'])),
        server.requests[0]?.body ?? '',
      ),
    );
  });

  test('what was changed on the way does not verify', async () => {
    const server = await startHttpsReceiver();
    await receiverAt(server).send(outgoingOf(notification), signal);
    const { headers = {}, body = '' } = server.requests[0] ?? {};
    const verify = (changed: Readonly<Record<string, string>>, text: string): unknown =>
      new Webhook(secret).verify(text, { ...headers, ...changed });

    expect(verify({}, body)).toBeDefined();
    expect(() => verify({}, body.replace('high', 'info'))).toThrow('No matching signature found');
    expect(() => verify({ 'webhook-id': 'another' }, body)).toThrow('No matching signature found');
  });

  test('another try of the same delivery has the same id and body, and the time of the try', async () => {
    const server = await startHttpsReceiver();
    const later = new Date('2026-11-24T12:00:00Z');
    for (const time of [new Date('2026-11-24T10:00:01.900Z'), later])
      await receiverAt(server, { now: () => time }).send(outgoingOf(notification), signal);

    const [first, second] = server.requests;
    expect([first?.headers['webhook-timestamp'], second?.headers['webhook-timestamp']]).toEqual([
      '1795514401',
      '1795521600',
    ]);
    expect([second?.headers['webhook-id'], second?.body]).toEqual([
      first?.headers['webhook-id'],
      first?.body,
    ]);
    expect(first?.headers['webhook-signature']).not.toBe(second?.headers['webhook-signature']);

    vi.useFakeTimers({ now: later, toFake: ['Date'] });
    try {
      expect(verified(server)).toBeDefined();
      expect(() => new Webhook(secret).verify(first?.body ?? '', { ...first?.headers })).toThrow('too old');
    } finally {
      vi.useRealTimers();
    }
  });

  test('without a secret there is none; with one that is no good nothing is sent', async () => {
    const server = await startHttpsReceiver();
    await receiverAt(server, { secrets: [] }).send(outgoingOf(notification), signal);

    expect(server.requests[0]?.headers).not.toHaveProperty('webhook-signature');
    expect(
      await receiverAt(server, { secrets: [secret, 'whsec_c2hvcnQ='] }).send(
        outgoingOf(notification),
        signal,
      ),
    ).toEqual({
      ok: false,
      status: null,
      retry: false,
      detail:
        'The signing secret has 5 bytes. It must be whsec_ and 24 to 64 random bytes in base64, as made by: echo "whsec_$(openssl rand -base64 32)".',
    });
    expect(server.requests).toHaveLength(1);
  });
});

test('a receiver that agreed is told who sends', async () => {
  const server = await startHttpsReceiver();
  await receiverAt(server, { handshakeOrigin: 'fleet.example.com' }).send(outgoingOf(notification), signal);

  expect(server.requests[0]?.headers['webhook-request-origin']).toBe('fleet.example.com');
});

test('no answer is tried again, an address that is not allowed is not', async () => {
  const server = await startHttpsReceiver();
  const strict = webhookReceiver(
    { id: 'wh-1', url: 'https://127.0.0.1/hook', format: 'cloudEvents', secrets: [secret], source },
    guardOf({ privateHosts: [] }),
  );
  await server.close();

  expect([
    await receiverAt(server).send(outgoingOf(notification), signal),
    await strict.send(outgoingOf(notification), signal),
  ]).toEqual([
    {
      ok: false,
      status: null,
      retry: true,
      detail:
        'There was no connection to receiver.test (ECONNREFUSED). Check that it runs and that its firewall lets this app in.',
    },
    {
      ok: false,
      status: null,
      retry: false,
      detail:
        'Nothing is sent to 127.0.0.1: it is a loopback address (127.0.0.0/8). Use a public address, or add "127.0.0.1" to the setting NOTIFY_PRIVATE_HOSTS.',
    },
  ]);
});

test.each<WebhookFormat>(['cloudEvents', 'commonAlert'])(
  'no secret is told, whatever the other side does (%s)',
  async (format) => {
    const path = '/hooks/T0aB3/9f8e7d6c5b4a?sig=Zm9v%2BYmFy%3D&code=correct-horse-staple';
    const secrets = [
      secret,
      secret.slice('whsec_'.length),
      olderSecret,
      path,
      '9f8e7d6c5b4a',
      'Zm9v+YmFy=',
      'correct-horse-staple',
    ];
    const said = await sendInAllWaysThatFail({
      secrets,
      path,
      outgoing: outgoingOf(notification, 'client/kyverno/v1.12'),
      receiverFor: (url, guard) =>
        webhookReceiver({ id: 'wh-1', url, format, secrets: [secret, olderSecret], source }, guard),
    });

    expect(said.filter(({ ok }) => ok)).toEqual([]);
    // It does quote what is harmless, or nothing would be proven.
    expect(said.some(({ detail }) => detail.includes('Cannot POST'))).toBe(true);
  },
);
