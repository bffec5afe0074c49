/** The command line of `npm start`. */
import path from 'node:path';
import { UsageError } from '../src/shared/errors.ts';
import { fleetChoice, fleetOptions, fleetUsage, optionsOf, pathOf } from './command-line.ts';
import type { FleetChoice } from './fleet.ts';

export interface StartArguments {
  readonly help: boolean;
  readonly fleet: FleetChoice;
  /** null for the file that the environment names, if any. */
  readonly policy: string | null;
  /** null for 7071 or the next free one. */
  readonly port: number | null;
  /** Whether a sweep is run at the start. */
  readonly sweep: boolean;
  /** Days of history that are made for the sample clusters when nothing was ever swept; 0 for none. */
  readonly historyDays: number;
  readonly dataDirectory: string;
  readonly verbose: boolean;
}

export const startUsage = `Usage: npm start -- [options]

${fleetUsage}
  --port N           port of the dashboard; without it, 7071 or the next free one
  --data DIR         folder of the data; without it, .data in the project
  --no-sweep         start no sweep now, wait for the schedule
  --history DAYS     days of history made for the sample clusters at the first start, 0 for none; without it, 28
  --verbose          show every line of the log, not only warnings and errors
  --help             show this text
`;

const options = {
  ...fleetOptions,
  port: { type: 'string' },
  data: { type: 'string' },
  history: { type: 'string' },
  'no-sweep': { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Parses the arguments; relative paths are taken from `from`. Throws `UsageError` with one sentence a problem. */
export function parseStartArguments(
  argv: readonly string[],
  from: string,
  projectDirectory: string,
): StartArguments {
  const values = optionsOf(argv, options);
  const problems: string[] = [];
  const fleet = fleetChoice(values, from, problems);
  const parsed: StartArguments = {
    help: values.help,
    fleet,
    policy: values.policy === undefined ? null : pathOf('policy', values.policy, from, problems),
    port: values.port === undefined ? null : portOf(values.port, problems),
    sweep: !values['no-sweep'],
    historyDays:
      fleet.kind === 'sample' ? daysOf(values.history, problems) : noHistory(values.history, problems),
    dataDirectory:
      values.data === undefined
        ? path.join(projectDirectory, '.data')
        : pathOf('data', values.data, from, problems),
    verbose: values.verbose,
  };
  if (problems.length > 0) throw new UsageError(problems);
  return parsed;
}

function portOf(text: string, problems: string[]): number {
  const port = Number(text);
  if (!/^\d+$/u.test(text) || port > 65_535) {
    problems.push(`--port is "${text}". Give a number from 0 to 65535, e.g. --port 7071.`);
  }
  return port;
}

const usualDays = 28;
const mostDays = 90;

function daysOf(text: string | undefined, problems: string[]): number {
  const days = text === undefined ? usualDays : Number(text);
  if (text !== undefined && (!/^\d+$/u.test(text) || days > mostDays)) {
    problems.push(
      `--history is "${text}". Give a number of days from 0 to ${mostDays}, e.g. --history ${usualDays}.`,
    );
  }
  return days;
}

/** Real clusters have the past that was seen, and no other. */
function noHistory(text: string | undefined, problems: string[]): number {
  if (text !== undefined) problems.push('--history is for the sample clusters. Leave it out for real ones.');
  return 0;
}
