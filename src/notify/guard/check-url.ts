/** Which addresses (URLs) may be configured at all, before any name is looked up. */
import { type Host, hostOfUrl } from './host.ts';

export type CheckedUrl =
  | { readonly ok: true; readonly url: URL; readonly host: Host }
  | { readonly ok: false; readonly problem: string };

const longest = 2048;

/**
 * Reads an address strictly: what the URL parser would quietly repair is a problem, because people and other programs
 * read it differently. Sentences name the host at most: the rest may be a secret.
 */
export function checkUrl(text: string): CheckedUrl {
  if (text.length > longest)
    return problem(`The address has ${text.length} characters; at most ${longest} are allowed.`);
  if (/[\s\p{Cc}\\]/u.test(text))
    return problem(
      'The address has a space, a line break, a control character or a backslash in it; write them as %20 and so on, or leave them out.',
    );
  const [, scheme, authority] = /^([^:/?#]*):\/\/([^/?#]*)/u.exec(text) ?? [];
  if (scheme === undefined || authority === undefined)
    return problem(`The address is not a URL; it must be like ${example}.`);
  if (scheme.toLowerCase() !== 'https')
    return problem(`The address does not begin with https://; it must be like ${example}.`);
  if (authority === '') return problem(`The address has no host; it must be like ${example}.`);
  if (authority.includes('@'))
    return problem(
      'The address has a user name or password before its host; leave out everything up to the @.',
    );
  if (text.includes('#'))
    return problem('The address has a fragment (#…), which is never sent; leave it out.');
  const url = URL.parse(text);
  if (url === null)
    return problem(`The host or port of the address is not valid; it must be like ${example}.`);
  if (url.port === '0') return problem('The port of the address is 0; it must be from 1 to 65535.');
  return { ok: true, url, host: hostOfUrl(url) };
}

const example = 'https://receiver.example.com/path';

function problem(text: string): CheckedUrl {
  return { ok: false, problem: text };
}
