/** Runs a program of ours in a process of its own and reads the JSON it prints. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const quiet = '--disable-warning=ExperimentalWarning';

/** The best of several runs by the given figure: what the machine can do when nothing else disturbs it. */
export async function bestOf<T>(
  runs: number,
  figure: (outcome: T) => number,
  program: string,
  ...argv: readonly string[]
): Promise<T> {
  const outcomes: T[] = [];
  for (let count = 0; count < runs; count += 1) {
    const file = join(import.meta.dirname, program);
    const { stdout } = await run(process.execPath, [quiet, '--expose-gc', file, ...argv]);
    outcomes.push(JSON.parse(stdout) as T); // Our own program prints this shape.
  }
  const [best] = outcomes.toSorted((left, right) => figure(left) - figure(right));
  if (best === undefined) throw new RangeError('There is no best of no runs.');
  return best;
}
