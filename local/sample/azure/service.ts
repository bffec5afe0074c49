/** One simulated Azure service: a free loopback port, who may ask, a table of routes. */
import { randomUUID } from 'node:crypto';
import { createServer as createPlainServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { Certificate } from '../certificates.ts';
import { failure } from './answer.ts';
import type { AzureAnswer } from './answer.ts';
import type { RequestCounts, RequestKind, ThinkingTime } from './request-counts.ts';

export interface AzureRequest {
  readonly method: string;
  readonly path: string;
  /** With scheme and port. */
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
  /** None without it. */
  readonly thinkingMs?: ThinkingTime;
}

export type Fault = (kind: RequestKind, request: AzureRequest) => AzureAnswer | null;

export interface Service {
  readonly url: string;
  stop(): Promise<void>;
}

export interface ServiceRules {
  readonly scheme: 'https' | 'http';
  readonly routes: readonly Route[];
  /** The answer to one who may not ask at all; null for all others. */
  readonly refuse: (request: AzureRequest) => AzureAnswer | null;
  readonly notFound: AzureAnswer;
}

/** How services refuse whoever does not bear the token. */
export function withoutToken(token: string, wrongToken: AzureAnswer): ServiceRules['refuse'] {
  return ({ headers }) => {
    if (headers['authorization'] === undefined) return noToken;
    return headers['authorization'] === `Bearer ${token}` ? null : wrongToken;
  };
}

export async function startService(
  { scheme, routes, refuse, notFound }: ServiceRules,
  {
    certificate,
    counts,
    fault,
    thinkingMs,
  }: Pick<ServiceOptions, 'certificate' | 'counts' | 'fault' | 'thinkingMs'>,
): Promise<Service> {
  const listener: RequestListener = (incoming, response) => {
    void answerTo(incoming).then(
      (answer) => send(response, answer),
      (error: unknown) => send(response, failure(500, 'InternalServerError', String(error))),
    );
  };
  const server =
    scheme === 'http'
      ? createPlainServer(listener)
      : createServer({ key: certificate.key, cert: certificate.certificate }, listener);

  async function answerTo(incoming: IncomingMessage): Promise<AzureAnswer> {
    const request = await requestOf(incoming, originOf());
    const refused = refuse(request);
    if (refused !== null) return refused;
    for (const route of routes) {
      const match = route.method === request.method ? route.path.exec(request.path) : null;
      if (match === null) continue;
      const done = counts.begin(route.kind);
      try {
        if (thinkingMs !== undefined) await pause(thinkingMs(route.kind));
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
    return `${scheme}://127.0.0.1:${address.port}`;
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

const noToken = failure(
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
