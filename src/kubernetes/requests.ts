/** Sends the GETs of one audit: at most so many at a time, patient once with throttling, silent after a failure. */
import pLimit from 'p-limit';
import type { Dispatcher } from 'undici';
import { ReadError } from '../shared/errors.ts';
import { userAgent } from '../shared/product.ts';
import type { Advice } from './advice.ts';
import { brokenBody, decodedBody } from './body.ts';
import { createCircuit } from './circuit.ts';
import { connectionError, isReset } from './connection-errors.ts';
import type { ReaderLimits } from './limits.ts';
import type { Meter } from './meter.ts';
import { refusalError } from './refusals.ts';
import { asksToWait, headerText, retryAfter } from './retry-after.ts';

/** A way to one API server, with the credentials of one user. */
export interface Connection {
  /** `https://host:port`, perhaps with a path, without a slash at the end. */
  readonly server: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly dispatcher: Dispatcher;
}

interface Asked {
  readonly path: string;
  readonly accept: string;
  readonly seconds: number;
  readonly signal: AbortSignal;
  readonly meter: Meter;
}

/** An answer whose body is still to be read; it holds a slot until `done` is called. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  /** Decompressed. Fails with `ReadError` only. */
  readonly body: AsyncIterable<Uint8Array>;
  readonly done: () => void;
}

export interface Requests {
  open(asked: Asked): Promise<Answer>;
  /** Makes every further request fail with this error. */
  breakWith(error: ReadError): void;
}

/** Waits, and rejects when the signal is aborted. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<unknown>;

export function createRequests(
  connection: Connection,
  limits: ReaderLimits,
  sleep: Sleep,
  advice: Advice,
): Requests {
  const circuit = createCircuit();
  const slots = pLimit(limits.inFlight);

  async function open(asked: Asked): Promise<Answer> {
    const release = await takeSlot();
    try {
      const { response, signal } = await sendPatiently(asked);
      return answerOf(response, { ...asked, signal }, asked.signal, release);
    } catch (error) {
      release();
      throw error;
    }
  }

  function takeSlot(): Promise<() => void> {
    return new Promise((taken) => {
      void slots(() => new Promise<void>((release) => taken(release)));
    });
  }

  async function sendPatiently(asked: Asked): Promise<Sent> {
    const first = await sendThroughReset(asked);
    if (!asksToWait(first.response)) return first;
    const { headers, body } = first.response;
    await discard(body);
    const milliseconds = Math.min(retryAfter(headers['retry-after']), limits.retryAfterSeconds) * 1000;
    await sleep(milliseconds, asked.signal).catch(() => {
      throw timeoutError(asked, asked.signal);
    });
    const second = await send(asked);
    if (asksToWait(second.response))
      circuit.throttled(refusalError({ ...asked, status: 429, verb: 'get', message: '' }, advice));
    return second;
  }

  /** One retry: a server or load balancer may end an idle connection in the moment it is used again. */
  async function sendThroughReset(asked: Asked): Promise<Sent> {
    try {
      return await send(asked);
    } catch (error) {
      if (!(error instanceof ReadError) || !isReset(error.cause)) throw error;
    }
    return await send(asked, true);
  }

  async function send(asked: Asked, last = false): Promise<Sent> {
    const { path, accept, seconds, meter } = asked;
    circuit.check();
    const signal = AbortSignal.any([asked.signal, AbortSignal.timeout(seconds * 1000)]);
    if (signal.aborted) throw timeoutError(asked, asked.signal);
    meter.request();
    try {
      const target = new URL(connection.server + path);
      const response = await connection.dispatcher.request({
        origin: target.origin,
        path: target.pathname + target.search,
        method: 'GET',
        headers: { ...connection.headers, accept, 'accept-encoding': 'gzip', 'user-agent': userAgent },
        signal,
        // The signal above bounds the whole exchange.
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      return { response, signal };
    } catch (error) {
      if (signal.aborted) throw timeoutError(asked, asked.signal);
      const unreachable = connectionError(error, connection.server, advice);
      if (last || !isReset(error)) circuit.broken(unreachable);
      throw unreachable;
    }
  }

  function answerOf(
    { statusCode, headers, body }: Dispatcher.ResponseData,
    attempt: Asked,
    caller: AbortSignal,
    release: () => void,
  ): Answer {
    const encoding = headerText(headers['content-encoding']).toLowerCase();
    const decoded = decodedBody(body, encoding, (bytes) => attempt.meter.received(bytes));
    return {
      status: statusCode,
      contentType: headerText(headers['content-type']),
      body: understood(decoded, (error) => bodyError(error, attempt, caller)),
      done: () => {
        // What is left unread is of no use; destroying it frees the connection, or the stream of an HTTP/2 one.
        body.on('error', () => {}).destroy();
        release();
      },
    };
  }

  function bodyError(error: unknown, attempt: Asked, caller: AbortSignal): ReadError {
    if (error instanceof ReadError) return error;
    if (attempt.signal.aborted) return timeoutError(attempt, caller);
    return brokenBody(error, attempt.path) ?? connectionError(error, connection.server, advice);
  }

  return { open, breakWith: (error) => circuit.broken(error) };
}

interface Sent {
  readonly response: Dispatcher.ResponseData;
  /** Ends the exchange: the caller's signal, or the time of this attempt. */
  readonly signal: AbortSignal;
}

async function* understood(
  chunks: AsyncIterable<Uint8Array>,
  errorOf: (error: unknown) => ReadError,
): AsyncGenerator<Uint8Array, void> {
  try {
    yield* chunks;
  } catch (error) {
    throw errorOf(error);
  }
}

function timeoutError({ path, seconds }: Asked, caller: AbortSignal): ReadError {
  const detail = caller.aborted
    ? `The time for this evidence was over before ${path} was answered.`
    : `The API server did not answer ${path} within ${seconds} s.`;
  return new ReadError(
    'timeout',
    detail,
    'Look at the load of the API server and at the network between it and the auditor; the next audit asks again.',
  );
}

/** Frees the connection of an answer whose body says nothing we need. */
async function discard(body: Dispatcher.ResponseData['body']): Promise<void> {
  await body.dump({ limit: 64 * 1024 }).catch(() => {});
}
