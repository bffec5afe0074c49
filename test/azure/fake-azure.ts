/** Azure on loopback: a server that answers what a test tells it to, and a connection whose requests all end there. */
import { type IncomingMessage, createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { type HttpClient, createDefaultHttpClient } from '@azure/core-rest-pipeline';
import type { AzureConnection } from '../../src/azure/connection.ts';
import { azureClouds } from '../../src/azure/environment.ts';
import { listening } from '../kubernetes/fake-server.ts';

export interface AskedOf {
  readonly method: string;
  /** The host the request was meant for. */
  readonly host: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** The body as JSON; null when there is none. */
  readonly body: unknown;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a string as it is; without it there is no body at all. */
  readonly body?: object | string;
  /** Cuts the connection instead. */
  readonly cut?: true;
}

export interface FakeAzure {
  readonly connection: AzureConnection;
  readonly asked: readonly AskedOf[];
  /** Milliseconds that were waited for, in order; nobody really waits. */
  readonly waits: readonly number[];
  /** Most requests under way at one time. */
  readonly peak: () => number;
}

export async function startAzure(
  behaviour: (asked: AskedOf, number: number) => Reply | Promise<Reply>,
  changes: Partial<AzureConnection> = {},
): Promise<FakeAzure> {
  const asked: AskedOf[] = [];
  const waits: number[] = [];
  let clock = 0;
  let underWay = 0;
  let peak = 0;
  const server = createServer((request, response) => {
    void (async () => {
      underWay += 1;
      peak = Math.max(peak, underWay);
      const question = await askedBy(request);
      asked.push(question);
      const { status = 200, headers = {}, body, cut } = await behaviour(question, asked.length);
      underWay -= 1;
      if (cut) {
        request.socket.destroy();
        return;
      }
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof body === 'object' ? JSON.stringify(body) : body);
    })();
  });
  const port = await listening(server);
  return {
    asked,
    waits,
    peak: () => peak,
    connection: {
      environment: azureClouds.public,
      credential: {
        getToken: (scope) =>
          Promise.resolve({
            token: `token for ${[scope].flat().join(' ')}`,
            expiresOnTimestamp: Date.now() + 3_600_000,
          }),
      },
      httpClient: loopbackClient(port),
      timing: {
        now: () => clock,
        pause: async (milliseconds) => {
          waits.push(milliseconds);
          clock += milliseconds;
        },
      },
      ...changes,
    },
  };
}

/** The bearer policy refuses http, so addresses stay https until the very last moment. */
function loopbackClient(port: number): HttpClient {
  const client = createDefaultHttpClient();
  return {
    sendRequest(request) {
      const url = new URL(request.url);
      request.headers.set('x-meant-for', url.host);
      request.url = `http://127.0.0.1:${port}${url.pathname}${url.search}`;
      request.allowInsecureConnection = true;
      return client.sendRequest(request).finally(() => {
        request.url = url.href;
      });
    },
  };
}

async function askedBy(request: IncomingMessage): Promise<AskedOf> {
  const body = await text(request);
  const { method = '', url = '', headers } = request;
  return {
    method,
    host: String(headers['x-meant-for']),
    path: url,
    headers,
    body: body === '' ? null : JSON.parse(body),
  };
}

/** A signal that no test waits for. */
export function patient(): AbortSignal {
  return AbortSignal.timeout(20_000);
}

/** What an error says, as data. */
export async function failureOf(promise: Promise<unknown>): Promise<object> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error && 'reason' in error && 'detail' in error && 'remedy' in error) {
      return { reason: error.reason, detail: error.detail, remedy: error.remedy };
    }
    throw error;
  }
  throw new Error('It did not fail.');
}
