import { shellQuote } from '../shared/quote.ts';
import type { Claims } from './tokens.ts';

/** The command that gives the auditor a role; variables where its identity or the scope is not known. */
export function assignRole(role: string, scope: string | null, claims: Claims | null): string {
  const principal =
    claims === null || claims.objectId === null ? '"$PRINCIPAL_ID"' : shellQuote(claims.objectId);
  const type = claims?.kind === 'user' ? 'User' : 'ServicePrincipal';
  return [
    'az role assignment create',
    `--assignee-object-id=${principal}`,
    `--assignee-principal-type=${type}`,
    `--role=${shellQuote(role)}`,
    `--scope=${scope === null ? '"$SCOPE"' : shellQuote(scope)}`,
  ].join(' ');
}
