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
  /** Where the evidence is stored; null for nowhere. */
  readonly record: { readonly directory: string; readonly anonymize: boolean } | null;
  /** The recording that is judged, and nothing is asked of any fleet; null for none. */
  readonly replay: { readonly directory: string; readonly edited: boolean } | null;
}

export const auditUsage = `Usage: npm run audit -- [options]

${fleetUsage}
  --format FORMAT    ${formats.join(', ')}; without it, text
  --output FILE      write the report to this file instead of standard output
  --baseline FILE    an earlier report in the format json: findings are told as new, unchanged or resolved against it
  --fail-on LEVEL    exit with 1 on findings at or over ${severities.slice(0, 4).join(', ')}; none, the default, never does.
                     Suppressed ones do not count, and with --baseline only those that are new or worse than in it
  --record DIR       store the evidence in this folder, secrets left out, to be judged again (docs/recordings.md)
  --anonymize        with --record: replace names of clusters, people and Azure resources
  --replay DIR       judge a recording again, with its policy unless --policy names another; nothing is asked of anybody
  --edited           with --replay: also a recording that was changed since
  --help             show this text

Exit codes: 0 fine, 1 findings at or over --fail-on, 2 wrong use or settings, 3 the sweep could not be completed.
`;

const options = {
  ...fleetOptions,
  format: { type: 'string', default: 'text' },
  output: { type: 'string' },
  baseline: { type: 'string' },
  'fail-on': { type: 'string', default: 'none' },
  record: { type: 'string' },
  anonymize: { type: 'boolean', default: false },
  replay: { type: 'string' },
  edited: { type: 'boolean', default: false },
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
    record:
      values.record === undefined
        ? null
        : { directory: pathOf('record', values.record, from, problems), anonymize: values.anonymize },
    replay:
      values.replay === undefined
        ? null
        : { directory: pathOf('replay', values.replay, from, problems), edited: values.edited },
  };
  problems.push(...contradictions(values));
  if (problems.length > 0) throw new UsageError(problems);
  return parsed;
}

interface RecordingOptions {
  readonly kubeconfig?: string | undefined;
  readonly azure?: boolean;
  readonly record?: string | undefined;
  readonly anonymize: boolean;
  readonly replay?: string | undefined;
  readonly edited: boolean;
}

/** Options that are of no use together. */
function contradictions({
  kubeconfig,
  azure,
  record,
  anonymize,
  replay,
  edited,
}: RecordingOptions): string[] {
  return [
    ...(replay !== undefined && (kubeconfig !== undefined || azure === true)
      ? ['--replay asks no fleet. Leave out --kubeconfig and --azure.']
      : []),
    ...(replay !== undefined && record !== undefined
      ? ['--record and --replay exclude each other: a recording that is replayed is there already.']
      : []),
    ...(anonymize && record === undefined
      ? ['--anonymize needs --record, e.g. --record evidence --anonymize.']
      : []),
    ...(edited && replay === undefined ? ['--edited needs --replay, e.g. --replay evidence --edited.'] : []),
  ];
}

function failOnOf(text: string, problems: string[]): Severity | null {
  const level = oneOf('fail-on', text, ['none', 'low', 'medium', 'high', 'critical'], problems);
  return level === 'none' ? null : level;
}
