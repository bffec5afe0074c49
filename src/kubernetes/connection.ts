/** Kubeconfig context → reader. TLS, proxies and the simpler credentials are the Kubernetes client's business. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { RequestContext } from '@kubernetes/client-node';
import { Agent, type Dispatcher } from 'undici';
import { cleanText } from '../shared/clean-text.ts';
import { ReadError, UsageError, messageOf } from '../shared/errors.ts';
import { execCredential } from './exec-credential.ts';
import { type KubeconfigContext, readContexts } from './kubeconfig.ts';
import { type ReaderSettings, createReader } from './metered-reader.ts';
import type { KubernetesReader, ReadOptions } from './reader.ts';
import type { Connection } from './requests.ts';

export interface ConnectSettings extends ReaderSettings {
  /** Path of the kubeconfig file. */
  readonly kubeconfig: string;
}

/**
 * Opens a reader of the cluster of a context; nothing is sent to it yet, but an exec plug-in runs.
 * Throws `ReadError`; the reader must be closed.
 */
export async function connect(
  name: string,
  settings: ConnectSettings,
  { signal }: ReadOptions,
): Promise<KubernetesReader> {
  const context = await contextOf(settings.kubeconfig, name);
  const connection = await connectionTo(context, await userOf(context, signal));
  return createReader(connection, settings);
}

/** The fleet was listed from this file; when it no longer fits, that is this cluster's evidence and not a crash. */
async function contextOf(path: string, name: string): Promise<KubeconfigContext> {
  try {
    const [context] = await readContexts(path, [name]);
    if (context !== undefined) return context;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new ReadError(
      'invalid',
      messageOf(error),
      'Correct the kubeconfig; the next sweep reads it again.',
    );
  }
  throw new TypeError('Reading one context answers one context or throws.');
}

type UserEntry = Readonly<Record<string, unknown>>;

/** The user with what must be run or read first put in its place. */
async function userOf(context: KubeconfigContext, signal: AbortSignal): Promise<UserEntry> {
  const { exec, tokenFile, ...user } = context.user;
  if (exec !== undefined && exec !== null) return { ...user, ...(await execCredential(context, signal)) };
  if (typeof tokenFile !== 'string') return user;
  // The client knows this field by another name only, and takes the line's end for a part of the token.
  const path = resolve(context.directory, tokenFile);
  const token = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new ReadError(
      'forbidden',
      `The token file ${path} of the kubeconfig cannot be read.`,
      'Put the token there, or name another file in the kubeconfig.',
      { cause: error },
    );
  });
  return { ...user, token: token.trim() };
}

async function connectionTo(context: KubeconfigContext, user: UserEntry): Promise<Connection> {
  const { KubeConfig } = await import('./client-library.ts');
  const config = new KubeConfig();
  const headers: Record<string, string | string[]> = {};
  let dispatcher: Dispatcher | undefined;
  try {
    // A file of this one context: another context's mistakes are none of ours.
    config.loadFromString(JSON.stringify(fileOf(context, user)));
    config.makePathsAbsolute(context.directory);
    await config.applySecurityAuthentication(
      capture(headers, (made) => {
        dispatcher = made;
      }),
    );
  } catch (error) {
    throw unusable(context, error);
  }
  const groups = user['as-groups'];
  if (Array.isArray(groups)) headers['Impersonate-Group'] = groups.map(String);
  return {
    server: context.cluster.server.replace(/\/+$/u, ''),
    headers,
    dispatcher: dispatcher ?? new Agent(),
  };
}

function fileOf({ cluster }: KubeconfigContext, user: UserEntry): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'cluster', cluster }],
    users: [{ name: 'user', user }],
    contexts: [{ name: 'context', context: { cluster: 'cluster', user: 'user' } }],
    'current-context': 'context',
  };
}

/** The client fills in one of its own requests; we only want to know what it would put there. */
function capture(
  headers: Record<string, string | string[]>,
  onDispatcher: (dispatcher: Dispatcher) => void,
): RequestContext {
  const captured: Pick<RequestContext, 'setHeaderParam' | 'setDispatcher'> = {
    setHeaderParam: (name, value) => {
      headers[name] = value;
    },
    setDispatcher: onDispatcher,
  };
  // `applySecurityAuthentication` of client-node 2 calls these two methods and no others; a test connects through it.
  return captured as RequestContext;
}

/** The client's messages may quote what it read, so only those that are known to be harmless are shown. */
function unusable({ name, cluster }: KubeconfigContext, error: unknown): ReadError {
  const shown = cleanText(name, 80);
  const code =
    error instanceof Error && 'code' in error ? cleanText(String(error.code), 40) : 'unknown error';
  const insecure = cluster.server.startsWith('http:') && cluster['insecure-skip-tls-verify'] !== true;
  return new ReadError(
    'invalid',
    insecure
      ? `The server of context "${shown}" is an http address, and nothing allows an unprotected connection.`
      : `The cluster or user of context "${shown}" cannot be used (${code}).`,
    insecure
      ? 'Use the https address, or set insecure-skip-tls-verify: true for this cluster in the kubeconfig.'
      : 'Check the certificates, keys, files and proxy of this context in the kubeconfig.',
    { cause: error },
  );
}
