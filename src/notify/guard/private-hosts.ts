/** The private hosts that people allow (NOTIFY_PRIVATE_HOSTS): exact names or IP addresses. */
import { judgeAddress } from './address.ts';
import { type Host, hostOf } from './host.ts';

export interface PrivateHosts {
  allows(host: Host): boolean;
  /** An address may be allowed for itself, whatever name led to it. */
  allowsAddress(address: string): boolean;
}

/** Entries that `privateHostProblem` complains of allow nothing. */
export function privateHostsOf(entries: readonly string[]): PrivateHosts {
  const allowed = new Set(
    entries.flatMap((entry) => (privateHostProblem(entry) === null ? [canonical(entry)] : [])),
  );
  return {
    allows: ({ text }) => allowed.has(text),
    allowsAddress: (address) => allowed.has(address),
  };
}

/** What is wrong with an entry of the setting, one sentence with what would be right; null when nothing is. */
export function privateHostProblem(entry: string): string | null {
  const host = hostOf(entry);
  if (host === null || entry.includes('*')) {
    return (
      `NOTIFY_PRIVATE_HOSTS has "${entry}", but each entry must be one host, by its exact name or IP address, ` +
      'e.g. hooks.corp.example.com or 10.20.30.40: without scheme, port, path or wildcard.'
    );
  }
  if (!host.isAddress) return null;
  const judged = judgeAddress(host.text);
  if (judged.kind !== 'never') return null;
  return `NOTIFY_PRIVATE_HOSTS has "${entry}", but that is ${judged.why}: nothing is ever sent there. Leave it out.`;
}

/** An IPv4 address that is wrapped in an IPv6 one is that address. */
function canonical(entry: string): string {
  const text = hostOf(entry)?.text ?? '';
  const judged = judgeAddress(text);
  return judged.kind === 'never' ? text : judged.text;
}
