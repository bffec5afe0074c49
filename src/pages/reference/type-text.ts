/** The type of a value in a few words: `text`, `list of objects`, `number or null`. */
import { plain } from '../parts/text.ts';
import type { ApiDocument, JsonSchema } from './api-document.ts';
import { wholeSchema } from './api-document.ts';

/** A schema may be made of itself. */
const deepest = 6;

export function typeText(document: ApiDocument, schema: JsonSchema, depth = 0): string {
  if (depth > deepest) return '…';
  const whole = wholeSchema(document, schema);
  if (whole === undefined) return plain(schema.$ref ?? '');
  if (whole.const !== undefined) return plain(JSON.stringify(whole.const));
  if (whole.enum !== undefined) {
    const words = whole.enum.map((value) => plain(typeof value === 'string' ? value : JSON.stringify(value)));
    return `one of ${words.join(', ')}`;
  }
  const alternatives = whole.anyOf ?? whole.oneOf;
  if (alternatives !== undefined) {
    const texts = alternatives.map((one) => typeText(document, one, depth + 1));
    return [...new Set(texts)].join(' or ');
  }
  const types = typeof whole.type === 'string' ? [whole.type] : (whole.type ?? []);
  return types.length === 0
    ? 'any value'
    : types.map((type) => wordOf(document, type, whole, depth)).join(' or ');
}

function wordOf(document: ApiDocument, type: string, schema: JsonSchema, depth: number): string {
  const { items, additionalProperties, format, minimum, maximum } = schema;
  if (type === 'array')
    return items === undefined ? 'list' : `list of: ${typeText(document, items, depth + 1)}`;
  if (type === 'object') {
    return typeof additionalProperties === 'object'
      ? `values by name: ${typeText(document, additionalProperties, depth + 1)}`
      : 'object';
  }
  if (type === 'string') return formats[format ?? ''] ?? 'text';
  if (type === 'boolean') return 'true or false';
  if (type === 'null') return type;
  const word = type === 'integer' ? 'whole number' : type;
  return `${word}${rangeText(minimum, maximum)}`;
}

const formats: Readonly<Record<string, string>> = {
  'date-time': 'time, ISO 8601',
  date: 'date, ISO 8601',
  uri: 'URL',
};

/** What every whole number is within anyway is not worth saying. */
function rangeText(minimum: number | undefined, maximum: number | undefined): string {
  const least = minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? null : minimum;
  const most = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? null : maximum;
  if (least !== null && most !== null) return ` from ${least} to ${most}`;
  if (least !== null) return ` from ${least}`;
  return most === null ? '' : ` up to ${most}`;
}
