/** What the command lines have in common. */
import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { messageOf, UsageError } from '../src/shared/errors.ts';
import type { FleetChoice } from './fleet.ts';

/** Parses options; no positionals. Throws `UsageError` that names the known options. */
export function optionsOf<const T extends ParseArgsOptionsConfig>(argv: readonly string[], options: T) {
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

/** The options that name clusters, as given. */
export interface FleetOptions {
  readonly kubeconfig?: string | undefined;
  readonly context?: readonly string[] | undefined;
  readonly azure?: boolean | undefined;
}

/** Reads `--kubeconfig`, `--context` and `--azure`; what is wrong is added to the problems. */
export function fleetChoice(options: FleetOptions, from: string, problems: string[]): FleetChoice {
  const { kubeconfig, context, azure = false } = options;
  const named = (context ?? [])
    .flatMap((list) => list.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (context !== undefined && named.length === 0) {
    problems.push(
      '--context names no context. Give names separated by commas, e.g. --context prod-1,prod-2.',
    );
  }
  if (named.length > 0 && kubeconfig === undefined) {
    problems.push('--context needs --kubeconfig, e.g. --kubeconfig ~/.kube/config --context prod-1.');
  }
  if (azure && kubeconfig !== undefined) {
    problems.push('--azure and --kubeconfig name two fleets. Give one of them.');
  }
  if (kubeconfig === undefined) return { kind: azure ? 'azure' : 'sample' };
  return {
    kind: 'kubeconfig',
    kubeconfig: pathOf('kubeconfig', kubeconfig, from, problems),
    contexts: named.length === 0 ? null : named,
  };
}

/** Options of both commands, and what they are for. */
export const fleetOptions = {
  kubeconfig: { type: 'string' },
  context: { type: 'string', multiple: true },
  azure: { type: 'boolean', default: false },
  policy: { type: 'string' },
} as const;

export const fleetUsage = `  --kubeconfig FILE  audit the clusters of this kubeconfig; without it and --azure, sample clusters
  --context A,B      only these contexts of the kubeconfig
  --azure            audit the AKS clusters that the signed-in Azure identity can read; FLEET_SUBSCRIPTIONS and other
                     settings in the environment narrow it (docs/permissions.md says what it needs)
  --policy FILE      suppressions and thresholds (docs/policy.md); without it, the file that POLICY_FILE names`;

/** One of the known words; the first when it is none, which is a problem. */
export function oneOf<const T extends string>(
  option: string,
  text: string,
  known: readonly [T, ...T[]],
  problems: string[],
): T {
  const found = known.find((value) => value === text);
  if (found === undefined) problems.push(`--${option} is "${text}". Known: ${known.join(', ')}.`);
  return found ?? known[0];
}

/** An absolute path; a shell leaves `~` alone in `--data=~/x`. */
export function pathOf(option: string, given: string, from: string, problems: string[]): string {
  if (given.trim() === '') problems.push(`--${option} is empty. Give a path, or leave it out.`);
  const text = given.startsWith('~/') ? path.join(homedir(), given.slice(2)) : given;
  return path.resolve(from, text);
}
