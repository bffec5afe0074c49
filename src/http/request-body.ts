/** Reads the JSON body of a request: bounded while it is read, and never taken for something that it does not say it is. */
import type { HttpRequest } from '@azure/functions';
import { cleanText } from '../shared/clean-text.ts';
import { placeOf, syntaxErrorAt } from './json-syntax.ts';
import { HttpProblem } from './problem.ts';

export type BodySource = Pick<HttpRequest, 'body' | 'headers' | 'method'>;

const longestBody = 65_536;

/** The body as a value. Throws 415, 413, or 400 with the place where it stops being JSON. */
export async function jsonBody(source: BodySource): Promise<unknown> {
  requireJson(source);
  const bytes = await bytesOf(source);
  if (bytes.length === 0) throw badBody('It is empty. Expected JSON.');
  const text = textOf(bytes);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const at = syntaxErrorAt(text) ?? text.length;
    throw badBody(`It is no JSON from ${placeOf(text, at)} (position ${at}).`);
  }
}

/** For a write without a body: one that is sent would be ignored, and somebody meant something by it. */
export async function requireNoBody(source: BodySource): Promise<void> {
  // Nobody means anything by the body of a read, and it does not come to us.
  if (source.method === 'GET' || source.method === 'HEAD') return;
  const bytes = await bytesOf(source);
  if (bytes.length > 0) throw badBody('This route takes none.');
}

function requireJson({ headers, method }: BodySource): void {
  const given = headers.get('content-type') ?? '';
  const [type = '', ...parameters] = given.split(';').map((part) => part.trim().toLowerCase());
  const isUtf8 = parameters.every(
    (part) => !part.startsWith('charset=') || /^charset="?utf-?8"?$/u.test(part),
  );
  const encoding = headers.get('content-encoding') ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    const detail = `The body is encoded as "${cleanText(encoding, 60)}". Send it as it is, without content-encoding.`;
    throw new HttpProblem(415, detail, {}, { 'accept-encoding': 'identity' });
  }
  if (type === 'application/json' && isUtf8) return;
  const said = given === '' ? 'does not say what it is' : `is "${cleanText(given, 100)}"`;
  throw new HttpProblem(
    415,
    `The body ${said}. Expected content-type: application/json, in UTF-8.`,
    {},
    // https://www.rfc-editor.org/rfc/rfc9110#name-415-unsupported-media-type, and RFC 5789 §3.1 for PATCH
    { [method === 'PATCH' ? 'accept-patch' : 'accept']: 'application/json' },
  );
}

async function bytesOf({ body, headers }: BodySource): Promise<Uint8Array> {
  if (Number(headers.get('content-length') ?? 0) > longestBody) throw tooLong();
  if (body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  // The type of the library leaves open what the stream holds; that of a request holds bytes.
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > longestBody) throw tooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badBody('It is not in UTF-8.');
  }
}

function tooLong(): HttpProblem {
  return new HttpProblem(
    413,
    `The body is longer than ${longestBody} bytes, which is the most that is taken.`,
  );
}

function badBody(detail: string): HttpProblem {
  return new HttpProblem(400, `body: ${detail}`, { errors: [{ parameter: 'body', detail }] });
}
