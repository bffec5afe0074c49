import { createHash } from 'node:crypto';

/** Weak entity tag of a body: equal for equal bodies. */
export function entityTagOf(body: string): string {
  return `W/${strongTagOf(body)}`;
}

/** The strong one: conditions of writes hold for no other. */
export function strongTagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
}

/** Whether a write may go on: `If-Match`, compared strongly (https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1). */
export function isStill(ifMatch: string | null, tag: string): boolean {
  if (ifMatch === null || ifMatch.trim() === '*') return true;
  return ifMatch.split(',').some((given) => given.trim() === tag);
}

/** Whether the client has it already: `If-None-Match`, compared weakly (https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2). */
export function isKnownTo(ifNoneMatch: string | null, tag: string): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch.trim() === '*') return true;
  const opaque = tag.replace(/^W\//u, '');
  return ifNoneMatch.split(',').some((given) => given.trim().replace(/^W\//u, '') === opaque);
}
