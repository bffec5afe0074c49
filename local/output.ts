/** Where a command writes what it made. A file is opened before the work, so that a wrong path costs nobody a sweep. */
import { closeSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { messageOf, UsageError } from '../src/shared/errors.ts';

export interface Output {
  write(made: string | Uint8Array): void;
}

/** Standard output for null. Throws `UsageError` when the file cannot be written. */
export function outputTo(file: string | null): Output {
  if (file === null) return { write: (made) => void process.stdout.write(made) };
  // Beside the file and moved over it at the end: nobody ever reads half of it.
  const draft = `${file}.${process.pid}.part`;
  const descriptor = opened(draft, file);
  return {
    write(made) {
      writeFileSync(descriptor, made);
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
