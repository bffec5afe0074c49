/** Answers of Azure services, parsed at the edge. */
import type * as z from 'zod';
import { cleanText } from '../shared/clean-text.ts';
import { ReadError } from '../shared/errors.ts';
import type { Asked } from './refusals.ts';

/** Parses an answer by its schema. */
export function azureAnswer<T>(schema: z.ZodType<T>, document: unknown, { service, what }: Asked): T {
  const result = schema.safeParse(document);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = cleanText((issue?.path ?? []).map(String).join('.'), 120);
  const why = cleanText(issue?.message ?? 'it has another shape', 160);
  throw new ReadError(
    'invalid',
    `The answer of ${service} about ${what} is not as expected at "${field}": ${why}.`,
    'Check that the endpoint in the settings is the service itself; this may also be a change of the service.',
  );
}

/** Parses JSON; an empty text is no answer. */
export function azureJson(text: string, { service, what }: Asked): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const start = text === '' ? 'it is empty' : `it starts "${cleanText(text, 40)}"`;
    throw new ReadError(
      'invalid',
      `The answer of ${service} about ${what} is no JSON: ${start}.`,
      'Check that the endpoint in the settings is the service itself and no proxy that answers for it.',
      { cause: error },
    );
  }
}
