/** One simulated Azure service: HTTPS on a free loopback port, a bearer token, a table of routes. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Certificate } from '../certificates.ts';
import { failure } from './answer.ts';
import type { AzureAnswer } from './answer.ts';
import type { RequestCounts, RequestKind } from './request-counts.ts';

export interface AzureRequest {
  readonly method: string;
  readonly path: string;
  /** `https://127.0.0.1:PORT` */
  readonly origin: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface Route {
  readonly kind: RequestKind;
  readonly method: 'GET' | 'POST';
  /** With a group for each part that matters; Azure does not heed case. */
  readonly path: RegExp;
  answer(request: AzureRequest, ...parts: string[]): AzureAnswer | Promise<AzureAnswer>;
}

export interface ServiceOptions {
  readonly certificate: Certificate;
  /** The one token that is good. */
  readonly token: string;
  readonly counts: RequestCounts;
  /** An answer in place of the usual one, for tests of what goes wrong. */
  readonly fault?: Fault;
}

export type Fault = (kind: RequestKind, request: AzureRequest) => AzureAnswer | null;

export interface Service {
  readonly url: string;
  stop(): Promise<void>;
}

export interface ServiceRules {
  readonly routes: readonly Route[];
  readonly wrongToken: AzureAnswer;
  readonly notFound: AzureAnswer;
}

export async function startService(
  { routes, wrongToken, notFound }: ServiceRules,
  { certificate, token, counts, fault }: ServiceOptions,
): Promise<Service> {
  const server = createServer(
    { key: certificate.key, cert: certificate.certificate },
    (incoming, response) => {
      void answerTo(incoming).then(
        (answer) => send(response, answer),
        (error: unknown) => send(response, failure(500, 'InternalServerError', String(error))),
      );
    },
  );

  async function answerTo(incoming: IncomingMessage): Promise<AzureAnswer> {
    const request = await requestOf(incoming, originOf());
    if (request.headers['authorization'] === undefined) return withoutToken;
    if (request.headers['authorization'] !== `Bearer ${token}`) return wrongToken;
    for (const route of routes) {
      const match = route.method === request.method ? route.path.exec(request.path) : null;
      if (match === null) continue;
      const done = counts.begin(route.kind);
      try {
        return fault?.(route.kind, request) ?? (await route.answer(request, ...match.slice(1)));
      } finally {
        done();
      }
    }
    return notFound;
  }

  function originOf(): string {
    const address = server.address();
    if (address === null || typeof address === 'string')
      throw new Error('The simulated service has no port.');
    return `https://127.0.0.1:${address.port}`;
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    url: originOf(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const withoutToken = failure(
  401,
  'AuthenticationFailed',
  "Authentication failed. The 'Authorization' header is missing.",
  { 'www-authenticate': 'Bearer authorization_uri="https://login.microsoftonline.com/common"' },
);

async function requestOf(incoming: IncomingMessage, origin: string): Promise<AzureRequest> {
  const url = new URL(incoming.url ?? '/', origin);
  return {
    method: incoming.method ?? '',
    path: decodeURIComponent(url.pathname),
    origin,
    query: url.searchParams,
    headers: incoming.headers,
    text: await text(incoming),
  };
}

function send(response: ServerResponse, { status, headers, body }: AzureAnswer): void {
  response.writeHead(status, {
    'x-ms-request-id': randomUUID(),
    ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    ...headers,
  });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
