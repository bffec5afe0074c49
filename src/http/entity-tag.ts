import { createHash } from 'node:crypto';

/** Weak entity tag of a body: equal for equal bodies. */
export function entityTagOf(body: string): string {
  return `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
}

/** Whether the client has it already: `If-None-Match`, compared weakly (https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2). */
export function isKnownTo(ifNoneMatch: string | null, tag: string): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch.trim() === '*') return true;
  const opaque = tag.replace(/^W\//u, '');
  return ifNoneMatch.split(',').some((given) => given.trim().replace(/^W\//u, '') === opaque);
}
