/** Who asks, and what they may do. */
import type { HttpRequest } from '@azure/functions';
import { HttpProblem } from '../problem.ts';

/** What a caller may be, the least first: an Operator may do what a Reader may. */
const roles = ['Reader', 'Operator'] as const;
export type Role = (typeof roles)[number];

export interface Caller {
  /** For people and for the log; from outside, so it is cleaned. */
  readonly name: string;
  /** The object id in the directory; null when the way of asking knows none. */
  readonly id: string | null;
  /** The highest one; null for somebody who is known and may do nothing. */
  readonly role: Role | null;
}

export type Asking = Pick<HttpRequest, 'url' | 'headers'>;

/** One way of knowing who asks. */
export interface Authenticator {
  /** What the Functions host asks for before a request comes to us. */
  readonly hostAsks: 'function' | 'anonymous';
  /** How to ask again with a token, for `WWW-Authenticate`; null where no token helps. */
  readonly challenge: string | null;
  /** Throws `HttpProblem` for whoever cannot be told. */
  authenticate(request: Asking): Promise<Caller>;
}

/** Who asks where nobody needs to be known. */
export const anybody: Caller = { name: 'anybody', id: null, role: null };

/** The highest role among some words, whoever chose them. */
export function highestRole(words: readonly unknown[]): Role | null {
  return roles.findLast((role) => words.includes(role)) ?? null;
}

/** Throws the 403 for a caller whose role is not enough. */
export function requireRole({ role }: Caller, needed: Role, challenge: string | null): void {
  if (role !== null && roles.indexOf(role) >= roles.indexOf(needed)) return;
  const has = role === null ? 'none of the roles of this app' : role;
  throw new HttpProblem(
    403,
    `This takes the role ${needed}, and you have ${has}.`,
    { role: needed },
    // https://www.rfc-editor.org/rfc/rfc6750#section-3.1
    challenge === null ? {} : { 'www-authenticate': `${challenge}, error="insufficient_scope"` },
  );
}

/** The 401 for a request without anything that tells who asks, or with something wrong, which is then named. */
export function unauthorized(challenge: string, detail: string, error: 'invalid_token' | null): HttpProblem {
  // The description is quoted, and only our own sentences come here.
  const why = error === null ? '' : `, error="${error}", error_description="${detail}"`;
  return new HttpProblem(401, detail, {}, { 'www-authenticate': `${challenge}${why}` });
}

export const bearerChallenge = 'Bearer realm="AKS Fleet Auditor"';
