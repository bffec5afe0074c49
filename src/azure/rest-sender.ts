/** Sends requests of plain REST with a token, patience and the product's name. */
import type * as RestPipelineModule from '@azure/core-rest-pipeline';
import type { HttpClient, Pipeline } from '@azure/core-rest-pipeline';
import { userAgent } from '../shared/product.ts';
import { type AzureConnection, type Patience, explainedCredential, patiencePolicy } from './connection.ts';

/** Without a credential, requests carry no token. */
type Sending = Pick<AzureConnection, 'httpClient'> & {
  readonly credential: AzureConnection['credential'] | null;
};

interface RestRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Sent as JSON. */
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

interface RestAnswer {
  readonly status: number;
  readonly text: string;
  readonly header: (name: string) => string | undefined;
}

/** Rejects with whatever kept an answer away; every status is an answer. */
export type SendRest = (request: RestRequest) => Promise<RestAnswer>;

type Rest = typeof RestPipelineModule;

export function createSender(connection: Sending, audience: string, patience: Patience): SendRest {
  let made: { readonly pipeline: Pipeline; readonly client: HttpClient } | null = null;
  return async ({ method, url, body, headers = {}, signal }) => {
    // Loaded late: most functions never ask Azure.
    const rest = await import('@azure/core-rest-pipeline');
    made ??= {
      pipeline: pipelineOf(rest, connection, audience, patience),
      client: connection.httpClient ?? rest.createDefaultHttpClient(),
    };
    const request = rest.createPipelineRequest({
      url,
      method,
      headers: rest.createHttpHeaders({
        accept: 'application/json',
        'content-type': 'application/json',
        ...headers,
      }),
      abortSignal: signal,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const response = await made.pipeline.sendRequest(made.client, request);
    return {
      status: response.status,
      text: response.bodyAsText ?? '',
      header: (name) => response.headers.get(name),
    };
  };
}

function pipelineOf(rest: Rest, { credential }: Sending, audience: string, patience: Patience): Pipeline {
  const pipeline = rest.createPipelineFromOptions({
    userAgentOptions: { userAgentPrefix: userAgent },
    // Patience is ours; a redirect would carry the token elsewhere.
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
  });
  if (credential !== null) {
    pipeline.addPolicy(
      rest.bearerTokenAuthenticationPolicy({
        credential: explainedCredential(credential),
        scopes: `${audience}/.default`,
      }),
    );
  }
  pipeline.addPolicy(patiencePolicy(patience));
  return pipeline;
}
