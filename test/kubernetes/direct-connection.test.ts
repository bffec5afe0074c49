import { type ServerOptions, createServer } from 'node:https';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import { type GenerateResult, generate } from 'selfsigned';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { azureAdvice } from '../../src/fleet/azure-advice.ts';
import { type DirectAccess, connectDirectly } from '../../src/kubernetes/direct-connection.ts';
import type { KubernetesReader } from '../../src/kubernetes/reader.ts';
import { ReadError } from '../../src/shared/errors.ts';
import { managedCluster } from '../support/azure-evidence.ts';
import { matching } from '../support/matchers.ts';
import { listening, neverAborted, startFake, statusBody } from './fake-server.ts';

const never = neverAborted();
const advice = azureAdvice(managedCluster());
const ec = { keyType: 'ec', algorithm: 'sha256' } as const;

let authority: GenerateResult;
let stranger: GenerateResult;
let serverCertificate: GenerateResult;
let clientCertificate: GenerateResult;

beforeAll(async () => {
  authority = await authorityNamed('cluster-ca');
  stranger = await authorityNamed('another-ca');
  const ca = { key: authority.private, cert: authority.cert };
  serverCertificate = await generate([{ name: 'commonName', value: 'kubernetes' }], {
    ...ec,
    ca,
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  clientCertificate = await generate([{ name: 'commonName', value: 'clusterUser' }], { ...ec, ca });
});

function authorityNamed(name: string): Promise<GenerateResult> {
  return generate([{ name: 'commonName', value: name }], {
    ...ec,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, digitalSignature: true, critical: true },
    ],
  });
}

/** An API server over TLS that says who asks: common name of the client certificate, and the header. */
async function startTls(options: ServerOptions = {}): Promise<string> {
  const server = createServer(
    { key: serverCertificate.private, cert: serverCertificate.cert, ca: authority.cert, ...options },
    (request, response) => {
      // A request of an https server comes over a TLS socket.
      const peer: Partial<PeerCertificate> = (request.socket as TLSSocket).getPeerCertificate();
      const gitVersion = `cert=${String(peer.subject?.CN ?? '')} auth=${request.headers.authorization ?? ''}`;
      response.end(JSON.stringify({ gitVersion }));
    },
  );
  return `https://127.0.0.1:${await listening(server)}`;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

const token = { kind: 'token', token: 'of-the-auditor' } as const;

function open(server: string, given: Partial<DirectAccess> = {}): KubernetesReader {
  const caData = base64(authority.cert);
  const reader = connectDirectly({ server, caData, credential: token, advice, ...given });
  onTestFinished(() => reader.close());
  return reader;
}

/** What the server saw, or the reason there is no answer. */
async function seenBy(server: string, given: Partial<DirectAccess> = {}): Promise<string | ReadError> {
  return open(server, given)
    .serverVersion(never)
    .catch((error: unknown) => {
      if (error instanceof ReadError) return error;
      throw error;
    });
}

describe('a direct connection', () => {
  it('shows the token, to a server that the authority of the cluster has signed for', async () => {
    expect(await seenBy(await startTls())).toBe('cert= auth=Bearer of-the-auditor');
  });

  it('shows the certificate, and then no token', async () => {
    const server = await startTls({ requestCert: true, rejectUnauthorized: true });
    const credential = {
      kind: 'certificate',
      certData: base64(clientCertificate.cert),
      keyData: base64(clientCertificate.private),
    } as const;
    expect(await seenBy(server, { credential })).toBe('cert=clusterUser auth=');
  });

  it('sends nothing before it is asked to', async () => {
    const fake = await startFake(() => ({ body: { gitVersion: 'v1' } }));
    open(fake.url);
    expect(fake.asked).toEqual([]);
  });

  it.each([
    ['signed by another authority', () => base64(stranger.cert)],
    ['of a private authority, where a public one is expected', () => null],
  ])('to a server %s does not come about', async (_what, caData) => {
    const server = await startTls();
    const error = await seenBy(server, { caData: caData() });
    expect(error).toMatchObject({
      reason: 'unreachable',
      detail: matching(/^TLS: no secure connection to the API server 127\.0\.0\.1:\d+ \(.+\)\.$/u),
      remedy:
        'Look for a proxy or firewall between the auditor and the cluster that opens secure connections; the next sweep asks Azure for the certificate authority again.',
    });
    expect(JSON.stringify(error)).not.toContain('of-the-auditor');
  });

  it('to a server with a certificate for another name does not come about', async () => {
    const server = (await startTls()).replace('127.0.0.1', 'localhost');
    expect(await seenBy(server)).toMatchObject({
      reason: 'unreachable',
      detail: matching(/^TLS: .*ERR_TLS_CERT_ALTNAME_INVALID/u),
    });
  });

  it('that wants a certificate is not open to a token', async () => {
    const server = await startTls({ requestCert: true, rejectUnauthorized: true });
    expect(await seenBy(server)).toMatchObject({ reason: 'unreachable' });
  });
});

describe('a refusal', () => {
  it.each([
    [
      401,
      {
        reason: 'forbidden',
        detail: 'The API server does not accept the credentials (401): Unauthorized',
        remedy:
          'Check that the identity of the auditor belongs to the tenant that the cluster trusts; a new role assignment takes some minutes.',
      },
    ],
    [
      403,
      {
        reason: 'forbidden',
        detail: 'The API server refuses to get /version (403): Unauthorized',
        remedy:
          'Assign the identity of the auditor a role with the data action "Microsoft.ContainerService/managedClusters/version/read" on the cluster (docs/permissions.md has the role).',
      },
    ],
    [
      302,
      {
        reason: 'invalid',
        detail: '/version is answered with a redirect (302), which the auditor does not follow.',
        remedy: 'Look for a proxy or gateway between the auditor and the cluster that answers for it.',
      },
    ],
  ])('with %i says what can be done on Azure', async (status, expected) => {
    const fake = await startFake(() => ({ status, body: statusBody(status, 'Refused', 'Unauthorized') }));
    expect(await seenBy(fake.url)).toMatchObject(expected);
  });

  it('speaks of no kubeconfig, whatever it is', async () => {
    const remedies = [advice.credentials, advice.address, advice.tls, advice.proxy];
    expect([...remedies, advice.missingRule('get', '/metrics')].join(' ')).not.toContain('kubeconfig');
    const servers = ['https://127.0.0.1:1', await startTls()];
    for (const server of servers) {
      expect(await seenBy(server, { caData: null })).toMatchObject({
        remedy: matching(/^(?!.*kubeconfig)/u),
      });
    }
  });
});
