/** One sample of the Prometheus text format. */
export interface Sample {
  readonly name: string;
  /** A map and no object: label names come from outside. */
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

/** Reads `name{label="value",…} value [timestamp]`; null when the line is something else. The timestamp is dropped. */
export function parseSample(line: string): Sample | null {
  const name = matchAt(nameAndBrace, line, 0);
  if (name === null) return null;
  const labels = new Map<string, string>();
  let position = name.end;
  if (name.groups[1] !== undefined) {
    const end = readLabels(line, position, labels);
    if (end === null) return null;
    position = end;
  }
  const tail = matchAt(valueAndTimestamp, line, position);
  const value = tail === null ? null : valueOf(tail.groups[0] ?? '');
  return value === null ? null : { name: name.groups[0] ?? '', labels, value };
}

const nameAndBrace = /[ \t]*([a-zA-Z_:][a-zA-Z0-9_:]*)(?:[ \t]*(\{)|(?=[ \t]))/y;
const label = /[ \t]*([a-zA-Z_][a-zA-Z0-9_]*)[ \t]*=[ \t]*"([^"\\]*(?:\\[\\"n][^"\\]*)*)"[ \t]*/y;
const comma = /,/y;
const closing = /[ \t]*\}/y;
const valueAndTimestamp = /[ \t]*([^ \t\r]+)(?:[ \t]+-?\d+)?[ \t]*\r?$/y;

/** Reads up to and with the closing brace; answers where it ended, or null. A comma may stand before the brace. */
function readLabels(line: string, start: number, labels: Map<string, string>): number | null {
  let position = start;
  for (let open = true; open;) {
    const pair = matchAt(label, line, position);
    if (pair === null) break;
    labels.set(pair.groups[0] ?? '', unescaped(pair.groups[1] ?? ''));
    const separator = matchAt(comma, line, pair.end);
    open = separator !== null;
    position = separator?.end ?? pair.end;
  }
  return matchAt(closing, line, position)?.end ?? null;
}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replaceAll(/\\[\\"n]/gu, (escape) => (escape === String.raw`\n` ? '\n' : escape.slice(1)));
}

/** As Go prints numbers; `Number` alone would read an empty text as 0 and accept hexadecimal. */
function valueOf(text: string): number | null {
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/u.test(text)) return Number(text);
  if (/^nan$/iu.test(text)) return Number.NaN;
  const [, sign] = /^([+-]?)inf(?:inity)?$/iu.exec(text) ?? [];
  if (sign === undefined) return null;
  return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function matchAt(pattern: RegExp, text: string, position: number) {
  // Sticky: matches at exactly this place.
  pattern.lastIndex = position;
  const found = pattern.exec(text);
  return found === null ? null : { groups: found.slice(1), end: position + found[0].length };
}
