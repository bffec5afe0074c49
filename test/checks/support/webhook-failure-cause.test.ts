import { expect, test } from 'vitest';
import { webhookFailureCause } from '../../../src/checks/support/webhook-failure-cause.ts';

function message(cause: string): string {
  return `Internal error occurred: failed calling webhook "check.policy.example": failed to call webhook: Post "https://policy-svc.policy.svc:443/validate?timeout=10s": ${cause}`;
}

test.each([
  ['context deadline exceeded', 'does not answer within its time-out'],
  [
    'net/http: request canceled (Client.Timeout exceeded while awaiting headers)',
    'does not answer within its time-out',
  ],
  ['dial tcp 10.0.12.7:443: connect: connection refused', 'nothing listens on the port'],
  ['dial tcp 10.0.12.7:443: i/o timeout', 'a network policy or a firewall drops it'],
  ['EOF', 'closes the connection without an answer'],
  ['no endpoints available for service "policy-svc"', 'No pod behind the service'],
  ['service "policy-svc" not found', 'does not exist'],
  ['no service port 8443 found for service "policy-svc"', 'does not exist'],
  ['x509: certificate signed by unknown authority', 'caBundle'],
  [
    'x509: certificate has expired or is not yet valid: current time 2026-11-24T12:00:00Z is after 2026-11-01T00:00:00Z',
    'has expired',
  ],
  ['x509: certificate is valid for a.policy.svc, not policy-svc.policy.svc', 'for another name'],
  ['tls: failed to verify certificate: x509: something new', 'does not accept the certificate'],
  ['write unix @->/tunnel-uds/proxysocket: write: broken pipe', 'tunnel from the API server'],
  ['read unix @->/tunnel-uds/proxysocket: read: connection reset by peer', 'tunnel from the API server'],
  [
    'proxy error from 127.0.0.1:8132 while dialing 10.244.1.7:9443, code 503: 503 Service Unavailable',
    'has no agent',
  ],
  ['No agent available', 'has no agent'],
  ['received invalid webhook response: expected response.uid="a", got ""', 'a fault of the webhook itself'],
])('%s', (cause, meaning) => {
  expect(webhookFailureCause(message(cause))).toContain(meaning);
});

test('only the end of the message counts: a name is no cause', () => {
  expect(
    webhookFailureCause(message('something new').replace('policy-svc', 'no agent available')),
  ).toBeNull();
  expect(
    webhookFailureCause(
      'failed calling webhook "eof.connection refused": no endpoints available for service "x"',
    ),
  ).toContain('No pod behind');
});

test.each(['', 'Failed calling webhook, failing closed', message('')])('%j is not known', (text) => {
  expect(webhookFailureCause(text)).toBeNull();
});
