import { describe, expect, test } from 'vitest';
import { egressOutcome } from '../../src/azure/egress-outcome.ts';

const succeeded = (line: string): string => `Enable succeeded: \n[stdout]\n${line}\n\n[stderr]\n`;

describe('the line of a node means', () => {
  test.each([
    ['an answer', 'curl=0 with=kubelet http=200 lookup=0.004 connect=0.010 tls=0.040', 'reached'],
    [
      'an answer of a server in trouble',
      'curl=0 with=kubelet http=503 lookup=0.004 connect=0.010 tls=0.040',
      'reached',
    ],
    ['an anonymous answer', 'curl=0 with=none http=401 lookup=0.004 connect=0.010 tls=0.040', 'reached'],
    [
      'a credential that is refused',
      'curl=0 with=kubelet http=401 lookup=0.004 connect=0.010 tls=0.040',
      'authentication: The API server does not accept the client certificate of the kubelet (HTTP 401).',
    ],
    [
      'a certificate that is not there',
      'curl=0 with=missing http=403 lookup=0.004 connect=0.010 tls=0.040',
      'authentication: The kubelet of the node has no client certificate where its kubeconfig says (HTTP 403).',
    ],
    [
      'a certificate that cannot be used',
      'curl=58 with=kubelet http=000 lookup=0.004 connect=0.010 tls=0.000',
      'authentication: The node cannot use the client certificate of its kubelet (curl 58).',
    ],
    [
      'no name',
      'curl=6 with=kubelet http=000 lookup=0.000 connect=0.000 tls=0.000',
      'DNS: The node cannot resolve the name of the API server (curl 6).',
    ],
    [
      'no name in time',
      'curl=28 with=kubelet http=000 lookup=0.000 connect=0.000 tls=0.000',
      'DNS: The node cannot resolve the name of the API server in time (curl 28).',
    ],
    [
      'no connection',
      'curl=7 with=kubelet http=000 lookup=0.004 connect=0.000 tls=0.000',
      'TCP: The node cannot open a connection to the API server (curl 7).',
    ],
    [
      'no connection in time',
      'curl=28 with=kubelet http=000 lookup=0.004 connect=0.000 tls=0.000',
      'TCP: The node cannot open a connection to the API server in time (curl 28).',
    ],
    [
      'TLS that is cut',
      'curl=35 with=kubelet http=000 lookup=0.004 connect=0.010 tls=0.000',
      'TLS: The node reaches the address of the API server, but TLS is cut (curl 35).',
    ],
    [
      'TLS that gets no answer',
      'curl=28 with=kubelet http=000 lookup=0.004 connect=0.010 tls=0.000',
      'TLS: The node reaches the address of the API server, but TLS is not answered in time (curl 28).',
    ],
    [
      'TLS that somebody else answers',
      'curl=60 with=kubelet http=000 lookup=0.004 connect=0.010 tls=0.000',
      'TLS: The node does not trust the certificate it is shown: something on the way answers for the API server (curl 60).',
    ],
    [
      'a request that gets no answer',
      'curl=28 with=kubelet http=000 lookup=0.004 connect=0.010 tls=0.040',
      'TLS: The node reaches the API server, but its request is not answered in time (curl 28).',
    ],
    [
      'a request that is cut',
      'curl=56 with=kubelet http=000 lookup=0.004 tls=0.040',
      'TLS: The node reaches the API server, but its request is cut (curl 56).',
    ],
    [
      'a handshake that is cut',
      'curl=56 with=kubelet http=000 lookup=0.004 tls=0.000',
      'TLS: The node reaches the address of the API server, but TLS is cut (curl 56).',
    ],
    [
      'a locale with commas',
      'curl=7 with=kubelet http=000 lookup=0,004 connect=0,000 tls=0,000',
      'TCP: The node cannot open a connection to the API server (curl 7).',
    ],
    ['no curl', 'curl=127', 'unclear: The node has no curl.'],
    ['no kubeconfig', 'curl=126', 'unclear: The node has no readable kubeconfig of a kubelet.'],
    [
      'a failure that names no layer',
      'curl=2 with=kubelet http=000 lookup=0.000 connect=0.000 tls=0.000',
      'unclear: The request of the node failed (curl 2).',
    ],
    [
      'words that are not known',
      'curl=0 with=magic http=200 lookup=0 connect=0 tls=0',
      'unclear: The node gave no answer that the auditor knows.',
    ],
    ['figures that are none', 'curl=many', 'unclear: The node gave no answer that the auditor knows.'],
  ])('%s', (_, facts, expected) => {
    expect(inWords(succeeded(`egress ${facts}`))).toBe(expected);
  });

  test.each([
    ['nothing', ''],
    ['no line of ours', succeeded('0')],
    ['only the end of one', 'ess curl=0 with=kubelet http=200'],
  ])('unclear: %s', (_, message) => {
    expect(inWords(message)).toBe('unclear: The node gave no answer that the auditor knows.');
  });
});

function inWords(message: string): string {
  const outcome = egressOutcome(message);
  if (outcome.outcome === 'reached') return 'reached';
  return `${outcome.outcome === 'blocked' ? outcome.layer : 'unclear'}: ${outcome.detail}`;
}
