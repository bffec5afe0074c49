/** The command line of `npm start`. */
import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { messageOf, UsageError } from '../src/shared/errors.ts';

export interface StartArguments {
  readonly help: boolean;
  /** null for 7071 or the next free one. */
  readonly port: number | null;
  /** Whether a sweep is run at the start. */
  readonly sweep: boolean;
  readonly dataDirectory: string;
  /** null for the sample clusters. */
  readonly kubeconfig: string | null;
  /** null for all contexts of the kubeconfig. */
  readonly contexts: readonly string[] | null;
  readonly verbose: boolean;
}

export const startUsage = `Usage: npm start -- [options]

  --kubeconfig FILE  audit the clusters of this kubeconfig; without it, sample clusters
  --context A,B      only these contexts of the kubeconfig
  --port N           port of the dashboard; without it, 7071 or the next free one
  --data DIR         folder of the data; without it, .data in the project
  --no-sweep         start no sweep now, wait for the schedule
  --verbose          show every line of the log, not only warnings and errors
  --help             show this text
`;

const options = {
  kubeconfig: { type: 'string' },
  context: { type: 'string', multiple: true },
  port: { type: 'string' },
  data: { type: 'string' },
  'no-sweep': { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const satisfies ParseArgsOptionsConfig;

/** Parses the arguments; relative paths are taken from `from`. Throws `UsageError` with one sentence a problem. */
export function parseStartArguments(
  argv: readonly string[],
  from: string,
  projectDirectory: string,
): StartArguments {
  const values = valuesOf(argv);
  const problems: string[] = [];
  const port = values.port === undefined ? null : Number(values.port);
  if (port !== null && !(/^\d+$/u.test(values.port ?? '') && port <= 65_535)) {
    problems.push(`--port is "${values.port}". Give a number from 0 to 65535, e.g. --port 7071.`);
  }
  for (const name of ['kubeconfig', 'data'] as const) {
    if (values[name]?.trim() === '') problems.push(`--${name} is empty. Give a path, or leave it out.`);
  }
  const contexts = (values.context ?? []).flatMap((list) => list.split(',')).map((name) => name.trim());
  const named = contexts.filter((name) => name !== '');
  if (values.context !== undefined && named.length === 0) {
    problems.push(
      '--context names no context. Give names separated by commas, e.g. --context prod-1,prod-2.',
    );
  }
  if (named.length > 0 && values.kubeconfig === undefined) {
    problems.push('--context needs --kubeconfig, e.g. --kubeconfig ~/.kube/config --context prod-1.');
  }
  if (problems.length > 0) throw new UsageError(problems);
  return {
    help: values.help,
    port,
    sweep: !values['no-sweep'],
    dataDirectory:
      values.data === undefined ? path.join(projectDirectory, '.data') : resolve(values.data, from),
    kubeconfig: values.kubeconfig === undefined ? null : resolve(values.kubeconfig, from),
    contexts: named.length === 0 ? null : named,
    verbose: values.verbose,
  };
}

function valuesOf(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: false }).values;
  } catch (error) {
    const known = Object.keys(options).map((name) => `--${name}`);
    // The first sentence says what is wrong; the rest is about options that look like values.
    const [what = ''] = messageOf(error).split(/\.\s/u);
    throw new UsageError([`${what.replace(/\.$/u, '')}. Known options: ${known.join(', ')}.`], {
      cause: error,
    });
  }
}

/** A shell leaves `~` alone in `--data=~/x`. */
function resolve(given: string, from: string): string {
  const text = given.startsWith('~/') ? path.join(homedir(), given.slice(2)) : given;
  return path.resolve(from, text);
}
