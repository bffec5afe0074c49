/** A small HTTP server on loopback that answers what a test tells it to, and remembers what it was asked. */
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { onTestFinished } from 'vitest';
import { type ReaderSettings, createReader } from '../../src/kubernetes/metered-reader.ts';
import type { KubernetesReader } from '../../src/kubernetes/reader.ts';

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: string | Uint8Array | object;
}

/** What is answered to a path with its query; a function of the raw response may do what no reply can say. */
export type Behaviour = (
  path: string,
  request: IncomingMessage,
) => Reply | ((response: ServerResponse) => void);

export interface Fake {
  readonly url: string;
  /** Paths with queries, in the order they were asked. */
  readonly asked: readonly string[];
  readonly requests: readonly IncomingMessage[];
}

export async function startFake(behaviour: Behaviour): Promise<Fake> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(behaviour(request.url ?? '', request), response);
  });
  const port = await listening(server);
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    get asked() {
      return requests.map(({ url = '' }) => url);
    },
  };
}

function answer(reply: ReturnType<Behaviour>, response: ServerResponse): void {
  if (typeof reply === 'function') {
    reply(response);
    return;
  }
  const { status = 200, headers = {}, body = '' } = reply;
  const isJson = typeof body === 'object' && !(body instanceof Uint8Array);
  const type = isJson ? 'application/json' : 'text/plain; charset=utf-8';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(isJson ? JSON.stringify(body) : body);
}

/** Starts any server on a free port; it is closed, with its connections, when the test is over. */
export async function listening(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(
    () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  );
  // A server that listens on a port has an address of this form.
  return (server.address() as AddressInfo).port;
}

/** A reader of a fake, without the time that patience takes. */
export function readerOf(url: string, settings: ReaderSettings = {}): KubernetesReader {
  const reader = createReader(
    { server: url, headers: {}, dispatcher: new Agent() },
    { sleep: () => Promise.resolve(), ...settings },
  );
  onTestFinished(() => reader.close());
  return reader;
}

/** The `Status` body of a refusal. */
export function statusBody(code: number, reason: string, message: string, name = ''): object {
  return { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason, message, code, details: { name } };
}

export function neverAborted(): { readonly signal: AbortSignal } {
  return { signal: new AbortController().signal };
}
