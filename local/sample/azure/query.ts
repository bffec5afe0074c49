/** The seam to whoever executes Kusto queries: text and tables in, columns and rows out. */

export interface Column {
  readonly name: string;
  /** Kusto's name of the type. */
  readonly type: string;
}

export interface LogTable {
  readonly name: string;
  readonly columns: readonly Column[];
  /** By column name; dates as ISO 8601 text, or in the ticks of Kusto. What is absent is null. */
  readonly rows: Iterable<Readonly<Record<string, unknown>>>;
}

interface QueryAnswer {
  readonly columns: readonly Column[];
  /** JSON values: dates as ISO 8601 text, dynamic values as they are. */
  readonly rows: readonly (readonly unknown[])[];
}

/** Throws `QueryRefused` for what the service would refuse, and any other error for what only the simulator lacks. */
export type RunQuery = (query: string, tables: readonly LogTable[], now: Date) => QueryAnswer;

/** The query is wrong: a name that does not exist, or text that is no query. */
export class QueryRefused extends Error {
  override readonly name = 'QueryRefused';
  readonly kind: 'SyntaxError' | 'SemanticError';
  readonly code: string;
  readonly line: number;
  readonly position: number;

  constructor(
    kind: QueryRefused['kind'],
    message: string,
    place: { readonly code: string; readonly line: number; readonly position: number },
  ) {
    super(message);
    this.kind = kind;
    this.code = place.code;
    this.line = place.line;
    this.position = place.position;
  }
}
