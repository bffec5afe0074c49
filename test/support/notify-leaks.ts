/**
 * Looks for secrets in what receivers say, throw and log, after the example of Alertmanager's AssertNotifyLeaksNoSecret
 * (https://github.com/prometheus/alertmanager, notify/test). Usable for any receiver: `seenWhile` collects all that
 * somebody could read of one try, and `expectNoLeak` looks through it.
 */
import { inspect } from 'node:util';
import { expect, vi } from 'vitest';
import type { ReceivedRequest, ReceiverAnswer } from './https-receiver.ts';

/** Fails when one of the texts holds a secret: in the clear, or in a form that turns it back into one. */
export function expectNoLeak({
  secrets,
  texts,
}: {
  readonly secrets: readonly string[];
  readonly texts: readonly string[];
}): void {
  const forms = secrets.flatMap((secret) =>
    formsOf(secret).map(([how, form]) => ({ secret, how, form: form.toLowerCase() })),
  );
  const leaks = texts.flatMap((text) => {
    const lower = text.toLowerCase();
    return forms.filter(({ form }) => lower.includes(form)).map(({ secret, how }) => ({ secret, how, text }));
  });
  expect(leaks).toEqual([]);
}

/** The ways a text is found in another, by name. */
function formsOf(secret: string): readonly (readonly [how: string, form: string])[] {
  const forms: readonly (readonly [string, string])[] = [
    ['in the clear', secret],
    ['URL-encoded', encodeURIComponent(secret)],
    ['as a form', new URLSearchParams({ s: secret }).toString().slice(2)],
    ['URL-encoded twice', encodeURIComponent(encodeURIComponent(secret))],
    ['JSON-escaped', JSON.stringify(secret).slice(1, -1)],
    [
      'JSON-escaped with slashes',
      JSON.stringify(secret)
        .slice(1, -1)
        .replaceAll('/', String.raw`\/`),
    ],
    ['HTML-escaped', secret.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('+', '&#43;')],
    ['in hex', Buffer.from(secret).toString('hex')],
    ...[0, 1, 2].flatMap((offset) => base64Within(secret, offset)),
  ];
  return forms.filter(([, form]) => form.length > 0);
}

/** The part of its base64 that stays the same whatever stands around it, when it begins at this byte of three. */
function base64Within(secret: string, offset: number): readonly (readonly [string, string])[] {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
  const whole = bytes.toString('base64');
  const from = offset === 0 ? 0 : 4;
  const stable = whole.slice(from, 4 * Math.floor(bytes.length / 3));
  // Less than eight characters are found by chance.
  if (stable.length < 8) return [];
  return [
    [`in base64 from byte ${offset}`, stable],
    [`in base64url from byte ${offset}`, stable.replaceAll('+', '-').replaceAll('/', '_')],
  ];
}

/** All that somebody could read of one call: its answer or its error to the bottom, and what was printed meanwhile. */
export async function seenWhile<T>(
  call: () => Promise<T>,
): Promise<{ readonly result: T | null; readonly texts: readonly string[] }> {
  const texts: string[] = [];
  const printed = spiesThat((text) => texts.push(text));
  try {
    const result = await call();
    texts.push(JSON.stringify(result) ?? '', inspect(result, everything));
    return { result, texts };
  } catch (error) {
    texts.push(inspect(error, everything), String(error));
    return { result: null, texts };
  } finally {
    for (const spy of printed) spy.mockRestore();
  }
}

const everything = { depth: 12, maxStringLength: null, maxArrayLength: null, breakLength: Infinity } as const;

function spiesThat(see: (text: string) => void): readonly { mockRestore(): void }[] {
  const methods = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;
  return methods.map((method) =>
    vi.spyOn(console, method).mockImplementation((...args: unknown[]) => {
      see(args.map((arg) => (typeof arg === 'string' ? arg : inspect(arg, everything))).join(' '));
    }),
  );
}

/** Answers of a server that tells everything it was sent, in every way an error page does. */
export function echoesOf(request: ReceivedRequest): readonly ReceiverAnswer[] {
  const plain = [
    `${request.method} ${request.path} HTTP/1.1`,
    ...Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`),
    '',
    request.body.slice(0, 2000),
  ].join('\r\n');
  const bodies = [
    plain,
    request.path,
    // As a router that names the parts and the parameters.
    request.path.split(/[/?&=]/).join(' '),
    JSON.stringify({ error: 'no', request: { ...request, body: null } }),
    JSON.stringify(JSON.stringify(request.headers)).replaceAll('/', String.raw`\/`),
    `<pre>Cannot POST ${request.path.replaceAll('&', '&amp;').replaceAll('+', '&#43;')}</pre>`,
    `url=${encodeURIComponent(request.path)}&headers=${encodeURIComponent(JSON.stringify(request.headers))}`,
    Buffer.from(plain).toString('base64'),
    Buffer.from(` ${request.path}`).toString('base64url'),
    Buffer.from(plain).toString('hex'),
  ];
  return bodies.map((body) => ({ status: 400, body }));
}
