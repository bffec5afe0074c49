/** The handshake of CloudEvents with a real server. */
import { expect, test } from 'vitest';
import { guardOf } from '../../../src/notify/guard/guard-of.ts';
import { handshake } from '../../../src/notify/receivers/handshake.ts';
import { type HttpsReceiver, type ReceiverAnswer, startHttpsReceiver } from '../../support/https-receiver.ts';
import { lookupOf } from '../../support/lookup.ts';
import { receiverName } from '../../support/test-authority.ts';

const origin = 'fleet.example.com';

function askAt({ url, ca }: HttpsReceiver): Promise<string | null> {
  const lookup = lookupOf({ [receiverName]: ['127.0.0.1'] });
  return handshake(guardOf({ privateHosts: [receiverName], lookup, ca }), `${url}/hook?key=abc`, origin);
}

test('it asks the address itself, and names who would send', async () => {
  const server = await startHttpsReceiver();
  await askAt(server);

  expect(server.requests).toMatchObject([
    { method: 'OPTIONS', path: '/hook?key=abc', headers: { 'webhook-request-origin': origin }, body: '' },
  ]);
});

test.each<[ReceiverAnswer, string | null]>([
  [{ status: 200, headers: { 'webhook-allowed-origin': '*', 'webhook-allowed-rate': '*' } }, null],
  [{ status: 204, headers: { 'webhook-allowed-origin': 'Fleet.Example.com' } }, null],
  // The status is not looked at, as the specification says.
  [{ status: 405, headers: { 'webhook-allowed-origin': origin } }, null],
  [
    { status: 200, headers: { allow: 'POST, OPTIONS', 'access-control-allow-origin': '*' } },
    'receiver.test did not agree to be sent to: its answer to OPTIONS (200) has no WebHook-Allowed-Origin. Expected the header WebHook-Allowed-Origin with fleet.example.com or *.',
  ],
  [
    { status: 200, headers: { 'webhook-allowed-origin': 'another.example.com' } },
    'receiver.test did not agree to be sent to: its answer to OPTIONS (200) allows another origin. Expected the header WebHook-Allowed-Origin with fleet.example.com or *.',
  ],
])('%j', async (answer, problem) => {
  const server = await startHttpsReceiver();
  server.answer(answer);

  expect(await askAt(server)).toBe(problem);
});

test('who cannot be reached, or must not be, did not agree', async () => {
  const server = await startHttpsReceiver();
  await server.close();

  expect([
    await askAt(server),
    await handshake(guardOf({ privateHosts: [] }), 'https://169.254.169.254/', origin),
  ]).toEqual([
    'There was no connection to receiver.test (ECONNREFUSED). Check that it runs and that its firewall lets this app in.',
    'Nothing is sent to 169.254.169.254: it is an address of the cloud platform itself (metadata, keys, identity). Use a public address.',
  ]);
});
