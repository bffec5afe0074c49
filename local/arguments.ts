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
  readonly dataDirectory: string;
  readonly verbose: boolean;
}

export const startUsage = `Usage: npm start -- [options]

${fleetUsage}
  --port N           port of the dashboard; without it, 7071 or the next free one
  --data DIR         folder of the data; without it, .data in the project
  --no-sweep         start no sweep now, wait for the schedule
  --verbose          show every line of the log, not only warnings and errors
  --help             show this text
`;

const options = {
  ...fleetOptions,
  port: { type: 'string' },
  data: { type: 'string' },
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
  const parsed: StartArguments = {
    help: values.help,
    fleet: fleetChoice(values, from, problems),
    policy: values.policy === undefined ? null : pathOf('policy', values.policy, from, problems),
    port: values.port === undefined ? null : portOf(values.port, problems),
    sweep: !values['no-sweep'],
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
