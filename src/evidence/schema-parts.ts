/** Pieces that the schemas of Kubernetes objects have in common. */
import * as z from 'zod';

/** A list that may be left out or null, as Go servers write an empty one. */
export function listOf<T extends z.ZodType>(item: T) {
  return z
    .array(item)
    .nullish()
    .transform((list) => list ?? []);
}

export const strings = listOf(z.string());

export const stringMap = z
  .record(z.string(), z.string())
  .nullish()
  .transform((map) => map ?? {});

/** `status` of a condition; null when the server has not judged it. */
export function judged(status: string | undefined): boolean | null {
  if (status === 'True') return true;
  return status === 'False' ? false : null;
}
