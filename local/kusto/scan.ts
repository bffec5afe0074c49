/** Reads the tables: cells become values of Kusto, and columns that a query never looks at are not even read. */
import type { Query, Relation } from './scope.ts';
import type { BoundQuery, Column, SyntaxNode, TableSchema } from './syntax.ts';
import { parseDatetime, parseTimespan, ticksOfDate } from './time.ts';
import { longOfReal, type Row, type Value } from './value.ts';

/** A row by column name, or in the order of the columns. Datetimes are ISO texts, Dates or ticks, dynamics are plain JSON. */
type TableRow = Readonly<Record<string, unknown>> | readonly unknown[];

/** A table in memory, or one whose rows are made as they are read. */
export type Table = TableSchema & { readonly rows: Iterable<TableRow> };

/** Gives the tables by name to a query. */
export function scanned(tables: readonly Table[], query: BoundQuery): Query['table'] {
  const wanted = namesIn(query);
  const relations = new Map(tables.map((table) => [table.name, relationOf(table, wanted)]));
  return (name) => relations.get(name);
}

function relationOf({ columns, rows }: Table, wanted: ReadonlySet<string> | null): Relation {
  const unread: Row = columns.map(() => null);
  const readers = columns
    .map((column, index) => ({ name: column.name, index, read: cellReader(column, index) }))
    .filter(({ name }) => wanted === null || wanted.has(name));
  return {
    columns,
    *rows(): Iterable<Row> {
      for (const row of rows) {
        const cells = unread.slice();
        for (const { index, read } of readers) cells[index] = read(row);
        yield cells;
      }
    },
  };
}

/** Every name that occurs anywhere, and the columns of the answer; null when a star may mean any of them. */
function namesIn({ tree, columns }: BoundQuery): ReadonlySet<string> | null {
  const names = new Set(columns.map(({ name }) => name));
  const visit = (node: SyntaxNode): boolean => {
    if (node.kind === 'StarExpression') return false;
    if (node.kind === 'NameReference') names.add(node.text);
    return [...node.fields.values(), ...node.items].every(visit);
  };
  return visit(tree) ? names : null;
}

function cellReader({ name, type }: Column, index: number): (row: TableRow) => Value {
  const read = readers[type] ?? ((cell: unknown) => String(cell));
  return (row) => {
    const cell: unknown = isPositional(row) ? row[index] : row[name];
    if (cell === null || cell === undefined) return type === 'string' ? '' : null;
    return read(cell);
  };
}

function isPositional(row: TableRow): row is readonly unknown[] {
  return Array.isArray(row);
}

const readers: Readonly<Record<string, (cell: unknown) => Value>> = {
  string: String,
  // Rows are plain JSON, which is what a dynamic is made of.
  dynamic: (cell) => cell as Value,
  datetime: (cell) => {
    if (typeof cell === 'bigint') return cell;
    return cell instanceof Date ? ticksOfDate(cell) : parseDatetime(String(cell));
  },
  timespan: (cell) => parseTimespan(String(cell)),
  long: whole,
  int: whole,
  real: Number,
  bool: Boolean,
};

function whole(cell: unknown): Value {
  return typeof cell === 'bigint' ? cell : longOfReal(Number(cell));
}
