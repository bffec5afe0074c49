/** Azure Resource Manager over plain REST: one authorised pipeline, a schema for every answer, throttling respected. */
import type * as z from 'zod';
import type * as RestPipelineModule from '@azure/core-rest-pipeline';
import type { Pipeline } from '@azure/core-rest-pipeline';
import { ReadError } from '../shared/errors.ts';
import { realTiming } from '../shared/gate.ts';
import { userAgent } from '../shared/product.ts';
import { armGates } from './arm-limits.ts';
import { type AzureConnection, explainedCredential, patiencePolicy } from './connection.ts';
import { type Asked, RefusedAnswer, azureAnswer, azureFailure, azureJson, azureRefusal } from './refusals.ts';

export interface ArmRequest {
  readonly method?: 'GET' | 'POST';
  /** Path and query, starting with a slash. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: object;
  /** What is read, in words for people: `the diagnostic settings of aks-1`. */
  readonly what: string;
  /** Smallest built-in role that allows it. */
  readonly role: string;
  readonly signal: AbortSignal;
}

export interface ArmAnswer {
  readonly status: number;
  /** Null when there is no body. */
  readonly document: unknown;
  header(name: string): string | undefined;
}

/** Every method throws `ReadError`; a refused request has the `RefusedAnswer` as its cause. */
export interface Arm {
  /** One request; any status of success is an answer. */
  send(request: ArmRequest): Promise<ArmAnswer>;
  /** One request with an answer of this shape. */
  ask<T>(request: ArmRequest, schema: z.ZodType<T>): Promise<T>;
  /** Path and query of a link that an answer gave; the link must not lead to another host. */
  pathOf(link: string, what: string): string;
}

type RestPipeline = typeof RestPipelineModule;

export const resourceManager = 'Azure Resource Manager';

export function createArm(connection: AzureConnection): Arm {
  const { environment, timing = realTiming } = connection;
  const origin = environment.resourceManagerEndpoint;
  const gates = armGates(timing);
  let pipeline: Pipeline | null = null;

  async function send(request: ArmRequest): Promise<ArmAnswer> {
    const { method = 'GET', path, body, signal } = request;
    const asked = askedBy(request);
    // Loaded late: most functions never ask Azure.
    const rest = await import('@azure/core-rest-pipeline');
    pipeline ??= createPipeline(rest);
    const client = connection.httpClient ?? rest.createDefaultHttpClient();
    const sent = rest.createPipelineRequest({
      url: origin + path,
      method,
      headers: rest.createHttpHeaders({ accept: 'application/json', 'content-type': 'application/json' }),
      abortSignal: signal,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { status, headers, bodyAsText } = await pipeline
      .sendRequest(client, sent)
      .catch((error: unknown) => {
        throw azureFailure(error, asked, signal);
      });
    const text = bodyAsText ?? '';
    if (status < 200 || status > 299) throw azureRefusal(new RefusedAnswer(status, text), asked);
    return {
      status,
      document: text === '' ? null : azureJson(text, asked),
      header: (name) => headers.get(name),
    };
  }

  function createPipeline(rest: RestPipeline): Pipeline {
    const made = rest.createPipelineFromOptions({
      userAgentOptions: { userAgentPrefix: userAgent },
      // Patience is ours; a redirect would carry the token elsewhere.
      retryOptions: { maxRetries: 0 },
      redirectOptions: { maxRetries: 0 },
    });
    made.addPolicy(
      rest.bearerTokenAuthenticationPolicy({
        credential: explainedCredential(connection.credential),
        scopes: `${environment.resourceManagerAudience}/.default`,
      }),
    );
    made.addPolicy(
      patiencePolicy({
        gateOf: ({ method, url }) => gates(method, new URL(url).pathname),
        mayRepeat: ({ url }) => !new URL(url).pathname.endsWith('/runCommand'),
        timing,
      }),
    );
    return made;
  }

  return {
    send,
    async ask(request, schema) {
      const { document } = await send(request);
      return azureAnswer(schema, document, askedBy(request));
    },
    pathOf(link, what) {
      const url = URL.canParse(link, origin) ? new URL(link, origin) : null;
      if (url?.origin === new URL(origin).origin) return url.pathname + url.search;
      throw new ReadError(
        'invalid',
        `${resourceManager} answers about ${what} with a link to another host, which the auditor does not follow.`,
        'Check that the endpoint in the settings is Azure Resource Manager itself.',
      );
    },
  };
}

function askedBy({ what, role, path }: ArmRequest): Asked {
  return { service: resourceManager, what, role, scope: scopeOf(path) };
}

/** The resource of a path: what stands before the operation and the query. */
function scopeOf(path: string): string {
  const [resource = path] = path.split(/\?|\/providers\/microsoft\.insights\//iu, 1);
  return resource;
}
