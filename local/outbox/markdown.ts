/** The part of Markdown that our cards have: escaped characters, and links. */

export interface MarkdownPart {
  readonly text: string;
  /** Where it leads; null for plain text. */
  readonly url: string | null;
}

/** A text of characters, of which each may be escaped. */
const link = /(?<!\\)\[((?:\\.|[^\\\]])*)\]\((https?:\/\/[^\s()]+)\)/g;

export function markdownParts(markdown: string): readonly MarkdownPart[] {
  const parts: MarkdownPart[] = [];
  let from = 0;
  for (const { 0: whole, 1: text = '', 2: url = '', index } of markdown.matchAll(link)) {
    if (index > from) parts.push({ text: unescaped(markdown.slice(from, index)), url: null });
    parts.push({ text: unescaped(text), url });
    from = index + whole.length;
  }
  if (from < markdown.length) parts.push({ text: unescaped(markdown.slice(from)), url: null });
  return parts;
}

function unescaped(text: string): string {
  return text.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1');
}
