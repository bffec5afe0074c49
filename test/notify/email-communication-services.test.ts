import { expect, test } from 'vitest';
import { guardOf } from '../../src/notify/guard/guard-of.ts';
import { emailReceiver } from '../../src/notify/receivers/email.ts';
import type { Outgoing, Sent } from '../../src/notify/receivers/receiver.ts';
import type { HttpsReceiver } from '../support/https-receiver.ts';
import { startHttpsReceiver } from '../support/https-receiver.ts';
import { lookupOf } from '../support/lookup.ts';
import { echoesOf, expectNoLeak, seenWhile } from '../support/notify-leaks.ts';
import { exampleDigest, exampleNotification } from '../support/notify-messages.ts';

const token = 'eyJ-token-of-the-identity-0123456789';
const outgoing: Outgoing = {
  deliveryId: '20261124T041500000Z-0123456789abcdef',
  message: exampleNotification,
  group: 'failing-webhook:webhook:validate.gatekeeper.sh',
  createdAt: '2026-11-24T04:15:00.000Z',
  triedSince: '2026-11-24T04:15:00.000Z',
};

interface Options {
  readonly privateHosts?: readonly string[];
  readonly getToken?: () => Promise<{ readonly token: string; readonly expiresOnTimestamp: number }>;
}

function send(server: HttpsReceiver, what: Partial<Outgoing> = {}, options: Options = {}): Promise<Sent> {
  const { privateHosts = ['receiver.test'] } = options;
  const { getToken = async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) } = options;
  const guard = guardOf({
    privateHosts,
    lookup: lookupOf({ 'receiver.test': ['127.0.0.1'] }),
    ca: server.ca,
  });
  const receiver = emailReceiver(
    { id: 'payments-mail', to: ['dana@example.com'], cc: ['lead@example.com'] },
    {
      from: 'fleet@example.com',
      replyTo: 'platform@example.com',
      unsubscribe: 'mailto:fleet@example.com',
      transport: { kind: 'communicationServices', endpoint: server.url },
    },
    { guard, credential: { getToken }, notice: null },
  );
  return receiver.send({ ...outgoing, ...what }, new AbortController().signal);
}

/** As the service answers. */
function accepted(server: HttpsReceiver): void {
  server.answer({
    status: 202,
    headers: {
      'content-type': 'application/json',
      'operation-location': `${server.url}/emails/operations/x?api-version=2023-03-31`,
      'retry-after': '30',
    },
    body: '{"id":"x","status":"Running","error":null}',
  });
}

test('a mail is given to the service once, with all that it is, and its status is not read', async () => {
  const server = await startHttpsReceiver();
  accepted(server);
  expect(await send(server, { message: exampleDigest })).toEqual({
    ok: true,
    status: 202,
    detail: 'Azure Communication Services took the mail (202).',
  });
  expect(server.requests).toHaveLength(1);
  const [request] = server.requests;
  expect({
    method: request?.method,
    path: request?.path.replace(/\?.*/, ''),
    authorization: request?.headers['authorization'],
    operation: request?.headers['operation-id'],
  }).toEqual({
    method: 'POST',
    path: '/emails:send',
    authorization: `Bearer ${token}`,
    operation: 'c6715300-3113-8f9d-ad43-fa66c39ffe67',
  });
  const body: unknown = JSON.parse(request?.body ?? '');
  expect(body).toEqual({
    senderAddress: 'fleet@example.com',
    recipients: { to: [{ address: 'dana@example.com' }], cc: [{ address: 'lead@example.com' }] },
    replyTo: [{ address: 'platform@example.com' }],
    content: {
      subject: '[Report] Weekly report: owner=payments: 1 critical, 2 high open, 1 not audited',
      plainText: expect.stringContaining('Weekly report: owner=payments') as string,
      html: expect.stringContaining('<!doctype html>') as string,
    },
    attachments: [
      {
        name: 'fleet-report-2026-11-23.csv',
        contentType: 'text/csv; charset=utf-8',
        contentInBase64: Buffer.from(
          'cluster,check,severity\r\npayments-eu,large-etcd-database,critical\r\n',
        ).toString('base64'),
      },
    ],
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'X-Fleet-Auditor-Delivery': '20261124T041500000Z-0123456789abcdef',
      'List-Unsubscribe': '<mailto:fleet@example.com>',
      'Message-ID': '<20261124T041500000Z-0123456789abcdef@example.com>',
      'In-Reply-To': '<group-07db56334ca4da1ee7ba1ccb25b49233@example.com>',
      References: '<group-07db56334ca4da1ee7ba1ccb25b49233@example.com>',
    },
    userEngagementTrackingDisabled: true,
  });
});

