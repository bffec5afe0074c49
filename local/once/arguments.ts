/** The command line of `npm run audit`. */
import { severities } from '../../src/model.ts';
import type { Severity } from '../../src/model.ts';
import { UsageError } from '../../src/shared/errors.ts';
import { fleetChoice, fleetOptions, fleetUsage, optionsOf, pathOf } from '../command-line.ts';
import type { FleetChoice } from '../fleet.ts';

const formats = ['text', 'json'] as const;
type Format = (typeof formats)[number];

export interface AuditArguments {
  readonly help: boolean;
  readonly fleet: FleetChoice;
  /** null for the file that the environment names, if any. */
  readonly policy: string | null;
  readonly format: Format;
  /** null for standard output. */
  readonly output: string | null;
  /** Findings at or over it make the exit code 1; null for none. */
  readonly failOn: Severity | null;
}

export const auditUsage = `Usage: npm run audit -- [options]

${fleetUsage}
  --format FORMAT    ${formats.join(' or ')}; without it, text
  --output FILE      write the report to this file instead of standard output
  --fail-on LEVEL    exit with 1 on findings at or over ${severities.slice(0, 4).join(', ')}; none, the default, never does
  --help             show this text

Exit codes: 0 fine, 1 findings at or over --fail-on, 2 wrong use or settings, 3 the sweep could not be completed.
`;

const options = {
  ...fleetOptions,
  format: { type: 'string', default: 'text' },
  output: { type: 'string' },
  'fail-on': { type: 'string', default: 'none' },
  help: { type: 'boolean', default: false },
} as const;

/** Parses the arguments; relative paths are taken from `from`. Throws `UsageError` with one sentence a problem. */
export function parseAuditArguments(argv: readonly string[], from: string): AuditArguments {
  const values = optionsOf(argv, options);
  const problems: string[] = [];
  const parsed: AuditArguments = {
    help: values.help,
    fleet: fleetChoice(values, from, problems),
    policy: values.policy === undefined ? null : pathOf('policy', values.policy, from, problems),
    format: oneOf('format', values.format, formats, problems),
    output: values.output === undefined ? null : pathOf('output', values.output, from, problems),
    failOn: failOnOf(values['fail-on'], problems),
  };
  if (problems.length > 0) throw new UsageError(problems);
  return parsed;
}

function failOnOf(text: string, problems: string[]): Severity | null {
  const level = oneOf('fail-on', text, ['none', 'low', 'medium', 'high', 'critical'], problems);
  return level === 'none' ? null : level;
}

function oneOf<const T extends string>(
  option: string,
  text: string,
  known: readonly [T, ...T[]],
  problems: string[],
): T {
  const found = known.find((value) => value === text);
  if (found === undefined) problems.push(`--${option} is "${text}". Known: ${known.join(', ')}.`);
  return found ?? known[0];
}
