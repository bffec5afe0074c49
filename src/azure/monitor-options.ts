/** How the clients of @azure/monitor-query are made: with our patience, and strict about what is an answer. */
import type { TokenCredential } from '@azure/core-auth';
import type { HttpClient, PipelinePolicy } from '@azure/core-rest-pipeline';
import { userAgent } from '../shared/product.ts';
import { type AzureConnection, type Patience, explainedCredential, patiencePolicy } from './connection.ts';
import { RefusedAnswer } from './refusals.ts';

export interface MonitorOptions {
  readonly credential: TokenCredential;
  readonly options: {
    readonly httpClient?: HttpClient;
    readonly userAgentOptions: { readonly userAgentPrefix: string };
    readonly retryOptions: { readonly maxRetries: number };
    readonly redirectOptions: { readonly maxRetries: number };
    readonly additionalPolicies: { readonly policy: PipelinePolicy; readonly position: 'perRetry' }[];
  };
}

export function monitorOptions(
  { credential, httpClient }: AzureConnection,
  patience: Patience,
): MonitorOptions {
  return {
    credential: explainedCredential(credential),
    options: {
      userAgentOptions: { userAgentPrefix: userAgent },
      // Patience is ours; a redirect would carry the token elsewhere.
      retryOptions: { maxRetries: 0 },
      redirectOptions: { maxRetries: 0 },
      // Innermost, so that they see what the service says before the client makes an error of it.
      additionalPolicies: [
        { policy: onlyAnswers, position: 'perRetry' },
        { policy: patiencePolicy(patience), position: 'perRetry' },
      ],
      ...(httpClient === undefined ? {} : { httpClient }),
    },
  };
}

/** The clients take a 204, and refusals without a body, for answers and then fail over what is not in them. */
const onlyAnswers: PipelinePolicy = {
  name: 'onlyAnswersPolicy',
  async sendRequest(request, next) {
    const response = await next(request);
    const text = response.bodyAsText ?? '';
    if (response.status !== 200 || text === '') throw new RefusedAnswer(response.status, text);
    return response;
  },
};
