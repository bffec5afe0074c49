/** Azure Resource Manager over plain REST: one authorised pipeline, a schema for every answer, throttling respected. */
import type * as z from 'zod';
import { ReadError } from '../shared/errors.ts';
import { realTiming } from '../shared/gate.ts';
import { armGates } from './arm-limits.ts';
import type { AzureConnection } from './connection.ts';
import { azureAnswer, azureJson } from './answers.ts';
import { type Asked, RefusedAnswer, azureFailure, azureRefusal } from './refusals.ts';
import { createSender } from './rest-sender.ts';

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
  readonly header: (name: string) => string | undefined;
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

export const resourceManager = 'Azure Resource Manager';

export function createArm(connection: AzureConnection): Arm {
  const { environment, timing = realTiming } = connection;
  const origin = environment.resourceManagerEndpoint;
  const gates = armGates(timing);
  const sendRest = createSender(connection, environment.resourceManagerAudience, {
    gateOf: ({ method, url }) => gates(method, new URL(url).pathname),
    mayRepeat: ({ url }) => !new URL(url).pathname.endsWith('/runCommand'),
    timing,
  });

  async function send(request: ArmRequest): Promise<ArmAnswer> {
    const { method = 'GET', path, body, signal } = request;
    const asked = askedBy(request);
    const sent = { method, url: origin + path, signal, ...(body === undefined ? {} : { body }) };
    const { status, text, header } = await sendRest(sent).catch((error: unknown) => {
      throw azureFailure(error, asked, signal);
    });
    if (status < 200 || status > 299) throw azureRefusal(new RefusedAnswer(status, text), asked);
    return { status, document: text === '' ? null : azureJson(text, asked), header };
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
