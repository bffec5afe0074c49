/** The command line of `npm run audit`. */
import { severities } from '../../src/model.ts';
import type { Severity } from '../../src/model.ts';
import { reportFormats } from '../../src/report/formats.ts';
import { UsageError } from '../../src/shared/errors.ts';
import { fleetChoice, fleetOptions, fleetUsage, oneOf, optionsOf, pathOf } from '../command-line.ts';
import type { FleetChoice } from '../fleet.ts';

const formats = ['text', ...reportFormats] as const;
export type Format = (typeof formats)[number];

export interface AuditArguments {
  readonly help: boolean;
  readonly fleet: FleetChoice;
  /** null for the file that the environment names, if any. */
  readonly policy: string | null;
  readonly format: Format;
  /** null for standard output. */
  readonly output: string | null;
  /** An earlier JSON report to compare with; null for none. */
  readonly baseline: string | null;
  /** Findings at or over it make the exit code 1; null for none. */
  readonly failOn: Severity | null;
}

export const auditUsage = `Usage: npm run audit -- [options]

${fleetUsage}
  --format FORMAT    ${formats.join(', ')}; without it, text
  --output FILE      write the report to this file instead of standard output
  --baseline FILE    an earlier report in the format json: findings are told as new, unchanged or resolved against it
  --fail-on LEVEL    exit with 1 on findings at or over ${severities.slice(0, 4).join(', ')}; none, the default, never does.
                     Suppressed ones do not count, and with --baseline only those that are new or worse than in it
  --help             show this text

Exit codes: 0 fine, 1 findings at or over --fail-on, 2 wrong use or settings, 3 the sweep could not be completed.
`;

const options = {
  ...fleetOptions,
  format: { type: 'string', default: 'text' },
  output: { type: 'string' },
  baseline: { type: 'string' },
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
    baseline: values.baseline === undefined ? null : pathOf('baseline', values.baseline, from, problems),
    failOn: failOnOf(values['fail-on'], problems),
  };
  if (problems.length > 0) throw new UsageError(problems);
  return parsed;
}

function failOnOf(text: string, problems: string[]): Severity | null {
  const level = oneOf('fail-on', text, ['none', 'low', 'medium', 'high', 'critical'], problems);
  return level === 'none' ? null : level;
}
