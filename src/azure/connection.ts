/** What all clients of Azure share: where it is, who asks, and how patiently. */
import type { AccessToken, GetTokenOptions, TokenCredential } from '@azure/core-auth';
import type {
  HttpClient,
  PipelinePolicy,
  PipelineRequest,
  PipelineResponse,
} from '@azure/core-rest-pipeline';
import { cleanText } from '../shared/clean-text.ts';
import { brokenConnection } from '../shared/connection-layer.ts';
import { ReadError, messageOf } from '../shared/errors.ts';
import type { Gate, Timing } from '../shared/gate.ts';
import type { AzureEnvironment } from './environment.ts';

export interface AzureConnection {
  readonly environment: AzureEnvironment;
  readonly credential: TokenCredential;
  /** How requests leave; the client of the Azure SDK when it is not given. */
  readonly httpClient?: HttpClient;
  /** The real clock when it is not given. */
  readonly timing?: Timing;
}

/** A credential whose failures say what to do. */
export function explainedCredential(credential: TokenCredential): TokenCredential {
  return {
    async getToken(scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken> {
      const audience = [scopes].flat().join(' ').replaceAll('/.default', '');
      let token: AccessToken | null;
      try {
        token = await credential.getToken(scopes, options);
      } catch (error) {
        if (error instanceof Error && error.name === 'AbortError') throw error;
        throw noToken(audience, error);
      }
      if (token === null) throw noToken(audience, new Error('the credential gives none'));
      return token;
    },
  };
}

function noToken(audience: string, error: unknown): ReadError {
  const why = cleanText(reasonIn(error), 300).replace(/\.$/u, '');
  return new ReadError(
    brokenConnection(error) === null ? 'forbidden' : 'unreachable',
    `Microsoft Entra ID gives the auditor no token for ${audience}: ${why}.`,
    'Sign in (az login), or give the auditor a managed identity, and check the tenant and the authority host.',
    { cause: error },
  );
}

/** A chain of credentials says only that all of them failed; which ones were asked says where to sign in. */
function reasonIn(error: unknown): string {
  const [first = ''] = messageOf(error).split('\n', 1);
  const all: unknown = error instanceof Error && 'errors' in error ? error.errors : [];
  const names = (Array.isArray(all) ? all : []).flatMap(
    (one: unknown) => /^(\w+)Credential\b/u.exec(messageOf(one))?.[1] ?? [],
  );
  return names.length === 0 ? first : `nobody is signed in (asked: ${[...new Set(names)].join(', ')})`;
}

export interface Patience {
  /** The gate of a request. */
  readonly gateOf: (request: PipelineRequest) => Gate;
  /** Whether a request may be sent again after it may have had an effect. */
  readonly mayRepeat?: (request: PipelineRequest) => boolean;
  readonly timing: Timing;
}

const attempts = 3;
/** What services ask for is seconds; longer than this the next sweep asks again. */
const longestWaitSeconds = 30;

/** Sends through the gate, waits as told by the service, and tries again what may heal. */
export function patiencePolicy({ gateOf, timing, mayRepeat = () => true }: Patience): PipelinePolicy {
  return {
    name: 'patiencePolicy',
    async sendRequest(request, next) {
      const gate = gateOf(request);
      const signal = request.abortSignal as AbortSignal | undefined;
      // Every caller of this folder gives one: a request without an end would hold its slot for ever.
      if (signal === undefined) throw new TypeError('A request to Azure needs an abort signal.');
      for (let attempt = 1; ; attempt += 1) {
        const outcome = await gate.run(() => outcomeOf(request, next), signal);
        if ('response' in outcome) gate.hold(restAsked(outcome.response));
        const last = attempt === attempts || signal.aborted;
        const seconds = last ? null : waitBefore(outcome, attempt, mayRepeat(request));
        if (seconds === null) return settled(outcome);
        await timing.pause(seconds * 1000, signal);
      }
    },
  };
}

type Outcome = { readonly response: PipelineResponse } | { readonly error: unknown };

async function outcomeOf(
  request: PipelineRequest,
  next: (request: PipelineRequest) => Promise<PipelineResponse>,
): Promise<Outcome> {
  try {
    return { response: await next(request) };
  } catch (error) {
    return { error };
  }
}

function settled(outcome: Outcome): PipelineResponse {
  if ('response' in outcome) return outcome.response;
  throw outcome.error;
}

/** Seconds until the next attempt; null when there is no use in one. */
function waitBefore(outcome: Outcome, attempt: number, mayRepeat: boolean): number | null {
  const backOff = 2 ** (attempt - 1);
  if ('error' in outcome) {
    const heals = mayRepeat && brokenConnection(outcome.error) !== null;
    return heals ? backOff : null;
  }
  const { status, headers } = outcome.response;
  const header = headers.get('retry-after');
  if (status === 429) {
    const asked = retryAfterSeconds(header) ?? backOff;
    return asked <= longestWaitSeconds ? asked : null;
  }
  // 504: the service itself has given up after minutes, and would again.
  if (!mayRepeat || ![408, 500, 502, 503].includes(status)) return null;
  const asked = retryAfterSeconds(header) ?? backOff;
  return asked <= longestWaitSeconds ? asked : null;
}

/** How long a service wants to be left alone by everybody; 0 when it does not say. */
function restAsked({ status, headers }: PipelineResponse): number {
  const waits = status === 429 || status === 503 ? (retryAfterSeconds(headers.get('retry-after')) ?? 0) : 0;
  // Resource Graph tells its quota with every answer:
  // https://learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests
  const used = headers.get('x-ms-user-quota-remaining') === '0';
  const rest = used ? clockSeconds(headers.get('x-ms-user-quota-resets-after')) : 0;
  return Math.min(Math.max(waits, rest), longestWaitSeconds);
}

/** Azure sends a number of seconds; for a date, which the standard allows too, our own back-off will do. */
function retryAfterSeconds(header: string | undefined): number | null {
  const seconds = header === undefined || header.trim() === '' ? Number.NaN : Number(header);
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}

/** `hh:mm:ss`. */
function clockSeconds(text: string | undefined): number {
  const [, hours, minutes, seconds] = /^(\d+):(\d{2}):(\d{2})/u.exec(text ?? '') ?? [];
  return Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
}
