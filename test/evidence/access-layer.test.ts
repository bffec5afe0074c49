import { describe, expect, test } from 'vitest';
import { accessLayerOf } from '../../src/evidence/access-layer.ts';
import type { AccessLayer } from '../../src/evidence/api-access.ts';
import { connectionError } from '../../src/kubernetes/connection-errors.ts';
import { refusalError } from '../../src/kubernetes/refusals.ts';
import { ReadError } from '../../src/shared/errors.ts';

function broken(code: string, message = 'It broke.'): ReadError {
  return connectionError(Object.assign(new Error(message), { code }), 'https://api.example:443');
}

function refused(status: number): ReadError {
  return refusalError({ status, verb: 'get', path: '/version', message: '' });
}

test.each<[string, unknown, AccessLayer]>([
  ['a name that is not known', broken('ENOTFOUND'), 'DNS'],
  ['a resolver that does not answer', broken('EAI_AGAIN'), 'DNS'],
  ['a port that nobody listens on', broken('ECONNREFUSED'), 'TCP'],
  ['packets that are dropped', broken('UND_ERR_CONNECT_TIMEOUT'), 'TCP'],
  ['a connection that is cut', broken('ECONNRESET'), 'TCP'],
  ['a certificate of a stranger', broken('SELF_SIGNED_CERT_IN_CHAIN'), 'TLS'],
  ['a certificate for another name', broken('ERR_TLS_CERT_ALTNAME_INVALID'), 'TLS'],
  ['a proxy that opens no tunnel', broken('', 'Proxy response (403) !== 200 when HTTP Tunneling'), 'proxy'],
  ['credentials that are not accepted', refused(401), '401'],
  ['a refusal', refused(403), '403'],
  ['a server that throttles', refused(429), 'throttled'],
  ['a gateway that gave up', refused(504), 'timeout'],
  ['no answer in time', new ReadError('timeout', 'Late.', 'Wait.'), 'timeout'],
  ['a server that fails', refused(500), '5xx'],
  ['a server that is not ready', refused(503), '5xx'],
  ['a web site', new ReadError('invalid', 'No JSON.', 'Look.'), 'other'],
  ['a failure of no known kind', broken('HPE_INVALID_CONSTANT'), 'other'],
  ['a fault of the auditor', new TypeError('x'), 'other'],
])('%s is told by its layer', (_what, error, layer) => {
  expect(accessLayerOf(error)).toBe(layer);
});

describe('the socket', () => {
  test('tells, however deep it is wrapped', () => {
    const socket = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
    const wrapped = new Error('fetch failed', { cause: new AggregateError([socket]) });

    expect(accessLayerOf(connectionError(wrapped, 'https://api.example'))).toBe('DNS');
  });
});
