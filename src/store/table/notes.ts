import * as z from 'zod';
import type { StoredRow } from '../codec.ts';
import { bodyOf, checked, readRow, valueIn } from '../codec.ts';
import type { Note, Notes } from '../history.ts';
import { isKey } from '../keys.ts';
import type { Rows } from './rows.ts';

const rowVersion = 1;

/** A partition for each cluster, a row for each name. */
export function tableNotes(rows: Rows): Notes {
  return {
    async note(clusterKey, name) {
      const row = isKey(clusterKey) && isKey(name) ? await rows.get(clusterKey, name) : null;
      return row === null ? null : noteIn(rows, row);
    },
    async keepNote(clusterKey, name, note) {
      await rows.upsert({ partitionKey: clusterKey, rowKey: name, v: rowVersion, ...bodyOf('note', note) });
    },
  };
}

export function noteIn({ table }: Rows, row: StoredRow): Note {
  return readRow(table, row, { 1: (properties) => checked(noteSchema, valueIn('note', properties)) });
}

const noteSchema: z.ZodType<Note> = z.object({ value: z.unknown(), at: z.iso.datetime() });
