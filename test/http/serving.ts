/** The routes on a port of this machine, for clients that ask over the network. */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpDeps } from '../../src/http/deps.ts';
import { ask } from './asking.ts';

export interface Served {
  readonly address: string;
  /** Paths with their queries, in the order in which they were asked for. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

export async function serve(deps: HttpDeps): Promise<Served> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    asked.push(url);
    const given = Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    );
    bodyOf(request)
      .then((body) => ask(deps, url, { method, headers: Object.fromEntries(given), ...body }))
      .then(
        ({ status, headers, text }) => response.writeHead(status, headers).end(text),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // It listens on a port, not on a pipe.
  return {
    address: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<{ readonly body?: string }> {
  const chunks = (await request.toArray()) as readonly Buffer[]; // No encoding is set.
  return chunks.length === 0 ? {} : { body: Buffer.concat(chunks).toString() };
}
