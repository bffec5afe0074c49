/** The command line of `npm run doctor`. */
import { UsageError } from '../../src/shared/errors.ts';
import { fleetChoice, fleetOptions, fleetUsage, oneOf, optionsOf, pathOf } from '../command-line.ts';
import type { FleetChoice } from '../fleet.ts';

const formats = ['text', 'json'] as const;

export interface DoctorArguments {
  readonly help: boolean;
  readonly fleet: FleetChoice;
  /** null for the file that the environment names, if any. */
  readonly policy: string | null;
  readonly format: (typeof formats)[number];
}

export const doctorUsage = `Usage: npm run doctor -- [options]

Looks at everything that the first sweep will use: settings, identity, storage, roles and the way to each cluster. It reads
the app settings from the environment, and says what is missing and what to do.

${fleetUsage}
  --format FORMAT    ${formats.join(', ')}; without it, text
  --help             show this text

Exit codes: 0 nothing is missing, 1 something is missing or could not be looked at, 2 wrong use.
`;

const options = {
  ...fleetOptions,
  format: { type: 'string', default: 'text' },
  help: { type: 'boolean', default: false },
} as const;

/** Parses the arguments; relative paths are taken from `from`. Throws `UsageError` with one sentence a problem. */
export function parseDoctorArguments(argv: readonly string[], from: string): DoctorArguments {
  const values = optionsOf(argv, options);
  const problems: string[] = [];
  const parsed: DoctorArguments = {
    help: values.help,
    fleet: fleetChoice(values, from, problems),
    policy: values.policy === undefined ? null : pathOf('policy', values.policy, from, problems),
    format: oneOf('format', values.format, formats, problems),
  };
  if (problems.length > 0) throw new UsageError(problems);
  return parsed;
}
