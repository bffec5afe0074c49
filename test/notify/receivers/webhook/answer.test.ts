/** What an answer of a webhook means for the delivery, and what is told of it. */
import { expect, test } from 'vitest';
import type { Sent } from '../../../../src/notify/receivers/receiver.ts';
import { sentOf } from '../../../../src/notify/receivers/webhook/answer.ts';
import type { ReceiverAnswer } from '../../../support/https-receiver.ts';

const at = new Date('2026-11-24T10:00:00Z');
const date = (seconds: number): string => new Date(at.getTime() + 1000 * seconds).toUTCString();
const ok = (status: number): Sent => ({
  ok: true,
  status,
  detail: `receiver.test accepted it (${status}).`,
});
const failed = (status: number, rest: Partial<Sent>): Sent =>
  ({ ok: false, status, retry: false, ...rest }) as Sent; // `rest` completes the failure.

test.each<[ReceiverAnswer, Sent]>([
  [{ status: 200, body: 'thank you' }, ok(200)],
  [{ status: 201 }, ok(201)],
  [{ status: 202 }, ok(202)],
  [{ status: 299 }, ok(299)],
  ...[301, 302, 304, 307, 308].map((status): [ReceiverAnswer, Sent] => [
    { status, headers: { location: 'https://elsewhere.example/' } },
    failed(status, {
      detail: `receiver.test answered ${status}, a redirect, which is not followed. Set the address to the one it leads to.`,
    }),
  ]),
  [
    { status: 410, body: 'bye' },
    failed(410, { gone: true, detail: 'receiver.test answered 410: it wants nothing any more.' }),
  ],
  [
    { status: 400, body: '{"error":"no such event"}' },
    failed(400, {
      detail:
        'receiver.test answered 400: “{"error":"no such event"}”. Look into its log for what it does not accept.',
    }),
  ],
  [
    { status: 401 },
    failed(401, { detail: 'receiver.test answered 401. Let it check the signature instead of a login.' }),
  ],
  [
    { status: 403 },
    failed(403, {
      detail:
        'receiver.test answered 403. Let it check the signature instead of a login, and its firewall let this app in.',
    }),
  ],
  [{ status: 405 }, failed(405, { detail: 'receiver.test answered 405. It must accept POST.' })],
  [{ status: 413 }, failed(413, { detail: 'receiver.test answered 413. It must accept bodies of 256 KB.' })],
  [
    { status: 415 },
    failed(415, {
      detail: 'receiver.test answered 415. It must accept the content type of the format that is set for it.',
    }),
  ],
  [
    { status: 422 },
    failed(422, { detail: 'receiver.test answered 422. Look into its log for what it does not accept.' }),
  ],
  [
    { status: 404 },
    failed(404, { retry: true, detail: 'receiver.test answered 404. Check the path of the address.' }),
  ],
  ...[408, 409, 425, 429, 500, 501, 502, 503, 504, 599].map((status): [ReceiverAnswer, Sent] => [
    { status },
    failed(status, { retry: true, detail: `receiver.test answered ${status}.` }),
  ]),
  [
    { status: 500, body: ` <h1>\u202eOops</h1>\r\n\u0000${'very '.repeat(60)}` },
    failed(500, {
      retry: true,
      detail: `receiver.test answered 500: “<h1> Oops</h1> ${'very '.repeat(36)}very…”.`,
    }),
  ],
  // Retry-After in seconds, as a date, too long, and what is neither.
  [
    { status: 429, headers: { 'retry-after': '120' } },
    failed(429, { retry: true, retryAfterSeconds: 120, detail: 'receiver.test answered 429.' }),
  ],
  [
    { status: 503, headers: { 'retry-after': date(90) } },
    failed(503, { retry: true, retryAfterSeconds: 90, detail: 'receiver.test answered 503.' }),
  ],
  [
    { status: 503, headers: { 'retry-after': date(-90) } },
    failed(503, { retry: true, retryAfterSeconds: 1, detail: 'receiver.test answered 503.' }),
  ],
  [
    { status: 503, headers: { 'retry-after': '0' } },
    failed(503, { retry: true, retryAfterSeconds: 1, detail: 'receiver.test answered 503.' }),
  ],
  [
    { status: 503, headers: { 'retry-after': '9'.repeat(400) } },
    failed(503, { retry: true, retryAfterSeconds: 21_600, detail: 'receiver.test answered 503.' }),
  ],
  [
    { status: 503, headers: { 'retry-after': 'soon, about 2030' } },
    failed(503, { retry: true, detail: 'receiver.test answered 503.' }),
  ],
  [
    { status: 503, headers: { 'retry-after': '-5' } },
    failed(503, { retry: true, detail: 'receiver.test answered 503.' }),
  ],
  [
    { status: 400, headers: { 'retry-after': '120' } },
    failed(400, { detail: 'receiver.test answered 400. Look into its log for what it does not accept.' }),
  ],
])('%#: $status', ({ status, headers, body = '' }, sent) => {
  const answer = { status, headers: new Headers(headers), text: body };

  expect(sentOf(answer, { host: 'receiver.test', secrets: [], now: at })).toEqual(sent);
});
