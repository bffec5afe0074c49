/** The command line of `npm run package`. */
import { UsageError } from '../../src/shared/errors.ts';
import { optionsOf, pathOf } from '../command-line.ts';

export interface PackageArguments {
  readonly help: boolean;
  /** The owner's files that go into the package; null for none. */
  readonly policy: string | null;
  readonly notify: string | null;
  /** null for the usual place in the project. */
  readonly output: string | null;
}

/** Seen from the project; azure.yaml and the example workflow name it too. */
export const usualPackage = 'out/aks-fleet-auditor.zip';

export const packageUsage = `Usage: npm run package -- [options]

  --policy FILE      put this policy file into the package as policy.json (docs/policy.md)
  --notify FILE      put this notification file into the package as notify.json (docs/notifications.md)
  --output FILE      write the package to this file; without it, ${usualPackage}
  --help             show this text

Exit codes: 0 written, 2 wrong use or files.
`;

const options = {
  policy: { type: 'string' },
  notify: { type: 'string' },
  output: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** Parses the arguments; relative paths are taken from `from`. Throws `UsageError` with one sentence a problem. */
export function parsePackageArguments(argv: readonly string[], from: string): PackageArguments {
  const values = optionsOf(argv, options);
  const problems: string[] = [];
  const fileOf = (option: 'policy' | 'notify' | 'output'): string | null => {
    const given = values[option];
    return given === undefined ? null : pathOf(option, given, from, problems);
  };
  const parsed = {
    help: values.help,
    policy: fileOf('policy'),
    notify: fileOf('notify'),
    output: fileOf('output'),
  };
  if (problems.length > 0) throw new UsageError(problems);
  return parsed;
}
