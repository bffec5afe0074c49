/**
 * Browsers ask by OPTIONS, without a key or a token, before they send what a page of another origin wants. One function
 * answers for the whole API: the host would refuse a request without a key for any other.
 */
import type { HttpHandler } from '@azure/functions';
import type { CorsSettings } from '../config/cors.ts';
import { corsHeaders, mayRead } from './cors.ts';
import { HttpProblem, problemBody } from './problem.ts';
import { methods } from './route.ts';
import { securityHeaders } from './security-headers.ts';

export const preflight = { name: 'api-preflight', path: 'api/{*path}', method: 'OPTIONS' } as const;

const allowedHeaders = ['authorization', 'content-type', 'if-match', 'if-none-match', 'x-functions-key'];
/** Browsers need not ask again for so long. */
const maxAgeSeconds = 600;
const asksBy = 'origin, access-control-request-method, access-control-request-headers';

export function preflightHandler(cors: CorsSettings): HttpHandler {
  return async function handle({ headers, url }) {
    const asksFor = headers.get('access-control-request-method');
    const common = { ...securityHeaders, 'cache-control': 'no-store', vary: asksBy };
    if (asksFor !== null && mayRead(cors, headers.get('origin'))) {
      const { 'access-control-expose-headers': _, ...allowed } = corsHeaders(cors, { headers, url });
      return {
        status: 204,
        headers: {
          ...allowed,
          ...common,
          'access-control-allow-methods': methods.join(', '),
          'access-control-allow-headers': allowedHeaders.join(', '),
          'access-control-max-age': String(maxAgeSeconds),
        },
      };
    }
    const body = problemBody(refused, new URL(url).pathname);
    return {
      status: 403,
      headers: { ...common, 'content-type': 'application/problem+json' },
      body: JSON.stringify(body),
    };
  };
}

// The same whatever is there, so that nobody learns anything by it.
const refused = new HttpProblem(
  403,
  'OPTIONS is for browsers that ask on behalf of a page, whose origin has to be one of CORS_ALLOWED_ORIGINS.',
);
