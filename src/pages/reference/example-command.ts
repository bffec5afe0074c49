import { shellQuote } from '../../shared/quote.ts';
import type { ApiDocument, JsonSchema, NamedOperation, Parameter } from './api-document.ts';
import { resolved, wholeSchema } from './api-document.ts';

/** A call of an operation to paste: what has to be given stands for itself in capitals. */
export function exampleCommand(document: ApiDocument, operation: NamedOperation): string {
  const { method, path, requestBody } = operation;
  const needed = (operation.parameters ?? [])
    .flatMap((parameter) => resolved<Parameter>(document, parameter) ?? [])
    .filter(({ in: place, required }) => place === 'query' && required === true)
    .map(({ name }) => `${encodeURIComponent(name)}=${placeholder(name)}`);
  const filled = path.replaceAll(/\{([^}]*)\}/gu, (_, name: string) => placeholder(name));
  const address = `"$ADDRESS${filled.replaceAll(/["$`\\]/gu, '')}${needed.length === 0 ? '' : `?${needed.join('&')}`}"`;
  const body = Object.entries(requestBody?.content ?? {})[0];
  return [
    `curl${method === 'GET' ? '' : ` --request ${method}`} ${address}`,
    ...(body === undefined
      ? []
      : [
          `  --header ${shellQuote(`content-type: ${body[0]}`)}`,
          `  --data ${shellQuote(JSON.stringify(exampleOf(document, body[1].schema ?? {})))}`,
        ]),
  ].join(' \\\n');
}

function placeholder(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z0-9]+/gu, '_');
}

/** A value of a schema with what it needs, and nothing else; a schema inside itself ends at some depth. */
function exampleOf(document: ApiDocument, schema: JsonSchema, depth = 0): unknown {
  const whole = wholeSchema(document, schema) ?? {};
  const { type, properties = {}, required = [], items, anyOf, oneOf, enum: words, minimum, format } = whole;
  const [alternative] = anyOf ?? oneOf ?? [];
  if (words !== undefined) return words[0];
  if (whole.const !== undefined) return whole.const;
  if (alternative !== undefined && depth < deepest) return exampleOf(document, alternative, depth + 1);
  const [only = ''] = typeof type === 'string' ? [type] : (type ?? []);
  if (only === 'object') {
    const members = depth < deepest ? required : [];
    return Object.fromEntries(
      members.map((name) => [name, exampleOf(document, properties[name] ?? {}, depth + 1)]),
    );
  }
  if (only === 'array')
    return items === undefined || depth >= deepest ? [] : [exampleOf(document, items, depth + 1)];
  if (only === 'integer' || only === 'number') return minimum ?? 1;
  if (only === 'boolean') return true;
  return format === 'date-time' ? '2026-12-31T00:00:00Z' : '…';
}

const deepest = 4;
