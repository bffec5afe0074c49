/** The frame of a command: its usage, what is wrong with how it was called, and its exit code. */
import { UsageError } from '../src/shared/errors.ts';

interface Command<Arguments extends { readonly help: boolean }> {
  readonly usage: string;
  /** Throws `UsageError`; relative paths are taken from `from`. */
  readonly parse: (argv: readonly string[], from: string) => Arguments;
  /** Answers the exit code. Throws `UsageError` for what is wrong with settings or files. */
  readonly run: (given: Arguments) => Promise<number>;
}

/** Runs the command of this process; wrong use is told in a line a problem, and ends with 2. */
export async function runCommand<Arguments extends { readonly help: boolean }>({
  usage,
  parse,
  run,
}: Command<Arguments>): Promise<void> {
  try {
    const given = parse(process.argv.slice(2), process.cwd());
    if (given.help) process.stdout.write(usage);
    process.exitCode = given.help ? 0 : await run(given);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    for (const problem of error.problems) process.stderr.write(`${problem}\n`);
    process.exitCode = 2;
  }
}
