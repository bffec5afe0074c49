/** Several things that could not be seen, as one. */
import type { Unseen } from '../define-check.ts';

/** The reason of the first; what is said twice is said once. Null when everything was seen. */
export function joinedUnseen(all: readonly Unseen[]): Unseen | null {
  const [first] = all;
  if (first === undefined) return null;
  const joined = (of: 'detail' | 'remedy'): string => [...new Set(all.map((one) => one[of]))].join(' ');
  return { reason: first.reason, detail: joined('detail'), remedy: joined('remedy') };
}
