import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type Server, type Socket, createServer as createTcpServer } from 'node:net';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { generate } from 'selfsigned';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Certificates, makeCertificates } from '../../local/sample/certificates.ts';
import { egressOutcome } from '../../src/azure/egress-outcome.ts';
import { egressScript } from '../../src/azure/egress-script.ts';
import { listening } from '../kubernetes/fake-server.ts';

const run = promisify(execFile);

/** The script needs what every AKS node has. */
const hasTools = ['sh', 'curl', 'sed'].every((tool) => {
  try {
    execFileSync('sh', ['-c', `command -v ${tool}`]);
    return true;
  } catch {
    return false;
  }
});

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates(new Date());
});

describe.skipIf(!hasTools)('on a node', () => {
  test('that reaches the API server, showing the certificate of the kubelet', async () => {
    const seen: string[] = [];
    const port = await apiServer((certificate, path) => {
      seen.push(`${path} ${certificate}`);
      return 200;
    });
    expect(await outcomeOn(nodeOf({ server: `https://127.0.0.1:${port}` }))).toBe('reached');
    expect(seen).toEqual(['/api kube-apiserver']);
  });

  test('with the authority written into the kubeconfig', async () => {
    const port = await apiServer(() => 200);
    const ca = Buffer.from(certificates.authority.certificate).toString('base64');
    const node = nodeOf({
      server: `https://127.0.0.1:${port}`,
      authority: `certificate-authority-data: ${ca}`,
    });
    expect(await outcomeOn(node)).toBe('reached');
  });

  test('whose credentials are refused', async () => {
    const port = await apiServer(() => 401);
    expect(await outcomeOn(nodeOf({ server: `https://127.0.0.1:${port}` }))).toBe(
      'authentication: The API server does not accept the client certificate of the kubelet (HTTP 401).',
    );
  });

  test('whose certificate is not there', async () => {
    const port = await apiServer(() => 401);
    const node = nodeOf({ server: `https://127.0.0.1:${port}`, certificate: 'missing.pem' });
    expect(await outcomeOn(node)).toBe(
      'authentication: The kubelet of the node has no client certificate where its kubeconfig says (HTTP 401).',
    );
  });

  test('whose kubelet gets its credentials elsewhere', async () => {
    const port = await apiServer(() => 401);
    expect(await outcomeOn(nodeOf({ server: `https://127.0.0.1:${port}`, certificate: null }))).toBe(
      'reached',
    );
  });

  test('that cannot resolve the name', async () => {
    expect(await outcomeOn(nodeOf({ server: 'https://api-server.invalid:443' }))).toBe(
      'DNS: The node cannot resolve the name of the API server (curl 6).',
    );
  });

  test('that gets no connection', async () => {
    const port = await closedPort();
    expect(await outcomeOn(nodeOf({ server: `https://127.0.0.1:${port}` }))).toBe(
      'TCP: The node cannot open a connection to the API server (curl 7).',
    );
  });

  test('whose TLS is cut by a firewall', async () => {
    const port = await cuttingServer();
    expect(await outcomeOn(nodeOf({ server: `https://127.0.0.1:${port}` }))).toMatch(
      /^TLS: The node reaches the address of the API server, but TLS is cut \(curl \d+\)\.$/u,
    );
  });

  test('whose TLS gets no answer', async () => {
    const port = await silentServer();
    expect(await outcomeOn(nodeOf({ server: `https://127.0.0.1:${port}` }), 1)).toBe(
      'TLS: The node reaches the address of the API server, but TLS is not answered in time (curl 28).',
    );
  });

  test('that is answered by somebody else', async () => {
    const port = await apiServer(() => 200);
    const stranger = await generate([{ name: 'commonName', value: 'somebody else' }], { keyType: 'ec' });
    const ca = Buffer.from(stranger.cert).toString('base64');
    const node = nodeOf({
      server: `https://127.0.0.1:${port}`,
      authority: `certificate-authority-data: ${ca}`,
    });
    expect(await outcomeOn(node)).toBe(
      'TLS: The node does not trust the certificate it is shown: something on the way answers for the API server (curl 60).',
    );
  });

  test('without a kubeconfig', async () => {
    expect(await outcomeOn(mkdtemp())).toBe('unclear: The node has no readable kubeconfig of a kubelet.');
  });

  test('a kubeconfig that tries to be a command is only text', async () => {
    const node = nodeOf({ server: 'https://127.0.0.1:1/$(touch pwned)`touch pwned`;touch pwned' });
    await outcomeOn(node);
    expect(execFileSync('ls', [node]).toString()).not.toContain('pwned');
  });

  test('prints no secret, and writes no file', async () => {
    const port = await apiServer(() => 200);
    const node = nodeOf({ server: `https://127.0.0.1:${port}` });
    const before = execFileSync('ls', ['-a', node]).toString();
    const { stdout, stderr } = await onNode(node);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(stdout).not.toContain('PRIVATE');
    expect(stderr).toBe('');
    expect(execFileSync('ls', ['-a', node]).toString()).toBe(before);
  });
});

