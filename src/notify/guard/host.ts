/** Hosts in one form: as the URL parser writes them, so that every way to write an address is one. */
import { isIP, isIPv6 } from 'node:net';

/** `text` is a name or an IP address without brackets, as it is looked up and compared. */
export interface Host {
  readonly text: string;
  readonly isAddress: boolean;
}

/** A host as people write it in a setting: a name or an IP address, with brackets or not; null for what is neither. */
export function hostOf(written: string): Host | null {
  const host = isIPv6(written) ? `[${written}]` : written;
  // No character that would begin another part of a URL, or that its parser leaves out.
  if (!/^(?:\[[0-9A-Fa-f:.]+\]|[^\s\p{Cc}/\\?#@:[\]%]+)$/u.test(host)) return null;
  const url = URL.parse(`https://${host}`);
  return url === null ? null : hostOfUrl(url);
}

/** The host of a parsed https URL: its parser has read decimal, octal, hexadecimal, short and full-width forms. */
export function hostOfUrl({ hostname }: URL): Host {
  const text = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return { text, isAddress: isIP(text) !== 0 };
}

/** Why a name leads into a machine or its own network whatever is looked up; null for one that may lead elsewhere. */
export function localNameProblem(name: string): string | null {
  if (name.endsWith('.')) return `the host "${name}" ends with a full stop; leave it out`;
  if (name === 'localhost' || /\.(?:localhost|localdomain)$/.test(name))
    return `"${name}" is this machine itself`;
  if (!name.includes('.')) return `"${name}" is not a full name, like receiver.example.com`;
  return null;
}
