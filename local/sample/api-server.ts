/** One sample cluster's API server: a story told over HTTPS the way kube-apiserver tells it. */
import { randomUUID } from 'node:crypto';
import { createSecureServer } from 'node:http2';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { unauthorized } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Certificate } from './certificates.ts';
import type { Cluster } from './collections.ts';
import { answer } from './answers.ts';
import { requestInfo } from './request.ts';
import { isThere } from './time.ts';
import type { Moment } from './time.ts';

export interface ApiServer {
  readonly url: string;
  stop(): Promise<void>;
}

export interface ApiServerOptions {
  readonly cluster: Cluster;
  readonly certificate: Certificate;
  /** The bearer token of the one user there is. */
  readonly token: string;
  readonly moment: () => Moment;
  /** Milliseconds before each answer. */
  readonly thinkingMs?: number;
}

const compress = promisify(gzip);

// Answers from this size on are compressed when the client accepts it; `/metrics` always is.
// https://github.com/kubernetes/apiserver/blob/master/pkg/endpoints/handlers/responsewriters/writers.go
const gzipFromBytes = 128 * 1024;

/** Listens on a free loopback port; HTTP/2 and HTTP/1.1, like the real one. */
export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const { key, certificate } = options.certificate;
  const server = createSecureServer({ key, cert: certificate, allowHTTP1: true }, (request, response) => {
    void respond(options, request, response).catch(() => response.stream?.destroy());
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    if (isClosed(options)) {
      // As a firewall refuses it: before a word is said.
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The sample cluster has no port.');
  return {
    url: `https://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function isClosed({ cluster, moment }: ApiServerOptions): boolean {
  const { unreachable } = cluster.story;
  return unreachable !== null && isThere(unreachable, moment());
}

async function respond(
  { cluster, token, moment, thinkingMs = 0 }: ApiServerOptions,
  request: Http2ServerRequest,
  response: Http2ServerResponse,
): Promise<void> {
  const url = new URL(request.url, 'https://127.0.0.1');
  if (thinkingMs > 0) await pause(thinkingMs);
  const known = request.headers.authorization === `Bearer ${token}`;
  const given = known
    ? answer(cluster, moment(), requestInfo(request.method, url), url.searchParams, request.headers.accept)
    : unauthorized();
  const accepts = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const { body, headers } = await encoded(given, accepts);
  response.writeHead(given.status, {
    'audit-id': randomUUID(),
    'cache-control': 'no-cache, private',
    ...headers,
    'content-length': body.length,
  });
  response.end(request.method === 'HEAD' ? '' : body);
}

async function encoded(
  { headers, body }: Answer,
  acceptsGzip: boolean,
): Promise<{ readonly body: Buffer; readonly headers: Readonly<Record<string, string>> }> {
  const plain = Buffer.from(body);
  const isMetrics = headers['content-type']?.includes('version=0.0.4') === true;
  if (!acceptsGzip || (!isMetrics && plain.length < gzipFromBytes)) return { body: plain, headers };
  return {
    body: await compress(plain, { level: 1 }),
    headers: { ...headers, 'content-encoding': 'gzip' },
  };
}
