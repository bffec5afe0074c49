/** Parses and binds queries with the official Kusto language service. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createContext, runInContext } from 'node:vm';
import type { BoundQuery, Column, Diagnostic, SyntaxNode, TableSchema } from './syntax.ts';

/** Parses a query and binds it to the given tables, as a workspace that holds exactly these would. */
export function parseAndBind(query: string, tables: readonly TableSchema[]): BoundQuery {
  const code = service().kusto.KustoCode.ParseAndAnalyze(query, stateOf(tables));
  return {
    text: query,
    diagnostics: listOf(code.GetDiagnostics()).map(diagnosticOf),
    columns: columnsOf(code.ResultType),
    tree: nodeOf(code.Syntax),
  };
}

// What we use of the library, which is C# compiled to JavaScript: names are in Pascal case, lists are not arrays.
type BridgeList<Item> = { readonly Count: number; getItem(index: number): Item };
type BridgeType = {
  readonly Name: string;
  readonly Columns?: BridgeList<{ readonly Name: string; readonly Type: BridgeType }> | null;
};
type BridgeSyntax = {
  readonly Kind: number;
  readonly IsToken: boolean;
  readonly ValueText?: string | null;
  readonly TextStart: number;
  readonly End: number;
  readonly ChildCount: number;
  readonly ResultType?: BridgeType | null;
  readonly ReferencedSymbol?: { readonly Name: string } | null;
  GetChild(index: number): BridgeSyntax | null;
  GetName(index: number): string;
};
type BridgeDiagnostic = {
  readonly Code: string;
  readonly Severity: string;
  readonly Message: string;
  readonly Start: number;
  readonly Length: number;
};
type BridgeCode = {
  readonly Syntax: BridgeSyntax;
  readonly ResultType: BridgeType | null;
  GetDiagnostics(): BridgeList<BridgeDiagnostic>;
};
type GlobalState = { WithDatabase(database: object): GlobalState };
type Kusto = {
  readonly KustoCode: { ParseAndAnalyze(query: string, state: GlobalState): BridgeCode };
  readonly GlobalState: { readonly Default: GlobalState };
  readonly Syntax: { readonly SyntaxKind: Readonly<Record<string, unknown>> };
  readonly Symbols: {
    readonly TableSymbol: { From(schema: string): { WithName(name: string): object } };
    readonly DatabaseSymbol: { readonly ctor: new (name: string, members: readonly object[]) => object };
  };
};

type Service = { readonly kusto: Kusto; readonly kinds: ReadonlyMap<number, string> };

let loaded: Service | undefined;
const states = new Map<string, GlobalState>();

function service(): Service {
  loaded ??= load();
  return loaded;
}

/** The library is made for browsers: it hangs itself on the global object and cannot be required. */
function load(): Service {
  const context = createContext({});
  for (const file of ['bridge.min.js', 'Kusto.Language.Bridge.min.js']) {
    const path = createRequire(import.meta.url).resolve(`@kusto/language-service-next/${file}`);
    runInContext(readFileSync(path, 'utf8'), context, { filename: file });
  }
  // The script defines this name, and the package pins the version that the types above were read from.
  const kusto = runInContext('Kusto.Language', context) as Kusto;
  const kinds = new Map<number, string>();
  for (const [name, value] of Object.entries(kusto.Syntax.SyntaxKind)) {
    if (typeof value === 'number') kinds.set(value, name);
  }
  return { kusto, kinds };
}

function stateOf(tables: readonly TableSchema[]): GlobalState {
  const key = JSON.stringify(tables.map(({ name, columns }) => [name, columns.map((c) => [c.name, c.type])]));
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

function listOf<Item>(list: BridgeList<Item>): Item[] {
  return Array.from({ length: list.Count }, (_, index) => list.getItem(index));
}
