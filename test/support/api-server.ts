/**
 * A real kube-apiserver with its etcd on loopback, for tests that must meet the real thing.
 * The binaries are those of `KUBEBUILDER_ASSETS`, the convention of the Kubernetes test tools.
 */
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { generate } from 'selfsigned';
import { Agent, fetch } from 'undici';
import { isAtLeast, parseVersion } from '../../src/kubernetes/version.ts';

const assets = process.env['KUBEBUILDER_ASSETS'] ?? '';

/** Why there is no real API server to test against, or null when there is one. */
export const missingApiServer: string | null =
  assets !== '' && existsSync(join(assets, 'kube-apiserver')) && existsSync(join(assets, 'etcd'))
    ? null
    : 'no kube-apiserver and etcd: set KUBEBUILDER_ASSETS to their folder';

/** Why the API server at hand cannot serve what came with a minor of Kubernetes 1; null when it can, or when there is none at all. */
export function missingBefore(minor: number): string | null {
  if (missingApiServer !== null) return null;
  const said = execFileSync(join(assets, 'kube-apiserver'), ['--version'], { encoding: 'utf8' });
  const version = parseVersion(said.replace(/^Kubernetes /u, '').trim());
  return version !== null && isAtLeast(version, 1, minor)
    ? null
    : `it takes Kubernetes 1.${minor}, and KUBEBUILDER_ASSETS has ${said.trim()}`;
}

/** A user of the static token file. */
export interface TestUser {
  readonly name: string;
  readonly groups: readonly string[];
}

/** One line of the server's audit log, as far as tests look. */
export interface AuditEvent {
  readonly verb: string;
  readonly requestURI: string;
  readonly userAgent?: string;
  readonly user: { readonly username: string };
  readonly responseStatus?: { readonly code: number };
  readonly objectRef?: { readonly resource?: string; readonly namespace?: string; readonly name?: string };
}

