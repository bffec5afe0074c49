/** Where the report goes. A file is opened before the audit, so that a wrong path costs nobody a sweep. */
import { closeSync, openSync, renameSync, writeSync } from 'node:fs';
import { messageOf, UsageError } from '../../src/shared/errors.ts';

export interface Output {
  write(text: string): void;
}

/** Standard output for null. Throws `UsageError` when the file cannot be written. */
export function outputTo(file: string | null): Output {
  if (file === null) return { write: (text) => void process.stdout.write(text) };
  // Beside the file and moved over it at the end: nobody ever reads half a report.
  const draft = `${file}.${process.pid}.part`;
  const descriptor = opened(draft, file);
  return {
    write(text) {
      writeSync(descriptor, text);
      closeSync(descriptor);
      renameSync(draft, file);
    },
  };
}

function opened(draft: string, file: string): number {
  try {
    return openSync(draft, 'w', 0o600);
  } catch (error) {
    throw new UsageError([`--output ${file} cannot be written: ${messageOf(error)}.`], { cause: error });
  }
}
