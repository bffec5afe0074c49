/** Every way in which sending over HTTPS fails, for receivers whose address or headers hold secrets (notify-leaks.ts). */
import type { Guard } from '../../src/notify/guard/guard.ts';
import { guardOf } from '../../src/notify/guard/guard-of.ts';
import type { Outgoing, Receiver, Sent } from '../../src/notify/receivers/receiver.ts';
import { type HttpsReceiver, type HttpsReceiverOptions, startHttpsReceiver } from './https-receiver.ts';
import { lookupOf } from './lookup.ts';
import { echoesOf, expectNoLeak, seenWhile } from './notify-leaks.ts';
import { receiverName } from './test-authority.ts';

export interface HttpLeakCheck {
  /** What must not be seen; what is in `path` belongs to it. */
  readonly secrets: readonly string[];
  /** Path and query of the address that is configured. */
  readonly path: string;
  readonly receiverFor: (url: string, guard: Guard) => Receiver;
  readonly outgoing: Outgoing;
}

/** Sends in each of the ways, looks for secrets in all that is seen, and answers what the receiver said of each. */
export async function sendInAllWaysThatFail(check: HttpLeakCheck): Promise<readonly Sent[]> {
  const said: Sent[] = [];
  for (const way of [...answersThatFail(check.path), ...connectionsThatFail]) {
    const server = await startHttpsReceiver(way.server);
    await way.prepare(server);
    const guard = guardOf({
      privateHosts: way.privateHosts ?? [receiverName],
      lookup: lookupOf(way.names ?? { [receiverName]: ['127.0.0.1'] }),
      ca: server.ca,
      timeoutMs: way.timeoutMs ?? 10_000,
    });
    const receiver = check.receiverFor(server.url + check.path, guard);
    const { signal } = new AbortController();
    const { result, texts } = await seenWhile(() => receiver.send(check.outgoing, signal));
    await server.close();
    expectNoLeak({ secrets: check.secrets, texts });
    if (result === null) throw new Error(`It threw: ${texts.join('\n')}`);
    said.push(result);
  }
  return said;
}

interface Way {
  readonly server?: HttpsReceiverOptions;
  readonly names?: Readonly<Record<string, readonly string[]>>;
  readonly privateHosts?: readonly string[];
  readonly timeoutMs?: number;
  readonly prepare: (server: HttpsReceiver) => void | Promise<void>;
}

function answersThatFail(path: string): readonly Way[] {
  const kinds = echoesOf({ method: '', path: '', headers: {}, body: '' }).keys();
  const echo = (status: number, kind: number): Way => ({
    prepare: (server) => server.answer((request) => ({ status, body: echoesOf(request)[kind]?.body ?? '' })),
  });
  const echoes = [
    ...[...kinds].flatMap((kind) => [echo(400, kind), echo(503, kind)]),
    ...[401, 404, 410, 429].map((status) => echo(status, 0)),
  ];
  const headers: Way = {
    prepare: (server) =>
      server.answer({
        status: 503,
        headers: { 'retry-after': path, 'www-authenticate': `Basic realm="${path}"` },
        body: `${' '.repeat(190)}${path}`,
      }),
  };
  const redirects = [301, 302, 307, 308].map((status): Way => ({
    prepare: (server) => server.answer({ status, headers: { location: server.url + path }, body: path }),
  }));
  return [...echoes, headers, ...redirects];
}

const nothing = (): void => undefined;

const connectionsThatFail: readonly Way[] = [
  { prepare: (server) => server.close() },
  { prepare: (server) => server.answer('reset') },
  { prepare: (server) => server.answer('garbage') },
  { prepare: (server) => server.answer('silence'), timeoutMs: 100 },
  { prepare: (server) => server.answer('halfBody'), timeoutMs: 100 },
  { prepare: nothing, server: { certificate: 'expired' } },
  { prepare: nothing, server: { certificate: 'otherName' } },
  { prepare: nothing, server: { certificate: 'unknownAuthority' } },
  { prepare: nothing, names: {} },
  { prepare: nothing, privateHosts: [] },
];
