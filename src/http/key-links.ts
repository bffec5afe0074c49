/**
 * Pages that were opened with a function key in their address keep it in their own links, or the next click would be
 * refused. It is done here, in what the pages made, so that no page has to know of keys.
 */

/** The function key in the address of a request; the host has checked it. */
export function keyOf(url: string): string | null {
  const key = new URL(url).searchParams.get('code') ?? '';
  return key === '' || key.length > longestKey ? null : key;
}

const longestKey = 256;

/** Text in our pages has no quotation marks that are not escaped, so nothing but an attribute looks like one. */
const linkAttribute = /(?<before>\s(?:href|src|action|formaction)=")(?<address>[^"]*)"/gu;
const form = /<form\b[^>]*>/gu;

/** The page with the key in every link, form and file of the same origin; others never get it. */
export function withKey(page: string, key: string): string {
  const linked = page.replaceAll(linkAttribute, (whole, before: string, address: string) => {
    const changed = addressWithKey(unescaped(address), key);
    return changed === null ? whole : `${before}${escaped(changed)}"`;
  });
  // A form that is sent by GET replaces the query of its address by its own fields.
  return linked.replaceAll(form, (tag) =>
    isOurs(actionOf(tag)) ? `${tag}<input type="hidden" name="code" value="${escaped(key)}">` : tag,
  );
}

function actionOf(tag: string): string {
  return unescaped(/\saction="(?<action>[^"]*)"/u.exec(tag)?.groups?.['action'] ?? '');
}

const anywhere = 'https://here.invalid';

function isOurs(address: string): boolean {
  return URL.parse(address, `${anywhere}/`)?.origin === anywhere;
}

function addressWithKey(address: string, key: string): string | null {
  // A place in the same page needs no key, and an address with one would load the page again.
  if (address.startsWith('#') || !isOurs(address)) return null;
  const [target = '', ...fragment] = address.split('#');
  const query = target.includes('?') ? target.slice(target.indexOf('?')) : null;
  if (query !== null && new URLSearchParams(query).has('code')) return null;
  const joint = query === null ? '?' : '&';
  return [`${target}${joint}code=${encodeURIComponent(key)}`, ...fragment].join('#');
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
};

function unescaped(text: string): string {
  return text.replaceAll(/&(?:amp|quot|#39|lt|gt);/gu, (entity) => entities[entity] ?? entity);
}

function escaped(text: string): string {
  const names = Object.entries(entities);
  return text.replaceAll(/[&"'<>]/gu, (mark) => names.find(([, found]) => found === mark)?.[0] ?? mark);
}
