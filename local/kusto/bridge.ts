/** The Kusto language service itself: loaded, and typed as far as we use it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants, createContext, runInContext } from 'node:vm';

type Service = { readonly kusto: Kusto; readonly kinds: ReadonlyMap<number, string> };

let loaded: Service | undefined;
/** The library and the names of its kinds of syntax, loaded when first asked for. */
export function service(): Service {
  loaded ??= load();
  return loaded;
}

/** The library is made for browsers: it hangs itself on the global object and cannot be required. */
function load(): Service {
  // A plain global object: reads of globals, of which the library is full, cost a call into C++ on the usual one.
  const context = createContext(constants.DONT_CONTEXTIFY);
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

/** An array of a list of the library. */
export function listOf<Item>(list: BridgeList<Item>): Item[] {
  return Array.from({ length: list.Count }, (_, index) => list.getItem(index));
}

// What we use of the library, which is C# compiled to JavaScript: names are in Pascal case, lists are not arrays.
export type BridgeList<Item> = { readonly Count: number; getItem(index: number): Item };
export type BridgeType = {
  readonly Name: string;
  readonly Columns?: BridgeList<{ readonly Name: string; readonly Type: BridgeType }> | null;
};
export type BridgeSyntax = {
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
export type BridgeDiagnostic = {
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
export type GlobalState = { WithDatabase(database: object): GlobalState };
type Kusto = {
  readonly KustoCode: { ParseAndAnalyze(query: string, state: GlobalState): BridgeCode };
  readonly GlobalState: { readonly Default: GlobalState };
  readonly Syntax: { readonly SyntaxKind: Readonly<Record<string, unknown>> };
  readonly Symbols: {
    readonly TableSymbol: { From(schema: string): { WithName(name: string): object } };
    readonly DatabaseSymbol: { readonly ctor: new (name: string, members: readonly object[]) => object };
  };
};
