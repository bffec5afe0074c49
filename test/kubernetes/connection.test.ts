import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type ServerOptions, createServer } from 'node:https';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import { type GenerateResult, generate } from 'selfsigned';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { connect } from '../../src/kubernetes/connection.ts';
import type { KubernetesReader } from '../../src/kubernetes/reader.ts';
import { ReadError } from '../../src/shared/errors.ts';
import { listening, neverAborted, startFake } from './fake-server.ts';
import { containing, matching } from '../support/matchers.ts';

const never = neverAborted();
const context = 'c';

let authority: GenerateResult;
let serverCertificate: GenerateResult;
let clientCertificate: GenerateResult;

beforeAll(async () => {
  const ec = { keyType: 'ec', algorithm: 'sha256' } as const;
  authority = await generate([{ name: 'commonName', value: 'test-ca' }], {
    ...ec,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, digitalSignature: true, critical: true },
    ],
  });
  const ca = { key: authority.private, cert: authority.cert };
  serverCertificate = await generate([{ name: 'commonName', value: 'kubernetes' }], {
    ...ec,
    ca,
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'kubernetes' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  clientCertificate = await generate([{ name: 'commonName', value: 'auditor' }], { ...ec, ca });
});

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

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'connection-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

/** A kubeconfig with one context, whose paths may be relative to its folder. */
async function kubeconfig(clusterEntry: object, user: object, directory?: string): Promise<string> {
  const path = join(directory ?? (await folder()), 'config');
  const file = {
    clusters: [{ name: 'k', cluster: clusterEntry }],
    users: [{ name: 'u', user }],
    contexts: [{ name: 'c', context: { cluster: 'k', user: 'u' } }],
  };
  await writeFile(path, JSON.stringify(file));
  return path;
}

async function open(path: string, signal = never.signal): Promise<KubernetesReader> {
  const reader = await connect(context, { kubeconfig: path }, { signal });
  onTestFinished(() => reader.close());
  return reader;
}

