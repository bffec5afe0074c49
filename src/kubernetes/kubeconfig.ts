/** Kubeconfig files: what it takes to list clusters and to reach them, and clear words when a file is wrong. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import * as z from 'zod';
import { cleanText } from '../shared/clean-text.ts';
import { UsageError, messageOf } from '../shared/errors.ts';

/** One context with its cluster and user as the file has them; the user holds secrets. */
export interface KubeconfigContext {
  readonly name: string;
  readonly cluster: Readonly<Record<string, unknown>> & { readonly server: string };
  readonly user: Readonly<Record<string, unknown>>;
  /** Folder of the file: relative paths in it start there. */
  readonly directory: string;
}

/** Names of all contexts of a kubeconfig file, in its order. Throws `UsageError`. */
export async function listContexts(path: string): Promise<readonly string[]> {
  const { contexts } = await readKubeconfig(path);
  return contexts.map(({ name }) => name);
}

/** The named contexts, or all of them, with their clusters and users. Throws `UsageError` with every problem. */
export async function readContexts(
  path: string,
  names: readonly string[] | null,
): Promise<readonly KubeconfigContext[]> {
  const file = await readKubeconfig(path);
  const known = file.contexts.map(({ name }) => name);
  const problems: string[] = [];
  const contexts: KubeconfigContext[] = [];
  for (const name of new Set(names ?? known)) {
    const found = contextOf(file, name);
    if (typeof found === 'string') problems.push(`${path}: ${found}`);
    else contexts.push({ ...found, name, directory: dirname(resolve(path)) });
  }
  if (problems.length > 0) throw new UsageError(problems);
  return contexts;
}

const mapping = z.record(z.string(), z.unknown());

/** A list of named entries; what is in an entry matters only for the context that is used. */
function named<T extends z.ZodRawShape>(content: T) {
  return (
    z
      // YAML reads a bare 42 as a number.
      .array(z.object({ name: z.union([z.string(), z.number().transform(String)]), ...content }))
      .nullish()
      .transform((list) => list ?? [])
  );
}

const fileSchema = z.object({
  contexts: named({
    context: z.object({ cluster: z.string().nullish(), user: z.string().nullish() }).nullish(),
  }),
  clusters: named({ cluster: mapping.nullish() }),
  users: named({ user: mapping.nullish() }),
});
type File = z.output<typeof fileSchema>;

async function readKubeconfig(path: string): Promise<File> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw usage(path, error);
  });
  // Loaded late: it takes as long as all the rest, and most functions never reach a cluster.
  const { loadYaml } = await import('./client-library.ts');
  const result = fileSchema.safeParse(yamlOf(() => loadYaml<unknown>(text), path));
  if (!result.success) {
    const [issue] = result.error.issues;
    const field = issue?.path.join('.') ?? '';
    const where = field === '' ? '' : ` at "${cleanText(field, 80)}"`;
    throw new UsageError([
      `${path} is no kubeconfig${where}: it needs the lists clusters, users and contexts.`,
    ]);
  }
  if (result.data.contexts.length === 0) {
    throw new UsageError([
      `${path} has no contexts: add one, e.g. by "az aks get-credentials --name CLUSTER --resource-group GROUP --file ${path}".`,
    ]);
  }
  return result.data;
}

function usage(path: string, error: unknown): UsageError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : messageOf(error);
  const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
  return new UsageError([`The kubeconfig ${path} ${why}: give the path of a readable kubeconfig file.`]);
}

function yamlOf(load: () => unknown, path: string): unknown {
  try {
    return load();
  } catch (error) {
    // Only the first line: the next ones quote the file, which holds credentials.
    const [why] = messageOf(error).split('\n', 1);
    throw new UsageError([`${path} is not YAML (${cleanText(why ?? '', 120)}): give a kubeconfig file.`]);
  }
}

/** The parts of a context, or the sentence that says what is missing. */
function contextOf(file: File, name: string): Pick<KubeconfigContext, 'cluster' | 'user'> | string {
  const shown = cleanText(name, 80);
  const entry = file.contexts.find((context) => context.name === name);
  if (entry === undefined) {
    const known = file.contexts.map((context) => cleanText(context.name, 80)).join(', ');
    return `there is no context "${shown}"; it has ${known}.`;
  }
  const clusterName = entry.context?.cluster ?? '';
  const cluster = file.clusters.find((one) => one.name === clusterName)?.cluster;
  if (!cluster)
    return `context "${shown}" names the cluster "${cleanText(clusterName, 80)}", which has no entry.`;
  const { server } = cluster;
  if (typeof server !== 'string' || !isHttpUrl(server)) {
    return `the cluster of context "${shown}" has no server address such as https://HOST:443.`;
  }
  const userName = entry.context?.user ?? '';
  const userEntry = file.users.find((one) => one.name === userName);
  if (userName !== '' && userEntry === undefined) {
    return `context "${shown}" names the user "${cleanText(userName, 80)}", which has no entry.`;
  }
  return { cluster: { ...cluster, server }, user: userEntry?.user ?? {} };
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/u.test(new URL(text).protocol);
}
