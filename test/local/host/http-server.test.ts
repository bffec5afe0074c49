import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import type { RegisteredFunction } from '../../../local/host/function-app.ts';
import { httpServer } from '../../../local/host/http-server.ts';
import { closeServer, listen } from '../../../local/host/listen.ts';
import { parseTemplate } from '../../../local/host/routes.ts';

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => closeServer(server, 0)));
});

const target: RegisteredFunction = { metadata: { name: 'keep', bindings: {} }, callback: () => undefined };
const log = { write: () => {} };

/** A server whose one function answers how many bytes it was given. */
async function serve(): Promise<string> {
  const route = { template: 'keep', methods: ['POST'], segments: parseTemplate('keep', 'keep'), target };
  const server = httpServer({
    routes: [route],
    log,
    bodyLimit: 10,
    invoke: async (_fn, input) => ({
      returnValue: {
        http: { statusCode: '200', body: { string: String(input.data.http?.body?.bytes?.length) } },
      },
    }),
  });
  servers.push(server);
  return `http://127.0.0.1:${await listen(server, 0)}`;
}

const bodies = [
  ['as long as the limit', 'x'.repeat(10), 200],
  ['that says it is longer', 'x'.repeat(11), 413],
  ['that turns out to be longer', new Blob(['x'.repeat(6), 'x'.repeat(6)]).stream(), 413],
] as const;
test.each(bodies)('a body %s answers %s', async (_what, body, status) => {
  // A stream is sent in chunks, without its length, and needs `duplex`, which the DOM types do not know.
  const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
  const response = await fetch(`${await serve()}/keep`, init);
  expect(response.status).toBe(status);
});

test('a port that was asked for and is in use is refused; one that was not is passed over', async () => {
  const url = await serve();
  const taken = Number(new URL(url).port);
  const [first, second] = [createServer(), createServer()];
  servers.push(second);
  await expect(listen(first, taken)).rejects.toThrow(
    `Port ${taken} is in use. Choose another with --port, or leave it out for a free one.`,
  );
  expect(await listen(second, null)).not.toBe(taken);
});
