/** Bodies as they come over the wire: counted before decompression, bounded after it. */
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ReadError } from '../shared/errors.ts';
import { formatBytes } from '../shared/format.ts';

/** Decompresses a body as a stream. `onWire` sees the size of every piece as received and may throw to end it. */
export async function* decodedBody(
  body: AsyncIterable<Uint8Array>,
  encoding: string,
  onWire: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void> {
  const counted = countedBody(body, onWire);
  if (encoding === '' || encoding === 'identity') {
    yield* counted;
    return;
  }
  if (encoding !== 'gzip') {
    throw new ReadError(
      'invalid',
      `The answer is encoded as "${encoding}", but only gzip was asked for.`,
      remedy,
    );
  }
  const gunzip = createGunzip({ chunkSize: 64 * 1024 });
  // A failure of the source reaches the reader of `gunzip`, which throws it; there is nothing left to do here.
  pipeline(counted, gunzip, () => {});
  for await (const chunk of gunzip) {
    // A zlib stream that was given no encoding yields buffers.
    yield chunk as Buffer;
  }
}

/** Ends the stream with `truncated` beyond `most` bytes, so that a small answer cannot unpack into all memory. */
export async function* boundedBody(
  chunks: AsyncIterable<Uint8Array>,
  most: number,
  path: string,
): AsyncGenerator<Uint8Array, void> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > most) {
      throw new ReadError(
        'truncated',
        `The answer to ${path} is larger than ${formatBytes(most)}, the most that is read.`,
        'Look at what makes this answer so large; the auditor reads no more of it to spare the API server and itself.',
      );
    }
    yield chunk;
  }
}

export async function wholeText(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString('utf8');
}

/** `ReadError` for a body that broke; null when the connection broke instead. */
export function brokenBody(error: unknown, path: string): ReadError | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'Z_BUF_ERROR' || code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') {
    return new ReadError('truncated', `The answer to ${path} ends in the middle (${code}).`, remedy, {
      cause: error,
    });
  }
  if (code.startsWith('Z_')) {
    return new ReadError('invalid', `The answer to ${path} is damaged gzip (${code}).`, remedy, {
      cause: error,
    });
  }
  return null;
}

const remedy = 'Check proxies and load balancers between the auditor and the API server.';

async function* countedBody(
  body: AsyncIterable<Uint8Array>,
  onWire: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of body) {
    onWire(chunk.length);
    yield chunk;
  }
}