test('a second try is the same operation and the same mail; another delivery is another', async () => {
  const server = await startHttpsReceiver();
  accepted(server);
  await send(server);
  await send(server);
  await send(server, { deliveryId: 'another' });
  const operations = server.requests.map(({ headers }) => headers['operation-id']);
  expect(operations[1]).toBe(operations[0]);
  expect(operations[2]).not.toBe(operations[0]);
  expect(server.requests[1]?.body).toBe(server.requests[0]?.body);
});

test.each<[string, number, string, Readonly<Record<string, string>>, Sent]>([
  [
    'it knows the mail from an earlier try',
    409,
    'OperationInProgress',
    {},
    {
      ok: true,
      status: 409,
      detail: 'Azure Communication Services has this mail from an earlier try (409 OperationInProgress).',
    },
  ],
  [
    'a quota is waited for',
    429,
    'TooManyRequests',
    { 'retry-after': '1800' },
    {
      ok: false,
      status: 429,
      detail: 'Azure Communication Services takes no more mail for a while (429 TooManyRequests).',
      retry: true,
      retryAfterSeconds: 1800,
    },
  ],
  [
    'an outage is waited for',
    503,
    'ServiceUnavailable',
    { 'retry-after': '60' },
    {
      ok: false,
      status: 503,
      detail: 'Azure Communication Services did not take the mail (503 ServiceUnavailable).',
      retry: true,
      retryAfterSeconds: 60,
    },
  ],
  [
    'a missing role is final',
    403,
    'Denied',
    {},
    {
      ok: false,
      status: 403,
      detail:
        'Azure Communication Services refused the mail (403 Denied). Give the identity of the app the role "Communication and Email Service Owner" on the resource.',
      retry: false,
    },
  ],
  [
    'a domain that is not linked is final',
    404,
    'DomainNotLinked',
    {},
    {
      ok: false,
      status: 404,
      detail:
        'Azure Communication Services refused the mail (404 DomainNotLinked). Check the endpoint (mail.communicationServices.endpoint), and link the domain of the sender to it.',
      retry: false,
    },
  ],
  [
    'a wrong sender is final',
    400,
    'InvalidSenderUserName',
    {},
    {
      ok: false,
      status: 400,
      detail:
        'Azure Communication Services refused the mail (400 InvalidSenderUserName). Check that the sender (mail.from) belongs to a domain that is linked and verified, and that the addresses are right.',
      retry: false,
    },
  ],
])('%s', async (_name, status, code, headers, expected) => {
  const server = await startHttpsReceiver();
  const body = JSON.stringify({ error: { code, message: 'what it says' } });
  server.answer({ status, headers: { 'content-type': 'application/json', ...headers }, body });
  expect(await send(server)).toEqual(expected);
  // It is tried once: the queue tries again.
  expect(server.requests).toHaveLength(1);
});

test('what is no answer is tried again, and the guard refuses private endpoints', async () => {
  const server = await startHttpsReceiver();
  server.answer('reset');
  expect(await send(server)).toMatchObject({ ok: false, status: null, retry: true });
  const refused = await send(server, {}, { privateHosts: [] });
  expect(refused).toMatchObject({ ok: false, status: null, retry: false });
  expect(refused.detail).toContain('NOTIFY_PRIVATE_HOSTS');
});

test('without a token nothing is sent', async () => {
  const server = await startHttpsReceiver();
  const getToken = () => Promise.reject(new Error(`no token for secret ${token}`));
  const { result, texts } = await seenWhile(() => send(server, {}, { getToken }));
  expect(result).toEqual({
    ok: false,
    status: null,
    detail:
      'The mail could not be given to Azure Communication Services: the app got no token for its identity, or the exchange broke off.',
    retry: true,
  });
  expect(server.requests).toEqual([]);
  expectNoLeak({ secrets: [token], texts });
});

test('no token is in what is said, whatever the service answers', async () => {
  const server = await startHttpsReceiver();
  accepted(server);
  await send(server);
  const [request] = server.requests;
  const answers = request === undefined ? [] : echoesOf(request);
  expect(answers.length).toBeGreaterThan(5);
  for (const answer of answers) {
    for (const status of [400, 401, 403, 500]) {
      server.answer({ ...answer, status, headers: { 'content-type': 'application/json' } });
      const { texts } = await seenWhile(() => send(server));
      expectNoLeak({ secrets: [token], texts });
    }
  }
});
