import type { StoredRow } from '../codec.ts';
import { UnreadableRow } from '../codec.ts';

/** Told of each row that a list leaves out because it is damaged; the list itself goes on. */
export type OnUnreadable = (error: UnreadableRow) => void;

/**
 * A reader for lists that people look at: one damaged row must not hide all others, and must not go unnoticed.
 * A row of a later version is an error there too: it is not damaged, this program is too old.
 */
export function readableOnly<T>(
  read: (row: StoredRow) => T,
  onUnreadable: OnUnreadable,
): (row: StoredRow) => readonly T[] {
  return (row) => {
    try {
      return [read(row)];
    } catch (error) {
      if (!(error instanceof UnreadableRow) || error.newer) throw error;
      onUnreadable(error);
      return [];
    }
  };
}

/** The first rows of a list, read no further than that. */
export async function firstRows(
  rows: AsyncIterable<StoredRow>,
  count: number,
): Promise<readonly StoredRow[]> {
  const taken: StoredRow[] = [];
  if (count <= 0) return taken;
  for await (const row of rows) {
    taken.push(row);
    if (taken.length >= count) break;
  }
  return taken;
}
