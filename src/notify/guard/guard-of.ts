/** The guard: checks an address, looks its name up once, and connects to what was checked (DESIGN §14). */
import { checkUrl } from './check-url.ts';
import { exchange } from './exchange.ts';
import { notReached } from './failure.ts';
import { AddressRefused, type Guard, NotReached } from './guard.ts';
import { type Host, hostOf } from './host.ts';
import { privateHostsOf } from './private-hosts.ts';
import { type Lookup, resolveHost, systemLookup } from './resolve.ts';

export interface GuardOptions {
  /** The setting NOTIFY_PRIVATE_HOSTS: hosts that may have private addresses. */
  readonly privateHosts: readonly string[];
  readonly lookup?: Lookup;
  /** For a whole exchange, from the lookup to the end of the answer. */
  readonly timeoutMs?: number;
  /** PEM of the authorities to trust instead of the public ones. */
  readonly ca?: string;
}

export function guardOf({
  privateHosts,
  lookup = systemLookup,
  timeoutMs = 10_000,
  ca,
}: GuardOptions): Guard {
  const allowed = privateHostsOf(privateHosts);

  /** Ends when the signal does or time is up, with a sentence for whatever went wrong. */
  async function within<T>(
    host: Host,
    signal: AbortSignal,
    work: (ending: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const timeout = AbortSignal.timeout(timeoutMs);
    const ending = AbortSignal.any([signal, timeout]);
    try {
      // Lookups cannot be ended, only left behind.
      return await Promise.race([work(ending), ended(ending)]);
    } catch (error) {
      if (error instanceof AddressRefused) throw error;
      const endedBy = signal.aborted ? 'caller' : timeout.aborted ? 'timeout' : null;
      throw notReached(error, { host: host.text, endedBy, timeoutMs });
    }
  }

  const resolve = (host: Host): Promise<readonly string[]> => resolveHost(host, allowed, lookup);

  return {
    problemOf: async (text) => {
      const checked = checkUrl(text);
      if (!checked.ok) return checked.problem;
      try {
        await within(checked.host, new AbortController().signal, () => resolve(checked.host));
        return null;
      } catch (error) {
        if (error instanceof AddressRefused || error instanceof NotReached) return error.message;
        throw error;
      }
    },

    request: async (request, signal) => {
      const checked = checkUrl(request.url);
      if (!checked.ok) throw new AddressRefused(checked.problem);
      const { url, host } = checked;
      return within(host, signal, async (ending) => {
        const addresses = await resolve(host);
        ending.throwIfAborted();
        return exchange({ url, request, addresses, ca }, ending);
      });
    },

    pin: async (name, signal) => {
      const host = hostOf(name);
      if (host === null) throw new AddressRefused('The host is not valid; it must be like mail.example.com.');
      const [address] = await within(host, signal, () => resolve(host));
      // There is one, or it would have been refused.
      return address ?? host.text;
    },
  };
}

function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = (): void => reject(new Error('ended', { cause: signal.reason }));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
