import * as z from 'zod';
import { bodyOf, checked, readRow, rowVersion, valueIn } from '../codec.ts';
import type { Note, Notes } from '../history.ts';
import { isKey } from '../keys.ts';
import type { Rows } from './rows.ts';

/** A partition for each cluster, a row for each name. */
export function tableNotes(rows: Rows): Notes {
  return {
    async note(clusterKey, name) {
      const row = isKey(clusterKey) && isKey(name) ? await rows.get(clusterKey, name) : null;
      if (row === null) return null;
      return readRow(rows.table, row, {
        1: (properties) => checked(noteSchema, valueIn('note', properties)),
      });
    },
    async keepNote(clusterKey, name, note) {
      await rows.upsert({ partitionKey: clusterKey, rowKey: name, v: rowVersion, ...bodyOf('note', note) });
    },
  };
}

const noteSchema: z.ZodType<Note> = z.object({ value: z.unknown(), at: z.iso.datetime() });
