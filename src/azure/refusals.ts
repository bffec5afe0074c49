/** What an answer other than the wanted one of an Azure service means for the evidence. */
import * as z from 'zod';
import { cleanText } from '../shared/clean-text.ts';
import { brokenConnection, codeOf } from '../shared/connection-layer.ts';
import { ReadError, messageOf } from '../shared/errors.ts';

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

export interface Said {
  readonly code: string;
  readonly message: string;
}

/** The refusal behind an error, if there is one. */
export function refusedBy(error: unknown): RefusedAnswer | null {
  return error instanceof ReadError && error.cause instanceof RefusedAnswer ? error.cause : null;
}

/** Whether the service says that what was asked for does not exist. */
export function isNotFound(error: unknown): boolean {
  return refusedBy(error)?.status === 404;
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

/** Parses an answer by its schema. */
export function azureAnswer<T>(schema: z.ZodType<T>, document: unknown, { service, what }: Asked): T {
  const result = schema.safeParse(document);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = cleanText((issue?.path ?? []).map(String).join('.'), 120);
  const why = cleanText(issue?.message ?? 'it has another shape', 160);
  throw new ReadError(
    'invalid',
    `The answer of ${service} about ${what} is not as expected at "${field}": ${why}.`,
    'Check that the endpoint in the settings is the service itself; this may also be a change of the service.',
  );
}

/** Parses JSON; an empty text is no answer. */
export function azureJson(text: string, { service, what }: Asked): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const start = text === '' ? 'it is empty' : `it starts "${cleanText(text, 40)}"`;
    throw new ReadError(
      'invalid',
      `The answer of ${service} about ${what} is no JSON: ${start}.`,
      'Check that the endpoint in the settings is the service itself and no proxy that answers for it.',
      { cause: error },
    );
  }
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

interface WireError {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly innererror?: unknown;
  readonly details?: unknown;
}

const wireError: z.ZodType<WireError> = z.looseObject({});
const wireAnswer = z.object({ error: wireError });

/** Errors of Resource Manager, Log Analytics and Monitor have one shape, nested by `innererror` or `details`. */
function saidIn(text: string): Said[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // A page of a proxy or nothing at all: it says nothing that is worth quoting.
    return [];
  }
  const answer = wireAnswer.safeParse(document);
  // Some services leave the outer object away.
  return saidBy(answer.success ? answer.data.error : document);
}

/** What an error object says, with what is nested in it, outermost first. */
export function saidBy(error: unknown): Said[] {
  const said: Said[] = [];
  let next: unknown = error;
  for (let depth = 0; depth < 6; depth += 1) {
    const parsed = wireError.safeParse(next);
    if (!parsed.success) break;
    const { code, message, innererror, details } = parsed.data;
    said.push({ code: textOf(code), message: textOf(message) });
    next = innererror ?? (Array.isArray(details) ? details[0] : undefined);
  }
  return said.filter(({ code, message }) => code !== '' || message !== '');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** For a log line: what was thrown, in one line. */
export function inOneLine(error: unknown): string {
  return cleanText(messageOf(error), longestMessage);
}
