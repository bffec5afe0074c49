/** Host → the addresses that may be connected to. A name is looked up once, and every address it has must be allowed. */
import { type LookupAddress, promises as dns } from 'node:dns';
import { judgeAddress } from './address.ts';
import { NotReached, AddressRefused } from './guard.ts';
import { type Host, localNameProblem } from './host.ts';
import type { PrivateHosts } from './private-hosts.ts';

/** All addresses of a name, as `dns.lookup` finds them; rejects as it does. */
export type Lookup = (name: string) => Promise<readonly Pick<LookupAddress, 'address'>[]>;

/** As every other program on this machine looks it up. */
export const systemLookup: Lookup = (name) => dns.lookup(name, { all: true, order: 'ipv4first' });

/** Throws `AddressRefused` when the host or one of its addresses is not allowed, `NotReached` when it has none. */
export async function resolveHost(
  host: Host,
  privateHosts: PrivateHosts,
  lookup: Lookup,
): Promise<readonly string[]> {
  const local = host.isAddress || privateHosts.allows(host) ? null : localNameProblem(host.text);
  if (local !== null) throw new AddressRefused(`Nothing is sent there: ${local}. ${remedy(host)}`);
  const found = host.isAddress ? [{ address: host.text }] : await lookUp(host.text, lookup);
  if (found.length === 0) throw new NotReached(`The name ${host.text} has no address. Check its spelling.`);
  return found.map(({ address }) => allowed(address, host, privateHosts));
}

function allowed(address: string, host: Host, privateHosts: PrivateHosts): string {
  const judged = judgeAddress(address);
  const verb = host.isAddress ? 'is' : 'leads to';
  if (judged.kind === 'never')
    throw new AddressRefused(
      `Nothing is sent to ${host.text}: it ${verb} ${judged.why}. Use a public address.`,
    );
  if (judged.kind === 'public' || privateHosts.allows(host) || privateHosts.allowsAddress(judged.text))
    return judged.text;
  throw new AddressRefused(`Nothing is sent to ${host.text}: it ${verb} ${judged.why}. ${remedy(host)}`);
}

function remedy(host: Host): string {
  return `Use a public address, or add "${host.text}" to the setting NOTIFY_PRIVATE_HOSTS.`;
}

async function lookUp(name: string, lookup: Lookup): ReturnType<Lookup> {
  try {
    return await lookup(name);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new NotReached(`The name ${name} is not known${code}. Check its spelling and the DNS of this app.`);
  }
}
