import { readFileSync } from 'node:fs';
import type { Baseline } from '../../src/report/compare-reports.ts';
import { parseBaseline } from '../../src/report/compare-reports.ts';
import { messageOf, UsageError } from '../../src/shared/errors.ts';

/** Read before the audit, so that a wrong file costs nobody a sweep. Throws `UsageError` that says what is wrong. */
export function baselineIn(file: string): Baseline {
  return parseBaseline(textOf(file), `--baseline ${file}`);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError([`--baseline ${file} cannot be read: ${messageOf(error)}.`], { cause: error });
  }
}
