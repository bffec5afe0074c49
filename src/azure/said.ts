/** What services say in their error objects. */
import * as z from 'zod';

export interface Said {
  readonly code: string;
  readonly message: string;
}

interface WireError {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly innererror?: unknown;
  readonly details?: unknown;
}

const wireError: z.ZodType<WireError> = z.looseObject({});
const wireAnswer = z.object({ error: wireError });

/** Errors of Resource Manager, Log Analytics and Monitor have one shape, nested by `innererror` or `details`. */
export function saidIn(text: string): Said[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // A page of a proxy or nothing at all: it says nothing that is worth quoting.
    return [];
  }
  const answer = wireAnswer.safeParse(document);
  // Some services leave the outer object away.
  return saidBy(answer.success ? answer.data.error : document);
}

/** What an error object says, with what is nested in it, outermost first. */
export function saidBy(error: unknown): Said[] {
  const said: Said[] = [];
  let next: unknown = error;
  for (let depth = 0; depth < 6; depth += 1) {
    const parsed = wireError.safeParse(next);
    if (!parsed.success) break;
    const { code, message, innererror, details } = parsed.data;
    said.push({ code: textOf(code), message: textOf(message) });
    next = innererror ?? (Array.isArray(details) ? details[0] : undefined);
  }
  return said.filter(({ code, message }) => code !== '' || message !== '');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