/** What the server saw, or the reason there is no answer. */
async function seenBy(path: string): Promise<string | ReadError> {
  try {
    return await (await open(path)).serverVersion(never);
  } catch (error) {
    if (error instanceof ReadError) return error;
    throw error;
  }
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

describe('TLS', () => {
  it('trusts the private authority of the kubeconfig, as data or as a file beside it', async () => {
    const server = await startTls();
    const data = { server, 'certificate-authority-data': base64(authority.cert) };
    expect(await seenBy(await kubeconfig(data, { token: 'abc' }))).toBe('cert= auth=Bearer abc');
    const directory = await folder();
    await writeFile(join(directory, 'ca.crt'), authority.cert);
    const file = { server, 'certificate-authority': 'ca.crt' };
    expect(await seenBy(await kubeconfig(file, { token: 'abc' }, directory))).toBe('cert= auth=Bearer abc');
  });

  it('presents the client certificate', async () => {
    const server = await startTls({ requestCert: true, rejectUnauthorized: true });
    const path = await kubeconfig(
      { server, 'certificate-authority-data': base64(authority.cert) },
      {
        'client-certificate-data': base64(clientCertificate.cert),
        'client-key-data': base64(clientCertificate.private),
      },
    );
    expect(await seenBy(path)).toBe('cert=auditor auth=');
  });

  it('is unreachable without the client certificate that the server wants', async () => {
    const server = await startTls({ requestCert: true, rejectUnauthorized: true });
    const path = await kubeconfig(
      { server, 'certificate-authority-data': base64(authority.cert) },
      { token: 'abc' },
    );
    expect(await seenBy(path)).toMatchObject({ reason: 'unreachable' });
  });

  it('is unreachable when another authority signed', async () => {
    expect(await seenBy(await kubeconfig({ server: await startTls() }, { token: 'abc' }))).toMatchObject({
      reason: 'unreachable',
      detail: matching(
        /^TLS: no secure connection to the API server 127\.0\.0\.1:\d+ \(.*SELF_SIGNED_CERT_IN_CHAIN\)\.$/,
      ),
    });
  });

  it('is unreachable when the certificate is for another name, unless the kubeconfig names it', async () => {
    const server = (await startTls()).replace('127.0.0.1', 'localhost');
    const entry = { server, 'certificate-authority-data': base64(authority.cert) };
    expect(await seenBy(await kubeconfig(entry, {}))).toMatchObject({
      reason: 'unreachable',
      detail: containing('ERR_TLS_CERT_ALTNAME_INVALID'),
    });
    expect(await seenBy(await kubeconfig({ ...entry, 'tls-server-name': 'kubernetes' }, {}))).toBe(
      'cert= auth=',
    );
  });

  it('is not checked where the kubeconfig says so', async () => {
    const entry = { server: await startTls(), 'insecure-skip-tls-verify': true };
    expect(await seenBy(await kubeconfig(entry, {}))).toBe('cert= auth=');
  });

  it('is not left out unless the kubeconfig says so', async () => {
    const fake = await startFake(() => ({ body: { gitVersion: 'v1.33.2' } }));
    expect(await seenBy(await kubeconfig({ server: fake.url }, {}))).toMatchObject({
      reason: 'invalid',
      detail: 'The server of context "c" is an http address, and nothing allows an unprotected connection.',
    });
    expect(await seenBy(await kubeconfig({ server: fake.url, 'insecure-skip-tls-verify': true }, {}))).toBe(
      'v1.33.2',
    );
    expect(fake.asked).toEqual(['/version']);
  });
});

describe('a proxy', () => {
  /** Tunnels CONNECT requests, or refuses them; remembers what it was asked for. */
  async function startProxy(allow: boolean) {
    const tunnels: string[] = [];
    const proxy = createHttpServer();
    proxy.on('connect', ({ url = '' }, client) => {
      tunnels.push(url);
      if (!allow) {
        client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
        return;
      }
      const [host, port] = url.split(':');
      const target = connectTcp(Number(port), host, () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        target.pipe(client).pipe(target);
      });
      for (const socket of [client, target]) socket.on('error', () => {});
    });
    return { url: `http://127.0.0.1:${await listening(proxy)}`, tunnels };
  }

  it('tunnels to the API server, whose certificate is checked all the same', async () => {
    const [server, proxy] = [await startTls(), await startProxy(true)];
    const entry = { server, 'proxy-url': proxy.url, 'certificate-authority-data': base64(authority.cert) };
    expect(await seenBy(await kubeconfig(entry, { token: 'abc' }))).toBe('cert= auth=Bearer abc');
    expect(proxy.tunnels).toEqual([new URL(server).host]);
  });

  it('that refuses is unreachable, and says so', async () => {
    const proxy = await startProxy(false);
    const entry = { server: 'https://127.0.0.1:1', 'proxy-url': proxy.url };
    expect(await seenBy(await kubeconfig(entry, {}))).toMatchObject({
      reason: 'unreachable',
      detail: 'Proxy: the proxy does not open a tunnel to the API server 127.0.0.1:1 (response (403)).',
    });
  });
});

describe('credentials', () => {
  async function insecure(): Promise<object> {
    return { server: await startTls(), 'insecure-skip-tls-verify': true };
  }

  it('come from a token file, without the end of its line', async () => {
    const directory = await folder();
    await writeFile(join(directory, 'token'), 'from-file\n');
    const path = await kubeconfig(await insecure(), { tokenFile: 'token' }, directory);
    expect(await seenBy(path)).toBe('cert= auth=Bearer from-file');
  });

  it('are missing without the token file', async () => {
    const path = await kubeconfig(await insecure(), { tokenFile: '/nowhere/token' });
    expect(await seenBy(path)).toMatchObject({
      reason: 'forbidden',
      detail: 'The token file /nowhere/token of the kubeconfig cannot be read.',
    });
  });

  it('may be a name and a password', async () => {
    const path = await kubeconfig(await insecure(), { username: 'jane', password: 'pw' });
    expect(await seenBy(path)).toBe(`cert= auth=Basic ${base64('jane:pw')}`);
  });

  it('carry whom to act as', async () => {
    const fake = await startFake(() => ({ body: { gitVersion: 'v1.33.2' } }));
    const path = await kubeconfig(
      { server: fake.url, 'insecure-skip-tls-verify': true },
      { token: 'abc', as: 'jane', 'as-groups': ['viewers', 'auditors'] },
    );
    await seenBy(path);
    expect(fake.requests[0]?.headers).toMatchObject({
      'impersonate-user': 'jane',
      'impersonate-group': 'viewers, auditors',
    });
  });

  it('that cannot be read are invalid, and are not repeated', async () => {
    const path = await kubeconfig(await insecure(), {
      'client-certificate-data': base64('secret nonsense'),
      'client-key-data': base64('secret nonsense'),
    });
    const error = await seenBy(path);
    expect(error).toMatchObject({ name: 'ReadError' });
    expect(JSON.stringify(error)).not.toContain('secret');
  });

  it('are gone when the context is', async () => {
    const path = await kubeconfig(await insecure(), {});
    const gone = connect('d', { kubeconfig: path }, never);
    await expect(gone).rejects.toMatchObject({
      reason: 'invalid',
      detail: `${path}: there is no context "d"; it has c.`,
    });
  });
});

