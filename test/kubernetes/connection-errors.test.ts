import { describe, expect, it } from 'vitest';
import { connectionError, isReset } from '../../src/kubernetes/connection-errors.ts';

function coded(code: string, message = '', cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { code });
}

const server = 'https://aks-1.hcp.westeurope.azmk8s.io:443/';

describe('a connection error', () => {
  it.each<[string, Error, string]>([
    [
      'a name without address',
      coded('ENOTFOUND', 'getaddrinfo ENOTFOUND aks-1.hcp.westeurope.azmk8s.io'),
      'DNS: the name of the API server aks-1.hcp.westeurope.azmk8s.io cannot be resolved (ENOTFOUND).',
    ],
    [
      'a name server that does not answer',
      coded('EAI_AGAIN'),
      'DNS: the name of the API server aks-1.hcp.westeurope.azmk8s.io cannot be resolved (EAI_AGAIN).',
    ],
    [
      'a port that refuses',
      coded('ECONNREFUSED'),
      'TCP: the API server aks-1.hcp.westeurope.azmk8s.io does not accept a connection (ECONNREFUSED).',
    ],
    [
      'all addresses of a name',
      Object.assign(new AggregateError([coded('EHOSTUNREACH'), coded('ETIMEDOUT')]), {
        code: 'EHOSTUNREACH',
      }),
      'TCP: the API server aks-1.hcp.westeurope.azmk8s.io does not accept a connection (EHOSTUNREACH).',
    ],
    [
      'packets that are dropped',
      coded('UND_ERR_CONNECT_TIMEOUT', 'Connect Timeout Error'),
      'TCP: the API server aks-1.hcp.westeurope.azmk8s.io does not accept a connection (UND_ERR_CONNECT_TIMEOUT).',
    ],
    [
      'a connection that was cut',
      coded('UND_ERR_SOCKET', 'other side closed'),
      'TCP: the connection to the API server aks-1.hcp.westeurope.azmk8s.io was cut (UND_ERR_SOCKET).',
    ],
    [
      'another authority',
      coded('SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain'),
      'TLS: no secure connection to the API server aks-1.hcp.westeurope.azmk8s.io (self-signed certificate in certificate chain; SELF_SIGNED_CERT_IN_CHAIN).',
    ],
    [
      'an alert of the server, by its reason',
      coded(
        'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
        '7F3C:error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required:../deps/openssl/rec.c:1605:SSL alert number 116\n',
      ),
      'TLS: no secure connection to the API server aks-1.hcp.westeurope.azmk8s.io (tlsv13 alert certificate required; ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED).',
    ],
    [
      'a proxy that refuses the tunnel',
      coded('UND_ERR_ABORTED', 'Proxy response (502) !== 200 when HTTP Tunneling'),
      'Proxy: the proxy does not open a tunnel to the API server aks-1.hcp.westeurope.azmk8s.io (response (502)).',
    ],
    [
      'the cause inside',
      coded('UND_ERR', 'fetch failed', coded('ENOTFOUND')),
      'DNS: the name of the API server aks-1.hcp.westeurope.azmk8s.io cannot be resolved (ENOTFOUND).',
    ],
  ])('of %s says which layer failed', (_, error, detail) => {
    expect(connectionError(error, server)).toMatchObject({ reason: 'unreachable', detail, cause: error });
  });

  it('of an unknown kind shows its code and never its message, which may quote a header', () => {
    const { detail, remedy } = connectionError(
      coded('UND_ERR_INVALID_ARG', 'invalid header Bearer secret'),
      server,
    );
    expect(detail).toBe(
      'TCP: the API server aks-1.hcp.westeurope.azmk8s.io does not accept a connection (UND_ERR_INVALID_ARG).',
    );
    expect(remedy).not.toContain('secret');
  });

  it('may heal by a retry only when an open connection was cut', () => {
    const codes = ['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE', 'ECONNREFUSED', 'ENOTFOUND', 'CERT_HAS_EXPIRED'];
    expect(codes.filter((code) => isReset(coded(code)))).toEqual(['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE']);
  });
});
