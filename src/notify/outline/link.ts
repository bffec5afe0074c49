/** Addresses in messages: what is no web address, or too long to be one of ours, is no link. */

const longest = 2_000;

export function safeUrl(url: string | null): string | null {
  if (url === null || url.length > longest || !URL.canParse(url)) return null;
  const { protocol, href, username, password } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  // Nothing of ours has them, and they hide where a link goes.
  if (username !== '' || password !== '') return null;
  // Parsed and written again: quotes, spaces and the like are percent-encoded.
  return href.length > longest ? null : href.replaceAll("'", '%27');
}
