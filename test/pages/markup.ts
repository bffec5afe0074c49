/** Reads a page as text that we wrote: every `<` and `>` in it is ours, or a test of hostile text fails. */

export interface Tag {
  readonly name: string;
  readonly closing: boolean;
  readonly attributes: Readonly<Record<string, string>>;
}

export function tagsOf(html: string): readonly Tag[] {
  return [...html.matchAll(/<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*(\/?)>/gu)].map(
    ([, slash, name = '', attributes = '']) => ({
      name,
      closing: slash === '/',
      attributes: Object.fromEntries(
        [...attributes.matchAll(/([\w:-]+)(?:="([^"]*)")?/gu)].map(([, key = '', value = '']) => [
          key,
          unescape(value),
        ]),
      ),
    }),
  );
}

/** The opening tags of a name. */
export function elementsOf(html: string, name: string): readonly Tag[] {
  return tagsOf(html).filter((tag) => tag.name === name && !tag.closing);
}

/** What a reader sees: without the head, without tags, each run of spaces as one. */
export function textOf(html: string): string {
  const body = html.slice(Math.max(0, html.indexOf('<body')));
  return unescape(body.replaceAll(/<[^>]*>/gu, ' '))
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/** The texts of the innermost elements of a name, in order. */
export function textsOf(html: string, name: string): readonly string[] {
  return [...html.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>(.*?)</${name}>`, 'gsu'))].map(
    ([, inner = '']) => textOf(inner),
  );
}

/** The part of a page from a heading's id to the end of its section. */
export function sectionOf(html: string, id: string): string {
  return new RegExp(`<section[^>]*aria-labelledby="${id}".*?</section>`, 'su').exec(html)?.[0] ?? '';
}

function unescape(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
