/** The shapes that are shared by the loader of the language service and the interpreter. */

/** One column of a table or of a result, with the Kusto name of its type. */
export type Column = { readonly name: string; readonly type: string };

/** The schema of one table a query may name. */
export type TableSchema = { readonly name: string; readonly columns: readonly Column[] };

/** One node or token of the bound tree, freed from the classes of the library. */
export type SyntaxNode = {
  /** The library's name of the kind, such as `FilterOperator` or `LongLiteralToken`. */
  readonly kind: string;
  /** Where the text begins in the query, without the blanks before it. */
  readonly start: number;
  readonly end: number;
  /** The decoded text of a token (`a"b` for `"a\"b"`), and of a node that consists of one token. */
  readonly text: string;
  /** The type of a scalar expression as the binder sees it, or `''`. */
  readonly type: string;
  /** The columns of a tabular expression, or of an aggregate that gives several. */
  readonly columns: readonly Column[];
  /** The name of what a reference is bound to, or `''` when it is bound to nothing. */
  readonly refersTo: string;
  /** The children by the library's names; absent ones are left out. */
  readonly fields: ReadonlyMap<string, SyntaxNode>;
  /** The elements of a list, without their separators. */
  readonly items: readonly SyntaxNode[];
};

/** What the language service finds wrong with a query. */
export type Diagnostic = {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly start: number;
  readonly length: number;
};

/** A query with everything that the language service says of it. */
export type BoundQuery = {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly columns: readonly Column[];
  readonly tree: SyntaxNode;
};
