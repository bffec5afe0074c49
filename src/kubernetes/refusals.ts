import { cleanText } from '../shared/clean-text.ts';
import { ReadError } from '../shared/errors.ts';
import { type Advice, kubeconfigAdvice } from './advice.ts';

/** An answer that is not the one asked for, with the server's own words about it. */
export interface Refusal {
  readonly status: number;
  readonly verb: 'get' | 'list';
  readonly path: string;
  /** Message of the Kubernetes `Status` in the body, or plain text; empty when there is neither. */
  readonly message: string;
}

/** Longest piece of a server's message that is shown: a 403 names user, verb and resource well within it. */
const longestMessage = 300;

/** The cause of a `ReadError` by whose status one can tell how far a request got. */
export class RefusedStatus extends Error {
  override readonly name = 'RefusedStatus';
  readonly status: number;

  constructor(status: number) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

/** What a status other than the wanted one means for the evidence. */
export function refusalError(refusal: Refusal, advice: Advice = kubeconfigAdvice): ReadError {
  const { status, verb, path } = refusal;
  const cause = new RefusedStatus(status);
  switch (status) {
    case 401:
      return new ReadError(
        'forbidden',
        said('The API server does not accept the credentials (401)', refusal),
        advice.credentials,
        { cause },
      );
    case 403:
      return new ReadError(
        'forbidden',
        said(`The API server refuses to ${verb} ${path} (403)`, refusal),
        advice.missingRule(verb, path),
        { cause },
      );
    case 404:
      return new ReadError(
        'unsupported',
        said(`The API server does not know ${path} (404)`, refusal),
        'Compare the version of the cluster with the versions that serve this API.',
      );
    case 408:
    case 504:
      return new ReadError(
        'timeout',
        said(`The API server gave up on ${path} (${status})`, refusal),
        'Look at the load of the API server and of etcd; the next audit asks again.',
      );
    case 429:
      return new ReadError(
        'throttled',
        said(`The API server throttles the auditor at ${path} (429)`, refusal),
        'Look for the clients that load the API server, or give the auditor a flow schema of its own; the next audit asks again.',
      );
    default:
      return otherRefusal(refusal, advice, cause);
  }
}

/** A continue token lives about five minutes; what was read before is only part of the list. */
export function expiredPages(path: string): ReadError {
  return new ReadError(
    'truncated',
    `The list ${path} expired on the API server between two pages (410).`,
    'The API server answers slowly or compacts often; the next audit asks again.',
  );
}

function otherRefusal(refusal: Refusal, { address }: Advice, cause: RefusedStatus): ReadError {
  const { status, path } = refusal;
  if (status >= 500) {
    return new ReadError(
      'unreachable',
      said(`The API server fails at ${path} (${status})`, refusal),
      'Look at the health of the API server and of what it asks for this answer; the next audit asks again.',
      { cause },
    );
  }
  const redirected = status >= 300 && status < 400;
  return new ReadError(
    'invalid',
    redirected
      ? `${path} is answered with a redirect (${status}), which the auditor does not follow.`
      : said(`The API server does not accept the request for ${path} (${status})`, refusal),
    address,
  );
}

function said(what: string, { message }: Refusal): string {
  const quoted = cleanText(message, longestMessage);
  return quoted === '' ? `${what}.` : `${what}: ${quoted}`;
}
