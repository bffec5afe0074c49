/**
 * Access tokens of Microsoft Entra ID, checked by ourselves.
 * https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens
 */
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { errors, jwtVerify } from 'jose';
import { cleanText } from '../../shared/clean-text.ts';
import { HttpProblem } from '../problem.ts';
import type { Authenticator, Caller } from './caller.ts';
import { bearerChallenge, highestRole, unauthorized } from './caller.ts';

interface EntraOptions {
  /** All that a token may have as `iss`. */
  readonly issuers: readonly string[];
  /** All that it may have as `aud`. */
  readonly audiences: readonly string[];
  readonly keys: JWTVerifyGetKey;
  readonly now: () => Date;
}

const skewSeconds = 300;
const longestToken = 16_384;

export function entra({ issuers, audiences, keys, now }: EntraOptions): Authenticator {
  return {
    hostAsks: 'anonymous',
    challenge: bearerChallenge,
    async authenticate({ headers }) {
      const token = tokenOf(headers.get('authorization'));
      try {
        const { payload } = await jwtVerify(token, keys, {
          // What else there is, `none` and shared secrets among it, is refused before a key is looked for.
          algorithms: ['RS256'],
          issuer: [...issuers],
          audience: [...audiences],
          requiredClaims: ['exp'],
          clockTolerance: skewSeconds,
          currentDate: now(),
        });
        return callerOf(payload);
      } catch (error) {
        if (error instanceof HttpProblem) throw error;
        throw unauthorized(bearerChallenge, refusalOf(error), 'invalid_token');
      }
    },
  };
}

function tokenOf(authorization: string | null): string {
  const [, token] = /^bearer +(.*)$/iu.exec(authorization ?? '') ?? [];
  if (token === undefined) {
    const detail =
      'This takes an access token of Microsoft Entra ID, in the header Authorization: Bearer TOKEN.';
    throw unauthorized(bearerChallenge, detail, null);
  }
  if (token.length <= longestToken) return token;
  throw unauthorized(bearerChallenge, 'The token is too long.', 'invalid_token');
}

/** Why in our own words: those of the library may hold what is in the token. */
function refusalOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired.';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'The token is not signed by RS256.';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'The signature of the token is wrong.';
  if (error instanceof errors.JWKSNoMatchingKey)
    return 'The token is signed by a key the tenant does not have.';
  if (error instanceof errors.JWTClaimValidationFailed) {
    return claimRefusals[error.claim] ?? 'A claim of the token is missing or wrong.';
  }
  return 'That is no token.';
}

const claimRefusals: Readonly<Record<string, string>> = {
  iss: 'The token is of another tenant, or of another cloud.',
  aud: 'The token is for another application.',
  nbf: 'The token is not valid yet.',
  exp: 'The token does not say until when it is valid.',
};

/** https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
function callerOf(claims: JWTPayload): Caller {
  const { oid, roles } = claims;
  const id = typeof oid === 'string' && oid !== '' ? cleanText(oid, 60) : null;
  const name = nameClaims
    .map((claim) => claims[claim])
    .find((value) => typeof value === 'string' && value !== '');
  return {
    name: typeof name === 'string' ? cleanText(name, 120) : (id ?? 'unnamed'),
    id,
    role: Array.isArray(roles) ? highestRole(roles) : null,
  };
}

/** Of people in both versions of the token, then of applications. */
const nameClaims = ['preferred_username', 'upn', 'unique_name', 'azp', 'appid'];
