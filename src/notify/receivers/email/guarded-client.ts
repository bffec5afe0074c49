/** Requests of the Azure SDK through the guard: the endpoint is a configured address like any other. */
import type { HttpClient, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import { createHttpHeaders } from '@azure/core-rest-pipeline';
import type { Guard } from '../../guard/guard.ts';

export function guardedClient(guard: Guard, signal: AbortSignal): HttpClient {
  return {
    async sendRequest(request: PipelineRequest): Promise<PipelineResponse> {
      const { url, method, body } = request;
      if (method !== 'POST' || typeof body !== 'string')
        throw new TypeError('Mail is sent by POST of JSON alone.');
      const { status, headers, text } = await guard.request(
        { url, method, headers: headersOf(request), body },
        signal,
      );
      const received = createHttpHeaders();
      for (const [name, value] of headers) {
        // The SDK would go on to read the status there at once.
        if (name !== 'operation-location') received.set(name, value);
      }
      return { request, status, headers: received, bodyAsText: text };
    },
  };
}

function headersOf(request: PipelineRequest): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const [name, value] of request.headers) {
    // The guard decompresses nothing, and counts the body itself.
    if (name !== 'accept-encoding' && name !== 'content-length') headers[name] = value;
  }
  return headers;
}
