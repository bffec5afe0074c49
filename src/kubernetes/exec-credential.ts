/** Credentials of an exec plug-in: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins */
import { execFile } from 'node:child_process';
import { isAbsolute, resolve } from 'node:path';
import * as z from 'zod';
import { cleanText } from '../shared/clean-text.ts';
import { ReadError } from '../shared/errors.ts';
import type { KubeconfigContext } from './kubeconfig.ts';

/** User fields of a kubeconfig that take the place of `exec`. */
export interface ExecCredential {
  readonly token?: string;
  readonly 'client-certificate-data'?: string;
  readonly 'client-key-data'?: string;
}

/**
 * Runs the plug-in without a terminal and ends it when the time is over.
 * Its output and environment may hold secrets: errors name the command and nothing that it said.
 */
export async function execCredential(
  context: KubeconfigContext,
  signal: AbortSignal,
): Promise<ExecCredential> {
  const plugin = execSchema.safeParse(context.user['exec']);
  if (!plugin.success) {
    throw new ReadError(
      'invalid',
      `The exec plug-in of context "${cleanText(context.name, 80)}" has no command.`,
      'Correct "exec" of the user in the kubeconfig.',
    );
  }
  const output = await run(context, plugin.data, signal);
  const credential = credentialSchema.safeParse(jsonOf(output));
  if (!credential.success) {
    throw failed(plugin.data, 'does not print an ExecCredential with a token or a client certificate');
  }
  const { token, clientCertificateData, clientKeyData } = credential.data.status;
  return {
    ...(token === undefined ? {} : { token }),
    ...(clientCertificateData === undefined || clientKeyData === undefined
      ? {}
      : {
          'client-certificate-data': base64(clientCertificateData),
          'client-key-data': base64(clientKeyData),
        }),
  };
}

/** Signing in to Entra takes a second or two; a plug-in that waits for a person never ends by itself. */
const mostSeconds = 30;
const mostBytes = 256 * 1024;

const execSchema = z.object({
  command: z.string().min(1),
  args: z
    .array(z.coerce.string())
    .nullish()
    .transform((args) => args ?? []),
  env: z
    .array(z.object({ name: z.string(), value: z.coerce.string() }))
    .nullish()
    .transform((env) => env ?? []),
  apiVersion: z.string().default('client.authentication.k8s.io/v1'),
  provideClusterInfo: z.boolean().default(false),
});
type ExecPlugin = z.output<typeof execSchema>;

const credentialSchema = z.object({
  status: z
    .object({
      token: z.string().min(1).optional(),
      clientCertificateData: z.string().min(1).optional(),
      clientKeyData: z.string().min(1).optional(),
    })
    .refine(({ token, clientCertificateData, clientKeyData }) =>
      Boolean(token ?? (clientCertificateData && clientKeyData)),
    ),
});

function run(context: KubeconfigContext, plugin: ExecPlugin, signal: AbortSignal): Promise<string> {
  const { command, args, env } = plugin;
  // As kubectl does it: a name is looked up in PATH, a relative path starts at the kubeconfig's folder.
  const file = /[/\\]/u.test(command) && !isAbsolute(command) ? resolve(context.directory, command) : command;
  const own = Object.fromEntries(env.map(({ name, value }) => [name, value]));
  const options = {
    env: { ...process.env, KUBERNETES_EXEC_INFO: execInfo(context, plugin), ...own },
    timeout: mostSeconds * 1000,
    killSignal: 'SIGKILL',
    maxBuffer: mostBytes,
    windowsHide: true,
    signal,
  } as const;
  return new Promise((answer, fail) => {
    const child = execFile(file, args, options, (error, stdout) => {
      if (error === null) answer(stdout);
      else fail(failed(plugin, whyOf(error)));
    });
    child.stdin?.end();
  });
}

/** What the plug-in may know: that nobody can type, and the cluster if it asked for it. */
function execInfo({ cluster }: KubeconfigContext, { apiVersion, provideClusterInfo }: ExecPlugin): string {
  const info = {
    server: cluster.server,
    'tls-server-name': cluster['tls-server-name'],
    'insecure-skip-tls-verify': cluster['insecure-skip-tls-verify'],
    'certificate-authority-data': cluster['certificate-authority-data'],
    'proxy-url': cluster['proxy-url'],
  };
  const spec = provideClusterInfo ? { interactive: false, cluster: info } : { interactive: false };
  return JSON.stringify({ apiVersion, kind: 'ExecCredential', spec });
}

function whyOf(error: Error & { code?: unknown; killed?: unknown }): string {
  if (error.code === 'ENOENT') return 'is not installed where the auditor runs';
  if (error.code === 'EACCES') return 'may not be executed';
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return `prints more than ${mostBytes / 1024} KiB`;
  if (error.name === 'AbortError' || error.killed === true) return 'does not end in time';
  return typeof error.code === 'number' ? `ends with exit code ${error.code}` : 'fails';
}

/** `forbidden`: without credentials the API server, which may be well, can only refuse us. */
function failed({ command }: ExecPlugin, why: string): ReadError {
  const name = cleanText(command, 120);
  return new ReadError(
    'forbidden',
    `The exec plug-in "${name}" of the kubeconfig gives no credentials: it ${why}.`,
    `Run "kubectl version" with this context where the auditor runs; the plug-in must work without a terminal.`,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
