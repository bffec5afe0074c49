/** The keys a tenant signs its tokens with, fetched when they are needed and kept for a day. */
import type { FetchImplementation, JWTVerifyGetKey } from 'jose';
import { createRemoteJWKSet, customFetch, errors } from 'jose';
import { HttpProblem } from '../problem.ts';
import { dayMs } from '../../shared/durations.ts';

// https://learn.microsoft.com/entra/identity-platform/signing-key-rollover: look for new keys once a day, and when a token
// names one that is not known, though not for every such token.
const leastPauseMs = 60_000;
const timeoutMs = 5000;
/** After a failure nobody asks again for so long: each request would wait for the time-out otherwise. */
const failurePauseMs = 10_000;

/** Throws errors of jose for a token whose key the tenant does not have, and a 503 when that cannot be known. */
export function tenantKeys(url: URL): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(url, {
    timeoutDuration: timeoutMs,
    cooldownDuration: leastPauseMs,
    cacheMaxAge: dayMs,
    [customFetch]: fetchWithPauses(),
  });
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (isOfToken(error)) throw error;
      throw new HttpProblem(
        503,
        `The signing keys of the tenant cannot be read (${reasonOf(error)}), so that no token can be checked. The app needs to reach ${url.host}.`,
        {},
        { 'retry-after': String(failurePauseMs / 1000) },
      );
    }
  };
}

function isOfToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWKSTimeout) return `no answer in ${timeoutMs / 1000} s`;
  if (error instanceof errors.JWKSInvalid) return 'they are no key set';
  if (error instanceof errors.JOSEError) return 'they are not answered';
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'no connection';
}

/** Fetches, but not soon after a failure, which is then the failure of whoever asks. */
function fetchWithPauses(): FetchImplementation {
  let failure: { readonly until: number; readonly error: unknown } | null = null;
  return async (url, init) => {
    if (failure !== null && Date.now() < failure.until) throw failure.error;
    try {
      const response = await fetch(url, init);
      if (response.status !== 200)
        throw new errors.JOSEError(`The keys are answered with ${response.status}.`);
      failure = null;
      return response;
    } catch (error) {
      failure = { until: Date.now() + failurePauseMs, error };
      throw error;
    }
  };
}
