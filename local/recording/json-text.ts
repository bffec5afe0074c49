/**
 * JSON that people read and compare by line: a member or an element a line, and what is short in one. Members keep their
 * order, on which the wording of a report may depend.
 */

/** As wide as the lines of the sources. */
const width = 110;

/** Ends with a line feed. */
export function jsonText(value: unknown): string {
  // As JSON has it: no undefined, no dates.
  return `${text(JSON.parse(JSON.stringify(value)), '')}\n`;
}

function text(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const deeper = `${indent}  `;
  const [parts, open, close] = Array.isArray(value)
    ? [value.map((inner: unknown) => text(inner, deeper)), '[', ']']
    : [
        Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}: ${text(inner, deeper)}`),
        '{ ',
        ' }',
      ];
  if (parts.length === 0) return Array.isArray(value) ? '[]' : '{}';
  const line = `${open}${parts.join(', ')}${close}`;
  if (line.length + indent.length <= width && !line.includes('\n')) return line;
  return `${open.trim()}\n${parts.map((part) => deeper + part).join(',\n')}\n${indent}${close.trim()}`;
}
