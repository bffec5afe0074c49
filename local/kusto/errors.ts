/** What can be wrong with a query: the service would refuse it, or the interpreter does not know what it uses. */
import type { BoundQuery, Diagnostic, SyntaxNode } from './syntax.ts';

/** A refusal as Log Analytics words it, with what its answer carries. */
export class KustoError extends Error {
  override readonly name = 'KustoError';
  readonly kind: 'SyntaxError' | 'SemanticError';
  /** The code of the service, such as `SEM0100` for a name that cannot be resolved. */
  readonly code: string;
  readonly line: number;
  readonly position: number;

  constructor(kind: KustoError['kind'], code: string, message: string, place: Place) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.line = place.line;
    this.position = place.position;
  }
}

/** The query is fine for the service, yet uses something the interpreter does not have. */
export class UnsupportedQueryError extends Error {
  override readonly name = 'UnsupportedQueryError';

  constructor(what: string, place: Place) {
    super(`The log simulator does not support ${what} (line ${place.line}, position ${place.position}).`);
  }
}

export type Place = { readonly line: number; readonly position: number };

/** Line and position in it, both counted from 1 as the service counts them. */
export function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, position: (before.at(-1)?.length ?? 0) + 1 };
}

/** Throws what the service would answer when the language service finds an error in the query. */
export function refuseFaulty(query: BoundQuery): void {
  const errors = query.diagnostics.filter((diagnostic) => diagnostic.severity === 'Error');
  const first = errors.find(isSyntactic) ?? errors[0];
  if (first === undefined) return;
  const place = placeOf(query.text, first.start);
  if (isSyntactic(first))
    throw new KustoError('SyntaxError', 'SYN0002', `Query could not be parsed: ${first.message}`, place);
  throw new KustoError('SemanticError', 'SEM0100', resolution(query, first), place);
}

// The library has no list of these; KS001 to KS099 and KS198 come from its parser.
function isSyntactic({ code }: Diagnostic): boolean {
  return /^KS0\d\d$/.test(code) || code === 'KS198';
}

function resolution(query: BoundQuery, { code, message, start, length }: Diagnostic): string {
  const name = query.text.slice(start, start + length);
  const operator = operatorAt(query.tree, start);
  if (code === 'KS204')
    return `'${operator}' operator: Failed to resolve table or column expression named '${name}'`;
  if (code === 'KS142') return `'${operator}' operator: Failed to resolve scalar expression named '${name}'`;
  return `'${operator}' operator: ${message}`;
}

/** The operator that holds the offset, or the first one that reads from the table there. */
function operatorAt(node: SyntaxNode, offset: number): string {
  const children = [...node.fields.values(), ...node.items];
  for (const child of children) {
    if (child.start > offset || child.end < offset) continue;
    const inner = operatorAt(child, offset);
    if (inner !== '') return inner;
  }
  const [keyword] = node.fields.values();
  if (node.kind.endsWith('Operator') && keyword !== undefined) return keyword.text;
  const reader = node.kind === 'PipeExpression' ? node.fields.get('Operator') : undefined;
  return reader?.fields.values().next().value?.text ?? '';
}