describe('an exec plug-in', () => {
  /** A plug-in written in shell, beside a kubeconfig that names it by a relative path. */
  async function withPlugin(script: string, exec: object = {}): Promise<string> {
    const directory = await folder();
    await writeFile(join(directory, 'plugin'), `#!/bin/sh\n${script}\n`);
    await chmod(join(directory, 'plugin'), 0o700);
    const entry = {
      server: await startTls({ requestCert: true, rejectUnauthorized: false }),
      'insecure-skip-tls-verify': true,
    };
    const user = { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: './plugin', ...exec } };
    return kubeconfig(entry, user, directory);
  }

  function printing(status: object): string {
    return `cat <<'END'\n${JSON.stringify({ kind: 'ExecCredential', status })}\nEND`;
  }

  it('gives a token; it gets its arguments, its environment, and word that nobody can type', async () => {
    const path = await withPlugin(
      `printf '{"status":{"token":"%s-%s-%s"}}' "$1" "$OWN" "$(printf '%s' "$KUBERNETES_EXEC_INFO" | tr -d '"{}:,./ ')"`,
      { args: ['get-token'], env: [{ name: 'OWN', value: 'own' }] },
    );
    expect(await seenBy(path)).toBe(
      'cert= auth=Bearer get-token-own-apiVersionclientauthenticationk8siov1kindExecCredentialspecinteractivefalse',
    );
  });

  it('gives a client certificate', async () => {
    const path = await withPlugin(
      printing({ clientCertificateData: clientCertificate.cert, clientKeyData: clientCertificate.private }),
    );
    expect(await seenBy(path)).toBe('cert=auditor auth=');
  });

  it.each<[string, string, string]>([
    ['fails', 'echo secret-out; echo secret-err >&2; exit 3', 'ends with exit code 3'],
    [
      'prints no JSON',
      'echo secret-out',
      'does not print an ExecCredential with a token or a client certificate',
    ],
    [
      'prints no credentials',
      printing({}),
      'does not print an ExecCredential with a token or a client certificate',
    ],
    ['prints without end', 'yes secret-out', 'prints more than 256 KiB'],
  ])('that %s is forbidden, and nothing of its output is repeated', async (_, script, why) => {
    const error = await seenBy(await withPlugin(script));
    expect(error).toMatchObject({
      reason: 'forbidden',
      detail: `The exec plug-in "./plugin" of the kubeconfig gives no credentials: it ${why}.`,
    });
    expect(JSON.stringify(error)).not.toContain('secret');
  });

  it('that is not installed is forbidden', async () => {
    expect(await seenBy(await withPlugin('', { command: 'no-such-plugin' }))).toMatchObject({
      reason: 'forbidden',
      detail:
        'The exec plug-in "no-such-plugin" of the kubeconfig gives no credentials: it is not installed where the auditor runs.',
    });
  });

  it('without a command is invalid', async () => {
    expect(await seenBy(await withPlugin('', { command: '' }))).toMatchObject({ reason: 'invalid' });
  });

  it('that waits for a person is ended with the audit', async () => {
    const path = await withPlugin('exec sleep 60');
    const error = await connect(context, { kubeconfig: path }, { signal: AbortSignal.timeout(20) }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({
      reason: 'forbidden',
      detail: 'The exec plug-in "./plugin" of the kubeconfig gives no credentials: it does not end in time.',
    });
  });
});
