/** Tries that came to nothing, as receivers of all kinds tell of them. */
import { AddressRefused, NotReached } from '../guard/guard.ts';
import type { Sent } from './receiver.ts';
import { retryAfterSeconds } from './retry-after.ts';

type NotSent = Extract<Sent, { readonly ok: false }>;

/** There was no answer, and trying again does not help. */
export function notSent(detail: string): NotSent {
  return { ok: false, status: null, detail, retry: false };
}

/** What it means that the guard threw; null for what is none of its errors. */
export function notSentBy(error: unknown): NotSent | null {
  if (error instanceof AddressRefused) return notSent(error.message);
  if (error instanceof NotReached) return { ...notSent(error.message), retry: true };
  return null;
}

/** An answer that may be another one later; `retryAfter` is the header, if it came. */
export function tryLater(status: number, detail: string, retryAfter: string | null, now: Date): NotSent {
  const seconds = retryAfterSeconds(retryAfter, now);
  return {
    ok: false,
    status,
    detail,
    retry: true,
    ...(seconds === null ? {} : { retryAfterSeconds: seconds }),
  };
}
