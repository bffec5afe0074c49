/** From an HTTP request to what the Functions host hands the worker. */
import type { IncomingMessage } from 'node:http';
import type { HttpData } from './core-api.ts';
import type { TriggerInput } from './invoke.ts';

// https://learn.microsoft.com/azure/azure-functions/functions-app-settings#functions_request_body_size_limit
export const bodyLimitBytes = 104_857_600;

/** Reads the body, or null when it is longer than the limit. Rejects when the client goes away. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return null;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The trigger's input for one request. */
export function httpInput(
  request: IncomingMessage,
  url: URL,
  params: Readonly<Record<string, string>>,
  body: Buffer,
  invocationId: string,
): TriggerInput {
  const { headers } = request;
  const http: HttpData = {
    // A HEAD is answered by the GET function; the server leaves out the body.
    method: request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET'),
    url: url.href,
    nullableHeaders: nullable(Object.entries(headers).map(([name, value]) => [name, textOf(value)])),
    nullableQuery: nullable(queryOf(url)),
    nullableParams: nullable(Object.entries(params)),
    ...(body.length === 0 ? {} : { body: { bytes: body } }),
  };
  const traceParent = headers['traceparent'];
  const traceContext = typeof traceParent === 'string' ? { traceContext: { traceParent } } : {};
  return { data: { http }, invocationId, ...traceContext };
}

/** The host hands a dictionary: repeated parameters are joined by a comma, as they are in Azure. */
function queryOf(url: URL): [string, string][] {
  const names = new Set(url.searchParams.keys());
  return [...names].map((name) => [name, url.searchParams.getAll(name).join(',')]);
}

function nullable(entries: readonly (readonly [string, string])[]): Record<string, { value: string }> {
  return Object.fromEntries(entries.map(([name, value]) => [name, { value }]));
}

function textOf(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(', ') : (value ?? '');
}
