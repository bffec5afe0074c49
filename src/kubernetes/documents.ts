/** JSON answers of an API server, parsed at the edge. */
import * as z from 'zod';
import { cleanText } from '../shared/clean-text.ts';
import { ReadError } from '../shared/errors.ts';

export const versionSchema = z.object({ gitVersion: z.string() });

/** https://kubernetes.io/docs/reference/using-api/api-concepts/#api-groups-discovery */
export const groupsSchema = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      versions: z.array(z.object({ version: z.string() })),
      preferredVersion: z.object({ version: z.string() }).nullish(),
    }),
  ),
});

/** One page of any list. `items` is null where a Go server has an empty slice. */
export const pageSchema = z.object({
  metadata: z.object({
    continue: z.string().default(''),
    remainingItemCount: z.number().int().nonnegative().nullish(),
  }),
  items: z
    .array(z.unknown())
    .nullable()
    .transform((items) => items ?? []),
});

const statusSchema = z.object({
  kind: z.literal('Status'),
  message: z.string().default(''),
  reason: z.string().default(''),
  details: z.object({ name: z.string().default('') }).nullish(),
});

/** Parses JSON and then by the schema; `where` names the item of a list. */
export function parseDocument<T>(schema: z.ZodType<T>, text: string, path: string): T {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    const start = cleanText(text, 40);
    throw new ReadError('invalid', `The answer to ${path} is no JSON; it starts "${start}".`, wrongServer, {
      cause: error,
    });
  }
  return parsed(schema, document, path);
}

export function parsed<T>(schema: z.ZodType<T>, document: unknown, path: string, index?: number): T {
  const result = schema.safeParse(document);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const keys = index === undefined ? [] : ['items', index];
  const field = cleanText([...keys, ...(issue?.path ?? [])].map(String).join('.'), 120);
  const why = cleanText(issue?.message ?? 'it has another shape', 120);
  throw new ReadError(
    'invalid',
    `The answer to ${path} is not as expected at "${field}": ${why}.`,
    wrongServer,
  );
}

/** The server's own words: the message of a `Status`, or a plain text. A web page says nothing about the cluster. */
export function serverMessage(text: string, contentType: string): string {
  const status = statusOf(text);
  if (status !== null) return status.message;
  return contentType.startsWith('text/plain') ? text : '';
}

/** Whether a 404 is about the named object, and not about a path that the server, or a proxy, does not know. */
export function saysObjectMissing(text: string): boolean {
  const status = statusOf(text);
  return status?.reason === 'NotFound' && (status.details?.name ?? '') !== '';
}

const wrongServer =
  'Check that the server address in the kubeconfig is the API server itself and no proxy that answers for it.';

function statusOf(text: string): z.output<typeof statusSchema> | null {
  if (!text.startsWith('{')) return null;
  try {
    const result = statusSchema.safeParse(JSON.parse(text));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
