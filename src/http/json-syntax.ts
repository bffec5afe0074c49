/** Where a text stops being JSON (https://www.rfc-editor.org/rfc/rfc8259): `JSON.parse` tells it for some mistakes only. */

// Control characters have to be escaped in texts; \p{Cc} has more of them, which JSON lets pass.
const token =
  /(?<text>"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(?<atom>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|(?<mark>[{}[\],:])/uy;
const space = /[ \t\n\r]*/uy;

/** What may come next: `firstName` and `firstItem` stand behind an opening mark, where the closing one may follow. */
type Expected = 'value' | 'firstItem' | 'firstName' | 'name' | 'colon' | 'next' | 'end';

/** Offset of the first token that is out of place, the length of the text when it ends too early, or null for JSON. */
export function syntaxErrorAt(text: string): number | null {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = 0;
  for (;;) {
    at = endOf(space, text, at);
    if (at === text.length) return expected === 'end' ? null : at;
    token.lastIndex = at;
    const found = token.exec(text);
    if (found === null) return at;
    const next = after(expected, found, open);
    if (next === null) return at;
    expected = next;
    at = token.lastIndex;
  }
}

/** The line and the column of an offset, from 1, and what is there; for a sentence. */
export function placeOf(text: string, at: number): string {
  const before = text.slice(0, at).split('\n');
  const where = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  return at === text.length ? `${where}, where it ends` : where;
}

function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}

/** What is expected behind a token, or null when the token itself is not what was expected. Keeps `open` up to date. */
function after(expected: Expected, { groups = {} }: RegExpExecArray, open: ('{' | '[')[]): Expected | null {
  const { text, mark } = groups;
  const behindValue = (): Expected => (open.length === 0 ? 'end' : 'next');
  const close = (opening: '{' | '['): Expected | null => (open.pop() === opening ? behindValue() : null);
  switch (expected) {
    case 'end':
      return null;
    case 'colon':
      return mark === ':' ? 'value' : null;
    case 'name':
    case 'firstName':
      if (mark === '}' && expected === 'firstName') return close('{');
      return text === undefined ? null : 'colon';
    case 'next':
      if (mark === ',') return open.at(-1) === '{' ? 'name' : 'value';
      if (mark === '}') return close('{');
      return mark === ']' ? close('[') : null;
    case 'value':
    case 'firstItem':
      if (mark === undefined) return behindValue();
      if (mark === ']' && expected === 'firstItem') return close('[');
      if (mark !== '{' && mark !== '[') return null;
      open.push(mark);
      return mark === '{' ? 'firstName' : 'firstItem';
    default:
      return null;
  }
}
