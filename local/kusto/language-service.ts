/** Parses and binds queries with the official Kusto language service. */
import {
  listOf,
  service,
  type BridgeDiagnostic,
  type BridgeSyntax,
  type BridgeType,
  type GlobalState,
} from './bridge.ts';
import { withoutTimes, withTimes } from './query-times.ts';
import type { BoundQuery, Column, Diagnostic, SyntaxNode, TableSchema } from './syntax.ts';

/** Parses a query and binds it to the given tables, as a workspace that holds exactly these would. */
export function parseAndBind(query: string, tables: readonly TableSchema[]): BoundQuery {
  const { text, times } = withoutTimes(query);
  const schema = schemaKey(tables);
  const key = `${schema}\n${text}`;
  const known = bound.get(key) ?? analysed(text, stateOf(schema, tables));
  if (bound.size >= mostBound) bound.clear();
  bound.set(key, known);
  return times.length === 0 ? known : withTimes(known, query, times);
}

function analysed(text: string, state: GlobalState): BoundQuery {
  const code = service().kusto.KustoCode.ParseAndAnalyze(text, state);
  return {
    text,
    diagnostics: listOf(code.GetDiagnostics()).map(diagnosticOf),
    columns: columnsOf(code.ResultType),
    tree: nodeOf(code.Syntax),
  };
}

/** Analysing a query of thirty lines takes the library 0.05 s, so those that come again are kept. */
const bound = new Map<string, BoundQuery>();
const mostBound = 100;

const states = new Map<string, GlobalState>();

function schemaKey(tables: readonly TableSchema[]): string {
  return JSON.stringify(
    tables.map(({ name, columns }) => [name, columns.map((column) => [column.name, column.type])]),
  );
}

function stateOf(key: string, tables: readonly TableSchema[]): GlobalState {
  const known = states.get(key);
  if (known !== undefined) return known;
  const { Symbols, GlobalState } = service().kusto;
  const symbols = tables.map(({ name, columns }) => {
    const schema = columns.map((column) => `['${column.name}']: ${column.type}`).join(', ');
    return Symbols.TableSymbol.From(`(${schema})`).WithName(name);
  });
  const state = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor('workspace', symbols));
  states.set(key, state);
  return state;
}

function nodeOf(syntax: BridgeSyntax): SyntaxNode {
  const kind = service().kinds.get(syntax.Kind) ?? `Kind${syntax.Kind}`;
  const fields = new Map<string, SyntaxNode>();
  const items: SyntaxNode[] = [];
  for (let index = 0; index < syntax.ChildCount; index += 1) {
    const child = syntax.GetChild(index);
    if (child === null || child === undefined) continue;
    const node = nodeOf(child);
    if (kind === 'List') items.push(node.kind === 'SeparatedElement' ? (node.items[0] ?? node) : node);
    else if (kind === 'SeparatedElement') items.push(node);
    else fields.set(syntax.GetName(index), node);
  }
  return {
    kind,
    start: syntax.TextStart,
    end: syntax.End,
    text: syntax.IsToken ? (syntax.ValueText ?? '') : soleText(kind, fields),
    type: syntax.ResultType?.Name ?? '',
    columns: columnsOf(syntax.ResultType),
    refersTo: syntax.ReferencedSymbol?.Name ?? '',
    fields,
    items,
  };
}

function soleText(kind: string, fields: ReadonlyMap<string, SyntaxNode>): string {
  // A name with blanks or dots is written ['like this'].
  if (kind === 'BracketedName') return fields.get('Name')?.text ?? '';
  const [only] = fields.values();
  return fields.size === 1 && only !== undefined ? only.text : '';
}

function columnsOf(type: BridgeType | null | undefined): Column[] {
  const columns = type?.Columns;
  if (columns === null || columns === undefined) return [];
  return listOf(columns).map((column) => ({ name: column.Name, type: column.Type.Name }));
}

function diagnosticOf(diagnostic: BridgeDiagnostic): Diagnostic {
  return {
    code: diagnostic.Code,
    severity: diagnostic.Severity,
    message: diagnostic.Message,
    start: diagnostic.Start,
    length: diagnostic.Length,
  };
}
