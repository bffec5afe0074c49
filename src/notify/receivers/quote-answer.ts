/** What the other side answered, fit to be stored and shown: answers often quote the request, and with it our secrets. */
import { cleanText } from '../../shared/clean-text.ts';

const most = 200;
const hidden = '…';

/**
 * The beginning of an answer as one line without secrets. Those in the clear are looked for; whatever else looks as if it
 * was made by a machine goes too, because there is no end of ways to encode a secret.
 */
export function quoteWithout(secrets: readonly string[], text: string): string {
  // Secrets go before anything is cut: a cut one would not be found.
  const clean = cleanText(text, text.length + 1);
  return cleanText(withoutTokens(without(secrets, clean)), most);
}

/** The secrets in a URL: its whole path and query, and their parts. Short parts are words like "api". */
export function secretsInUrl(url: string): readonly string[] {
  const parsed = URL.parse(url);
  if (parsed === null) return [url];
  const { pathname, search, searchParams } = parsed;
  const parts = [...pathname.split('/'), ...search.slice(1).split(/[&=]/), ...searchParams.values()];
  return [url, pathname + search, ...parts].filter((part) => part.length >= 4);
}

function without(secrets: readonly string[], text: string): string {
  const forms = new Set(
    secrets.flatMap((secret) => [
      secret,
      decoded(secret),
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
    ]),
  );
  // Longest first, so that no part of one is left.
  const longestFirst = [...forms].filter((form) => form !== '').sort((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, form) => rest.replaceAll(form, hidden), text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Runs of 16 characters and more that are no words: keys, signatures, paths, anything in base64, hex or URL encoding. */
function withoutTokens(text: string): string {
  return text.replaceAll(/[^\s"'<>{}[\](),:;|]{16,}/gu, (run) => (/^[A-Za-z_.-]+$/.test(run) ? run : hidden));
}
