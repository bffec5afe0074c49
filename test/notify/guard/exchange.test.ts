/** The guard against real servers on loopback: where the connection goes, what is believed, and when it gives up. */
import { describe, expect, test } from 'vitest';
import { AddressRefused, type Guard, NotReached } from '../../../src/notify/guard/guard.ts';
import { guardOf } from '../../../src/notify/guard/guard-of.ts';
import type { Lookup } from '../../../src/notify/guard/resolve.ts';
import { type HttpsReceiver, type Misbehaviour, startHttpsReceiver } from '../../support/https-receiver.ts';
import { lookupOf } from '../../support/lookup.ts';
import { matching } from '../../support/matchers.ts';
import { receiverName } from '../../support/test-authority.ts';

const { signal } = new AbortController();
const onLoopback = lookupOf({ [receiverName]: ['127.0.0.1'] });

function guardFor({ ca }: HttpsReceiver, options: { lookup?: Lookup; timeoutMs?: number } = {}): Guard {
  return guardOf({ privateHosts: [receiverName], lookup: onLoopback, ca, ...options });
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    return { answered: await promise };
  } catch (error) {
    return error;
  }
}

test('a request arrives as it was given, and the answer comes back', async () => {
  const receiver = await startHttpsReceiver();
  receiver.answer({ status: 202, headers: { 'x-request': 'a', 'set-cookie': 'b' }, body: 'Danke schön' });

  const answer = await guardFor(receiver).request(
    {
      url: `${receiver.url}/hooks/1?key=a%20b`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"größe":1}',
    },
    signal,
  );

  expect({ ...answer, headers: [answer.headers.get('x-request'), answer.headers.get('nothing')] }).toEqual({
    status: 202,
    headers: ['a', null],
    text: 'Danke schön',
  });
  expect(receiver.requests).toEqual([
    {
      method: 'POST',
      path: '/hooks/1?key=a%20b',
      headers: {
        host: new URL(receiver.url).host,
        'content-type': 'application/json',
        'content-length': '13',
        connection: matching(/./),
      },
      body: '{"größe":1}',
    },
  ]);
});

describe('the address that was checked is the one that is connected to', () => {
  test('also when the name leads elsewhere a moment later', async () => {
    const first = await startHttpsReceiver();
    const second = await startHttpsReceiver({ address: '127.0.0.2', port: first.port });
    const addresses = ['127.0.0.1', '127.0.0.2', '127.0.0.2'];
    const lookups: string[] = [];
    const guard = guardFor(first, {
      lookup: async (name) => {
        lookups.push(name);
        return [{ address: addresses[lookups.length - 1] ?? '' }];
      },
    });

    await guard.request({ url: first.url, method: 'GET', headers: {} }, signal);

    expect([lookups, first.requests.length, second.requests.length]).toEqual([[receiverName], 1, 0]);
  });

  test('a name that was public when it was configured, and is private when it is sent to, is refused', async () => {
    const receiver = await startHttpsReceiver();
    const addresses = ['93.184.215.14', '127.0.0.1'];
    const guard = guardOf({
      privateHosts: [],
      ca: receiver.ca,
      lookup: async () => [{ address: addresses.shift() ?? '' }],
    });

    expect(await guard.problemOf(receiver.url)).toBe(null);
    expect(await failureOf(guard.request({ url: receiver.url, method: 'GET', headers: {} }, signal))).toEqual(
      new AddressRefused(
        'Nothing is sent to receiver.test: it leads to a loopback address (127.0.0.0/8). Use a public address, or add "receiver.test" to the setting NOTIFY_PRIVATE_HOSTS.',
      ),
    );
    expect(receiver.requests).toEqual([]);
  });

  test('what may not be configured is not sent to either', async () => {
    const receiver = await startHttpsReceiver();
    const request = { url: receiver.url.replace('https:', 'http:'), method: 'GET', headers: {} } as const;

    expect(await failureOf(guardFor(receiver).request(request, signal))).toBeInstanceOf(AddressRefused);
  });

  test('the next address is tried when nobody is at the first', async () => {
    const receiver = await startHttpsReceiver();
    const lookup = lookupOf({ [receiverName]: ['127.0.0.3', '127.0.0.1'] });

    const { status } = await guardFor(receiver, { lookup }).request(
      { url: receiver.url, method: 'GET', headers: {} },
      signal,
    );

    expect(status).toBe(204);
  });
});

