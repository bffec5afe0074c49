import type { Gathered, Missing } from '../model.ts';
import { ReadError } from '../shared/errors.ts';

/** What was read, or why it could not be. What is no `ReadError` is a fault of ours and goes on. */
export async function gathered<T>(read: () => Promise<T>, now: () => Date): Promise<Gathered<T>> {
  try {
    const value = await read();
    return { ok: true, value, at: now().toISOString() };
  } catch (error) {
    return missingFrom(error);
  }
}

/** The reason in an error. */
export function missingFrom(error: unknown): Missing {
  if (!(error instanceof ReadError)) throw error;
  const { reason, detail, remedy } = error;
  return { ok: false, reason, detail, remedy };
}
