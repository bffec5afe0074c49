import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { parseAndBind } from '../../../local/kusto/language-service.ts';
import type { SyntaxNode } from '../../../local/kusto/syntax.ts';
import { logQueries } from '../../../src/azure/kql/index.ts';
import type { LogNeed, LogTable } from '../../../src/azure/kql/log-query.ts';
import { visibility } from '../../../src/azure/kql/visibility.ts';
import {
  bankId,
  logPart,
  logTableSchemas,
  logTarget,
  shopId,
  targetOf,
  unionTargets,
} from '../../support/log-tables.ts';

const auditTables = ['AKSAudit', 'AKSAuditAdmin', 'AzureDiagnostics'] as const;
const controlPlaneTables = ['AKSControlPlane', 'AzureDiagnostics'] as const;

const queries = [visibility, ...logQueries];
const ofOneTable = queries.flatMap((query) =>
  tablesOf(query.needs).map((table) => ({
    id: query.id,
    from: table as string,
    query,
    target: logTarget(table),
  })),
);
const ofSeveral = queries.map((query) => ({
  id: query.id,
  from: 'union',
  query,
  target: unionTargets[query.needs],
}));

function tablesOf(needs: LogNeed): readonly LogTable[] {
  if (needs === 'controlPlane') return controlPlaneTables;
  return auditTables.filter((table) => needs !== 'reads' || table !== 'AKSAuditAdmin');
}

describe.each([...ofOneTable, ...ofSeveral])('$id from $from', ({ query, from, target }) => {
  const text = query.kql(target);
  const bound = parseAndBind(text, logTableSchemas);

  test('is what people were shown when it was last reviewed', async () => {
    await expect(`${text}\n`).toMatchFileSnapshot(`../../golden/kql/${query.id}.${from}.kql`);
  });

  test('is faultless for the language service', () => {
    const faults = bound.diagnostics.map(({ severity, message, start, length }) => ({
      severity,
      message,
      at: text.slice(start, start + length),
    }));
    expect(faults).toEqual([]);
  });

  test('gives exactly the columns, of exactly the types, that its rows are read by', () => {
    const read = Object.entries<z.ZodType>(query.row.shape).map(([name, cell]) => ({
      name,
      type: cell.meta()?.['kusto'],
    }));
    expect([...bound.columns].sort(byName)).toEqual(read.sort(byName));
  });
});

test.each(ofOneTable)('$id from $from uses nothing that Basic and Auxiliary tables refuse', (one) => {
  const { tree } = parseAndBind(one.query.kql(one.target), logTableSchemas);
  const { operators, tables, statements } = partsOf(tree);
  expect(tables).toEqual([one.from]);
  expect(statements).toEqual(['ExpressionStatement']);
  expect(operators.filter((kind) => !simpleOperators.has(kind))).toEqual([]);
});

test.each(ofSeveral)('$id takes the same columns from all tables, and none that it does not use', (one) => {
  const text = one.query.kql(one.target);
  const { tree } = parseAndBind(text, logTableSchemas);
  const [union] = [...descendants(tree)].filter(({ kind }) => kind === 'UnionOperator');
  const subqueries = union?.fields.get('Expressions')?.items ?? [];
  expect(subqueries.map(({ columns }) => columns)).toEqual(one.target.parts.map(() => union?.columns));
  const question = text.slice(union?.end);
  const unused = union?.columns.filter(({ name }) => !new RegExp(`\\b${name}\\b`, 'u').test(question));
  expect(unused).toEqual([]);
});

test('a cluster that is in two parts is refused: its requests would count twice', () => {
  const target = targetOf(
    logPart('AKSAudit', shopId),
    logPart('AzureDiagnostics', bankId, shopId.toUpperCase()),
  );
  expect(() => visibility.kql(target)).toThrow(new RangeError('A cluster is in two parts of a log query.'));
});

test('the limit of clusters is that of all parts together', () => {
  const many = (count: number, prefix: string) =>
    Array.from({ length: count }, (_, index) => `${shopId}-${prefix}${index}`);
  const [own, shared] = [
    logPart('AKSAudit', ...many(25, 'a')),
    logPart('AzureDiagnostics', ...many(26, 'd')),
  ];
  expect(() => visibility.kql(targetOf(own, shared))).toThrow(
    new RangeError('A log query takes at most 50 clusters, not 51.'),
  );
});

/** Operators of one table: all others, and every `let`, are kept out. */
const simpleOperators = new Set([
  'FilterOperator',
  'ExtendOperator',
  'SummarizeOperator',
  'SortOperator',
  'MvExpandOperator',
  'ProjectOperator',
]);

function partsOf(tree: SyntaxNode) {
  const nodes = [...descendants(tree)];
  const tableNames = new Set(logTableSchemas.map(({ name }) => name));
  return {
    operators: [...new Set(nodes.map(({ kind }) => kind).filter((kind) => kind.endsWith('Operator')))],
    tables: nodes
      .filter(({ kind, refersTo }) => kind === 'NameReference' && tableNames.has(refersTo))
      .map(({ refersTo }) => refersTo),
    statements: nodes.map(({ kind }) => kind).filter((kind) => kind.endsWith('Statement')),
  };
}

function* descendants(node: SyntaxNode): Iterable<SyntaxNode> {
  yield node;
  for (const child of [...node.fields.values(), ...node.items]) yield* descendants(child);
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