test.each([301, 302, 303, 307, 308])('a redirect (%i) is an answer, and not followed', async (status) => {
  const receiver = await startHttpsReceiver();
  const inside = await startHttpsReceiver();
  receiver.answer({ status, headers: { location: `${inside.url}/admin` } });

  const answer = await guardFor(receiver).request(
    { url: receiver.url, method: 'POST', headers: {}, body: '{}' },
    signal,
  );

  expect([answer.status, receiver.requests.length, inside.requests.length]).toEqual([status, 1, 0]);
});

test('of a body that does not end, the beginning is read and the connection closed', async () => {
  const receiver = await startHttpsReceiver();
  receiver.answer('endless');

  const { status, text } = await guardFor(receiver).request(
    { url: receiver.url, method: 'GET', headers: {} },
    signal,
  );

  expect([status, text]).toEqual([200, 'x'.repeat(64 * 1024)]);
});

test('connections do not outlive the answer', async () => {
  const receiver = await startHttpsReceiver();
  const guard = guardFor(receiver);

  await guard.request({ url: receiver.url, method: 'GET', headers: {} }, signal);
  await guard.request({ url: receiver.url, method: 'GET', headers: {} }, signal);

  await expect.poll(() => receiver.connections()).toEqual({ opened: 2, open: 0 });
});

test.each<[Misbehaviour, string, number]>([
  [
    'silence',
    'receiver.test gave no whole answer within 0.3 seconds. Let it answer first and work afterwards.',
    300,
  ],
  [
    'halfBody',
    'receiver.test gave no whole answer within 0.3 seconds. Let it answer first and work afterwards.',
    300,
  ],
  ['reset', 'receiver.test ended the connection before it had answered (UND_ERR_SOCKET).', 10_000],
  ['garbage', 'receiver.test gave an answer that is not HTTP.', 10_000],
])('a server that answers with %s', async (misbehaviour, sentence, timeoutMs) => {
  const receiver = await startHttpsReceiver();
  receiver.answer(misbehaviour);
  const request = {
    url: `${receiver.url}/hook?key=secret`,
    method: 'POST',
    headers: {},
    body: '{}',
  } as const;

  expect(await failureOf(guardFor(receiver, { timeoutMs }).request(request, signal))).toEqual(
    new NotReached(sentence),
  );
});

test('a name server that does not answer is not waited for', async () => {
  const receiver = await startHttpsReceiver();
  const guard = guardFor(receiver, { timeoutMs: 50, lookup: () => new Promise(() => undefined) });
  const tooLong =
    'receiver.test gave no whole answer within 0.05 seconds. Let it answer first and work afterwards.';

  expect(await guard.problemOf(receiver.url)).toBe(tooLong);
  expect(await failureOf(guard.request({ url: receiver.url, method: 'GET', headers: {} }, signal))).toEqual(
    new NotReached(tooLong),
  );
});

test.each([
  ['expired', 'The certificate or TLS of receiver.test is not accepted: certificate has expired.'],
  [
    'otherName',
    "The certificate or TLS of receiver.test is not accepted: Hostname/IP does not match certificate's altnames: Host: receiver.test. is not in the cert's altnames: DNS:somebody-else.test.",
  ],
  [
    'unknownAuthority',
    'The certificate or TLS of receiver.test is not accepted: unable to verify the first certificate.',
  ],
] as const)('a certificate that is wrong (%s) is not believed', async (certificate, sentence) => {
  const receiver = await startHttpsReceiver({ certificate });
  const request = { url: receiver.url, method: 'POST', headers: {}, body: '{}' } as const;

  expect(await failureOf(guardFor(receiver).request(request, signal))).toEqual(new NotReached(sentence));
  expect(receiver.requests).toEqual([]);
});

test('nobody listens', async () => {
  const receiver = await startHttpsReceiver();
  await receiver.close();

  expect(
    await failureOf(guardFor(receiver).request({ url: receiver.url, method: 'GET', headers: {} }, signal)),
  ).toEqual(
    new NotReached(
      'There was no connection to receiver.test (ECONNREFUSED). Check that it runs and that its firewall lets this app in.',
    ),
  );
});

test('whoever asked may end it', async () => {
  const receiver = await startHttpsReceiver();
  receiver.answer('silence');
  const caller = new AbortController();
  const request = guardFor(receiver).request(
    { url: receiver.url, method: 'GET', headers: {} },
    caller.signal,
  );
  await expect.poll(() => receiver.requests.length).toBe(1);
  caller.abort();

  expect(await failureOf(request)).toEqual(
    new NotReached('Sending to receiver.test was stopped before there was an answer.'),
  );
});
