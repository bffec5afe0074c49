/**
 * A real HTTPS server on loopback that remembers what it is sent and answers as a test tells it to. Its name is
 * `receiver.test`, which no DNS knows: whoever sends to it brings its own lookup.
 */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { type CertificateKind, receiverName, testAuthority } from './test-authority.ts';

export interface ReceivedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ReceiverAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * `silence`: it reads the request and never answers; `reset`: it ends the connection instead; `endless`: 200 and a body
 * without an end; `halfBody`: 200 and a body that stops in the middle, with the connection open; `garbage`: no HTTP at all.
 */
export type Misbehaviour = 'silence' | 'reset' | 'endless' | 'halfBody' | 'garbage';

type Answer = ReceiverAnswer | Misbehaviour;

type AnswerScript = (request: ReceivedRequest, index: number) => Answer;

export interface HttpsReceiver {
  /** `https://receiver.test:<port>` without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** PEM of the authority that its certificate is from. */
  readonly ca: string;
  readonly requests: readonly ReceivedRequest[];
  /** How many there were, and how many there are. */
  connections(): { readonly opened: number; readonly open: number };
  /** How it answers from now on; 204 at first. */
  answer(next: AnswerScript | Answer): void;
  /** Nobody listens on its port any more. */
  close(): Promise<void>;
}

export interface HttpsReceiverOptions {
  readonly certificate?: CertificateKind;
  /** Where it listens: 127.0.0.1 on a free port. */
  readonly address?: string;
  readonly port?: number;
}

/** Starts it; it is closed with its connections when the test is over. */
export async function startHttpsReceiver(options: HttpsReceiverOptions = {}): Promise<HttpsReceiver> {
  const { certificate = 'good', address = '127.0.0.1', port = 0 } = options;
  const { ca, certificates } = await testAuthority();
  const requests: ReceivedRequest[] = [];
  const connections = { opened: 0, open: 0 };
  let script: AnswerScript = () => ({ status: 204 });

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const received = await receivedFrom(request);
    requests.push(received);
    give(script(received, requests.length - 1), response);
  }

  const server = createServer(certificates[certificate], (request, response) => {
    // That a connection breaks is what some tests are about.
    receive(request, response).catch(() => response.destroy());
  });
  server.on('connection', (socket) => {
    connections.opened += 1;
    connections.open += 1;
    socket.on('close', () => (connections.open -= 1));
  });
  server.listen(port, address);
  await once(server, 'listening');

  async function close(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  onTestFinished(close);
  const { port: ownPort } = server.address() as AddressInfo; // A TCP server has no other kind of address.
  return {
    url: `https://${receiverName}:${ownPort}`,
    port: ownPort,
    ca,
    requests,
    connections: () => ({ ...connections }),
    answer: (next) => {
      script = typeof next === 'function' ? next : () => next;
    },
    close,
  };
}

async function receivedFrom(request: IncomingMessage): Promise<ReceivedRequest> {
  const headers = Object.entries(request.headersDistinct).map(([name, values]) => [
    name,
    (values ?? []).join(', '),
  ]);
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: Object.fromEntries(headers) as Record<string, string>, // Pairs of texts, as made above.
    body: await text(request),
  };
}

function give(answer: Answer, response: ServerResponse): void {
  if (typeof answer === 'object') {
    response.writeHead(answer.status, answer.headers).end(answer.body);
    return;
  }
  misbehave[answer](response);
}

const misbehave: Readonly<Record<Misbehaviour, (response: ServerResponse) => void>> = {
  silence: () => undefined,
  reset: (response) => response.socket?.destroy(),
  garbage: (response) => response.socket?.end('220 mail.example ESMTP\r\n'),
  halfBody: (response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('half of ');
  },
  endless: (response) => {
    response.writeHead(200);
    const block = 'x'.repeat(16_384);
    const more = (): void => {
      // True as long as the other side reads; then it waits for `drain`.
      while (!response.destroyed && response.write(block));
    };
    response.on('drain', more);
    more();
  },
};