export interface ApiServer {
  readonly url: string;
  /** What the server says of itself, `v1.33.2`. */
  readonly version: string;
  /** Writes a kubeconfig with one context, named after the user; answers its path. */
  kubeconfig(user: string): Promise<string>;
  /** For a client of one's own: the authority to trust, as PEM, and the token of the user. */
  credentials(user: string): { readonly ca: string; readonly token: string };
  /** Sends JSON as cluster-admin; throws on anything but 2xx. */
  request<T>(method: string, path: string, body?: unknown): Promise<T>;
  metrics(): Promise<string>;
  auditLog(): Promise<readonly AuditEvent[]>;
  /** Ends the API server at once, as a crash would; etcd goes on. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export async function startApiServer(
  users: readonly TestUser[] = [],
  flags: readonly string[] = [],
): Promise<ApiServer> {
  const directory = await mkdtemp(join(tmpdir(), 'api-server-'));
  const tokens = new Map(
    [{ name: 'admin', groups: ['system:masters'] }, ...users].map(({ name }) => [
      name,
      randomBytes(24).toString('hex'),
    ]),
  );
  const cert = await writeFiles(directory, tokens, users);
  const [etcdPort, peerPort, port] = await freePorts(3);
  const etcd = start(directory, 'etcd', etcdArguments(directory, etcdPort, peerPort));
  const server = start(directory, 'kube-apiserver', [
    ...apiServerArguments(directory, etcdPort, port),
    ...flags,
  ]);
  const url = `https://127.0.0.1:${port}`;
  const dispatcher = new Agent({ connect: { ca: cert } });

  async function send(method: string, path: string, body?: unknown): Promise<string> {
    const answer = await fetch(`${url}${path}`, {
      method,
      dispatcher,
      headers: {
        authorization: `Bearer ${tokens.get('admin')}`,
        'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
    return text;
  }

  async function request<T>(method: string, path: string, body?: unknown): Promise<T> {
    return JSON.parse(await send(method, path, body)) as T; // The caller names the shape that this path has.
  }

  async function stop(): Promise<void> {
    await dispatcher.close();
    await end(server);
    await end(etcd);
    await rm(directory, { recursive: true, force: true });
  }

  try {
    await ready(server, etcd, directory, url, dispatcher);
    const { gitVersion } = await request<{ gitVersion: string }>('GET', '/version');
    return {
      url,
      version: gitVersion,
      request,
      metrics: () => send('GET', '/metrics'),
      kubeconfig: (user) => writeKubeconfig(directory, url, cert, user, tokens.get(user) ?? ''),
      credentials: (user) => ({ ca: cert, token: tokens.get(user) ?? '' }),
      auditLog: async () => {
        const log = await readFile(join(directory, 'audit.log'), 'utf8');
        return log.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as AuditEvent]));
      },
      kill: () => end(server, 'SIGKILL'),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function writeFiles(
  directory: string,
  tokens: ReadonlyMap<string, string>,
  users: readonly TestUser[],
): Promise<string> {
  const serving = await generate([{ name: 'commonName', value: 'kube-apiserver' }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  const account = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const groupsOf = new Map(users.map(({ name, groups }) => [name, groups]));
  const rows = [...tokens].map(
    ([name, token]) => `${token},${name},${name},"${(groupsOf.get(name) ?? ['system:masters']).join(',')}"`,
  );
  const files = {
    'server.crt': serving.cert,
    'server.key': serving.private,
    'account.pub': account.publicKey,
    'account.key': account.privateKey,
    'tokens.csv': `${rows.join('\n')}\n`,
    'audit-policy.yaml':
      'apiVersion: audit.k8s.io/v1\nkind: Policy\nomitStages: [RequestReceived]\nrules:\n- level: Metadata\n',
    'audit.log': '',
  };
  for (const [name, text] of Object.entries(files))
    await writeFile(join(directory, name), text, { mode: 0o600 });
  await mkdir(join(directory, 'etcd'), { mode: 0o700 });
  return serving.cert;
}

function etcdArguments(directory: string, port: number, peerPort: number): readonly string[] {
  const [client, peer] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${peerPort}`];
  return [
    '--name=test',
    `--data-dir=${join(directory, 'etcd')}`,
    '--unsafe-no-fsync',
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=test=${peer}`,
  ];
}

function apiServerArguments(directory: string, etcdPort: number, port: number): readonly string[] {
  const file = (name: string): string => join(directory, name);
  return [
    `--etcd-servers=http://127.0.0.1:${etcdPort}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${port}`,
    '--advertise-address=127.0.0.1',
    `--tls-cert-file=${file('server.crt')}`,
    `--tls-private-key-file=${file('server.key')}`,
    `--token-auth-file=${file('tokens.csv')}`,
    '--authorization-mode=RBAC',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${file('account.pub')}`,
    `--service-account-signing-key-file=${file('account.key')}`,
    '--service-cluster-ip-range=10.96.0.0/16',
    '--disable-admission-plugins=ServiceAccount',
    `--audit-policy-file=${file('audit-policy.yaml')}`,
    `--audit-log-path=${file('audit.log')}`,
    '--endpoint-reconciler-type=none',
  ];
}

/** Output goes to a file that a failed start is explained with. */
function start(directory: string, program: string, parameters: readonly string[]): ChildProcess {
  const script = 'log=$1; shift; exec "$@" >"$log" 2>&1';
  return spawn(
    'sh',
    ['-c', script, 'sh', join(directory, `${program}.log`), join(assets, program), ...parameters],
    { stdio: 'ignore' },
  );
}

async function ready(
  server: ChildProcess,
  etcd: ChildProcess,
  directory: string,
  url: string,
  dispatcher: Agent,
): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (server.exitCode !== null || etcd.exitCode !== null) break;
    const answer = await fetch(`${url}/readyz`, { dispatcher }).catch(() => null);
    if (answer?.status === 200) return;
    await pause(100);
  }
  const log = await readFile(join(directory, 'kube-apiserver.log'), 'utf8');
  throw new Error(`kube-apiserver did not become ready:\n${log.split('\n').slice(-15).join('\n')}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}

async function writeKubeconfig(
  directory: string,
  url: string,
  cert: string,
  user: string,
  token: string,
): Promise<string> {
  const path = join(directory, `kubeconfig-${user}`);
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'test',
        cluster: { server: url, 'certificate-authority-data': Buffer.from(cert).toString('base64') },
      },
    ],
    users: [{ name: user, user: { token } }],
    contexts: [{ name: user, context: { cluster: 'test', user } }],
    'current-context': user,
  };
  await writeFile(path, JSON.stringify(config), { mode: 0o600 });
  return path;
}

/** Ports that nothing listens on now; all are held until the last is known, so that no two are the same. */
async function freePorts(count: 3): Promise<[number, number, number]>;
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port); // Listening on TCP.
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