test('is short enough for a run command, and has no place for input', () => {
  expect(egressScript.join('\n').length).toBeLessThan(4096);
  expect(egressScript.some((line) => line.includes('undefined'))).toBe(false);
});

interface NodeFiles {
  readonly server: string;
  readonly authority?: string;
  readonly certificate?: string | null;
}

function mkdtemp(): string {
  const folder = mkdtempSync(join(tmpdir(), 'egress-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** What AKS puts on a node: https://learn.microsoft.com/azure/aks/certificate-rotation */
function nodeOf({ server, authority, certificate = 'kubelet-client-current.pem' }: NodeFiles): string {
  const folder = mkdtemp();
  const { authority: ca, server: kubelet } = certificates;
  writeFileSync(join(folder, 'ca.crt'), ca.certificate);
  writeFileSync(join(folder, 'kubelet-client-current.pem'), `${kubelet.certificate}\n${kubelet.key}`);
  const user =
    certificate === null
      ? '    exec:\n      command: kubelet-credential'
      : `    client-certificate: ${folder}/${certificate}\n    client-key: ${folder}/${certificate}`;
  writeFileSync(
    join(folder, 'kubeconfig'),
    `apiVersion: v1
kind: Config
clusters:
- name: localcluster
  cluster:
    ${authority ?? `certificate-authority: ${folder}/ca.crt`}
    server: ${server}
users:
- name: client
  user:
${user}
contexts:
- context:
    cluster: localcluster
    user: client
  name: localclustercontext
current-context: localclustercontext
`,
  );
  return folder;
}

async function onNode(
  folder: string,
  mostSeconds = 20,
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const script = egressScript
    .join('\n')
    .replaceAll('/var/lib/kubelet', folder)
    .replaceAll(/--max-time \d+/gu, `--max-time ${mostSeconds}`);
  return await run('sh', ['-c', script], { cwd: folder });
}

async function outcomeOn(folder: string, mostSeconds?: number): Promise<string> {
  const { stdout } = await onNode(folder, mostSeconds);
  const outcome = egressOutcome(`Enable succeeded: \n[stdout]\n${stdout}\n[stderr]\n`);
  if (outcome.outcome === 'reached') return 'reached';
  return `${outcome.outcome === 'blocked' ? outcome.layer : 'unclear'}: ${outcome.detail}`;
}

/** Answers with the status that is given for the name in the client's certificate. */
async function apiServer(statusFor: (certificate: string, path: string) => number): Promise<number> {
  const server = createServer(
    {
      key: certificates.server.key,
      cert: certificates.server.certificate,
      requestCert: true,
      rejectUnauthorized: false,
    },
    (request, response) => {
      const { socket } = request;
      const subject = socket instanceof TLSSocket ? socket.getPeerCertificate().subject : undefined;
      response.writeHead(statusFor(String(subject?.CN), request.url ?? '')).end('{}');
    },
  );
  return await listening(server);
}

/** As a firewall does that reads the server's name in the first message. */
async function cuttingServer(): Promise<number> {
  const server = createTcpServer((socket) => socket.once('data', () => socket.destroy()));
  onTestFinished(() => {
    server.close();
  });
  return await portOf(server);
}

async function silentServer(): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => sockets.add(socket));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return await portOf(server);
}

async function closedPort(): Promise<number> {
  const server = createTcpServer();
  const port = await portOf(server);
  await new Promise((done) => server.close(done));
  return port;
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  return address.port;
}
