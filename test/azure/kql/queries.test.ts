import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { parseAndBind } from '../../../local/kusto/language-service.ts';
import type { SyntaxNode } from '../../../local/kusto/syntax.ts';
import { logQueries } from '../../../src/azure/kql/index.ts';
import type { LogNeed, LogTable } from '../../../src/azure/kql/log-query.ts';
import { visibility } from '../../../src/azure/kql/visibility.ts';
import { logTableSchemas, logTarget } from '../../support/log-tables.ts';

const auditTables = ['AKSAudit', 'AKSAuditAdmin', 'AzureDiagnostics'] as const;
const controlPlaneTables = ['AKSControlPlane', 'AzureDiagnostics'] as const;

const cases = [visibility, ...logQueries].flatMap((query) =>
  tablesOf(query.needs).map((table) => ({ name: `${query.id} on ${table}`, query, table })),
);

function tablesOf(needs: LogNeed): readonly LogTable[] {
  if (needs === 'controlPlane') return controlPlaneTables;
  return auditTables.filter((table) => needs !== 'reads' || table !== 'AKSAuditAdmin');
}

describe.each(cases)('$name', ({ query, table }) => {
  const text = query.kql(logTarget(table));
  const bound = parseAndBind(text, logTableSchemas);

  test('is what people were shown when it was last reviewed', async () => {
    await expect(`${text}\n`).toMatchFileSnapshot(`../../golden/kql/${query.id}.${table}.kql`);
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

  test('uses nothing that Basic and Auxiliary tables refuse', () => {
    const { operators, tables, statements } = partsOf(bound.tree);
    expect(tables).toEqual([table]);
    expect(statements).toEqual(['ExpressionStatement']);
    expect(operators.filter((kind) => !simpleOperators.has(kind))).toEqual([]);
  });
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
