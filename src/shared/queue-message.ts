/** Queue items as messages of ours: a queue may hold what we did not write. */
import type * as z from 'zod';
import { UsageError } from './errors.ts';

/** The message in an item, or a throw of `UsageError` that says what a message of this queue looks like. */
export function messageOfItem<T>(queue: string, schema: z.ZodType<T>, item: unknown, example: T): T {
  const parsed = schema.safeParse(item);
  if (parsed.success) return parsed.data;
  throw new UsageError([
    `The message in queue ${queue} is not one of ours (${parsed.error.issues.map(inWords).join('; ')}); ` +
      `expected is one like ${JSON.stringify(example)}.`,
  ]);
}

function inWords({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}
