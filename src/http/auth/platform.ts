/**
 * App Service authentication: the platform signs people in and puts who they are into headers, which it takes out of what
 * comes from outside. https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities
 */
import { z } from 'zod';
import { cleanText } from '../../shared/clean-text.ts';
import type { Authenticator, Caller } from './caller.ts';
import { bearerChallenge, highestRole, unauthorized } from './caller.ts';

const Principal = z.object({
  name_typ: z.string().nullish(),
  role_typ: z.string().nullish(),
  claims: z.array(z.object({ typ: z.string(), val: z.string() })),
});
type Principal = z.output<typeof Principal>;

/** To be used only where the platform's authentication is on: everybody can send these headers elsewhere. */
export const platform: Authenticator = {
  hostAsks: 'anonymous',
  challenge: bearerChallenge,
  async authenticate({ headers }) {
    const header = headers.get('x-ms-client-principal');
    const principal = header === null ? null : principalOf(header);
    if (principal !== null) return callerOf(principal);
    throw unauthorized(
      bearerChallenge,
      'The platform does not say who asks. Sign in first, at /.auth/login/aad, or send a token that the platform takes.',
      null,
    );
  },
};

function principalOf(header: string): Principal | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(header, 'base64').toString('utf8'));
    return Principal.safeParse(value).data ?? null;
  } catch {
    return null;
  }
}

/** Short and long names of the same claims: https://github.com/AzureAD/microsoft-identity-web/pull/2166 for `roles`. */
const idClaims = ['http://schemas.microsoft.com/identity/claims/objectidentifier', 'oid'];
const nameClaims = ['preferred_username', 'name'];
const roleClaim = 'roles';

function callerOf({ claims, name_typ, role_typ }: Principal): Caller {
  const first = (types: readonly string[]): string | null =>
    types.flatMap((type) => claims.find(({ typ, val }) => typ === type && val !== '')?.val ?? []).at(0) ??
    null;
  const id = first(idClaims);
  const name =
    first(typeof name_typ === 'string' ? [name_typ, ...nameClaims] : nameClaims) ?? id ?? 'unnamed';
  const given = claims.filter(({ typ }) => typ === roleClaim || typ === role_typ).map(({ val }) => val);
  return {
    name: cleanText(name, 120),
    id: id === null ? null : cleanText(id, 60),
    role: highestRole(given),
  };
}
