/** What an answer other than the wanted one of an Azure service means for the evidence. */
import { cleanText } from '../shared/clean-text.ts';
import { brokenConnection, codeOf } from '../shared/connection-layer.ts';
import { ReadError } from '../shared/errors.ts';
import { type Said, saidIn } from './said.ts';

/** What was asked, in words for people. */
export interface Asked {
  /** `Azure Resource Manager` */
  readonly service: string;
  /** `the diagnostic settings of the cluster aks-1` */
  readonly what: string;
  /** Smallest built-in role that allows it. */
  readonly role: string;
  /** Where the role is missing when the service does not say it itself. */
  readonly scope: string;
}

/** An answer that is not the one asked for. It is the cause of the `ReadError` that says what it means. */
export class RefusedAnswer extends Error {
  override readonly name = 'RefusedAnswer';
  readonly status: number;
  /** The service's own codes and words, outermost first; empty where there are none. */
  readonly said: readonly Said[];

  constructor(status: number, text: string) {
    super(`HTTP ${status}`);
    this.status = status;
    this.said = saidIn(text);
  }
}

/** The refusal behind an error, if there is one. */
export function refusedBy(error: unknown): RefusedAnswer | null {
  return error instanceof ReadError && error.cause instanceof RefusedAnswer ? error.cause : null;
}

/** The error of a refusal. */
export function azureRefusal(refused: RefusedAnswer, asked: Asked): ReadError {
  const { service, what } = asked;
  const { status } = refused;
  const error = (reason: ReadError['reason'], sentence: string, remedy: string): ReadError =>
    new ReadError(reason, withWords(sentence, refused), remedy, { cause: refused });
  switch (status) {
    case 401:
      return error(
        'forbidden',
        `${service} does not accept the token of the auditor for ${what} (401)`,
        'Check that the identity of the auditor belongs to the tenant of the subscription, and that the cloud is the right one.',
      );
    case 403:
      return error('forbidden', `The auditor may not read ${what} (403)`, missingRole(refused, asked));
    case 404:
      return error(
        'notCollected',
        `${service} does not know ${what} (404)`,
        'Check whether it was deleted or moved; the next sweep asks again.',
      );
    case 408:
    case 504:
      return error(
        'timeout',
        `${service} gave up on ${what} (${status})`,
        'The next sweep asks again; if it stays so, look at Azure Service Health.',
      );
    case 429:
      return error(
        'throttled',
        `${service} throttles the auditor at ${what} (429)`,
        'Look for others that use the same identity or subscription heavily, or audit less often; the next sweep asks again.',
      );
    default:
      return status >= 500
        ? error(
            'unreachable',
            `${service} fails at ${what} (${status})`,
            'The next sweep asks again; if it stays so, look at Azure Service Health.',
          )
        : error(
            'invalid',
            `${service} does not accept the request for ${what} (${status})`,
            'Check the endpoint and the cloud in the settings; this may also be a fault of the auditor.',
          );
  }
}

/** The error of a request that got no answer at all. `signal` is the caller's. */
export function azureFailure(error: unknown, asked: Asked, signal: AbortSignal): ReadError {
  if (error instanceof ReadError) return error;
  const { service, what } = asked;
  if (signal.aborted) {
    return new ReadError(
      'timeout',
      `The time for ${what} was over before ${service} answered.`,
      'The next sweep asks again; if it stays so, look at Azure Service Health and at the network of the auditor.',
      { cause: error },
    );
  }
  const broken = brokenConnection(error);
  const how = broken === null ? codeOf(error) || 'unknown error' : `${broken.layer}: ${broken.code}`;
  return new ReadError(
    'unreachable',
    `${service} cannot be reached for ${what} (${how}).`,
    'Check DNS, routes, firewall and proxy between the auditor and Azure, and the endpoint in the settings.',
    { cause: error },
  );
}

/** Resource Manager names the action and where it is missing: "… perform action 'A' over scope 'S' or …". */
function missingRole({ said }: RefusedAnswer, { role, scope }: Asked): string {
  const words = said.map(({ message }) => message).join(' ');
  const [, action] = /perform action '([^']{1,200})'/u.exec(words) ?? [];
  const [, where] = /over scope '([^']{1,400})'/u.exec(words) ?? [];
  const at = cleanText(where ?? scope, 300);
  const has = action === undefined ? '' : `, which has the action ${cleanText(action, 200)},`;
  return `Assign the role ${role}${has} to the identity of the auditor at ${at}.`;
}

function withWords(sentence: string, { said }: RefusedAnswer): string {
  // The innermost says most: the outer ones are often "the request had some invalid properties".
  const words = said.findLast(({ message }) => message !== '')?.message ?? '';
  const quoted = cleanText(words, longestMessage);
  return quoted === '' ? `${sentence}.` : `${sentence}: ${quoted.replace(/\.$/u, '')}.`;
}

/** Long enough for the client, action and scope that a 403 names. */
const longestMessage = 500;
