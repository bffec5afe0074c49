/** One request over a connection of its own, to addresses that were checked, and to no other. */
import type { LookupFunction } from 'node:net';
import { isIPv6 } from 'node:net';
import { Agent, type Dispatcher } from 'undici';
import type { OutgoingAnswer, OutgoingRequest } from './guard.ts';

export interface Exchange {
  readonly url: URL;
  readonly request: OutgoingRequest;
  /** Checked; the connection goes to one of them. */
  readonly addresses: readonly string[];
  /** PEM of the authorities to trust instead of the public ones. */
  readonly ca: string | undefined;
}

const mostBytes = 64 * 1024;

/** Rejects with whatever the client or the signal says. Nothing of the connection is left when it is over. */
export async function exchange(
  { url, request, addresses, ca }: Exchange,
  signal: AbortSignal,
): Promise<OutgoingAnswer> {
  const agent = new Agent({
    // One request: nothing to gain from HTTP/2, sessions or keeping the connection.
    allowH2: false,
    maxCachedSessions: 0,
    connect: {
      // TLS goes on to check the name in the URL.
      lookup: pinnedTo(addresses),
      // Not even when NODE_TLS_REJECT_UNAUTHORIZED says so.
      rejectUnauthorized: true,
      ...(ca === undefined ? {} : { ca }),
    },
  });
  try {
    // The client follows no redirects unless an interceptor is added.
    const { statusCode, headers, body } = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method,
      headers: { ...request.headers },
      ...(request.body === undefined ? {} : { body: request.body }),
      signal,
    });
    return { status: statusCode, headers: headersOf(headers), text: await beginningOf(body) };
  } finally {
    await agent.destroy();
  }
}

function pinnedTo(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (_name, { all }, answer) => {
    const [first] = found;
    if (all === true || first === undefined) answer(null, [...found]);
    else answer(null, first.address, first.family);
  };
}

function headersOf(received: Dispatcher.ResponseData['headers']): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(received)) {
    for (const value of [values ?? []].flat()) headers.append(name, value);
  }
  return headers;
}

/** What comes behind is not waited for. */
async function beginningOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const blocks: Uint8Array[] = [];
  let missing = mostBytes;
  for await (const block of body) {
    blocks.push(block.subarray(0, missing));
    missing -= block.length;
    if (missing <= 0) break;
  }
  return new TextDecoder().decode(Buffer.concat(blocks));
}
