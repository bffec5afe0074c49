import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAndBind } from '../../../local/kusto/language-service.ts';
import type { SyntaxNode } from '../../../local/kusto/syntax.ts';
import { kqlResourceIds, kqlString, kqlTime, mostResourceIds } from '../../../src/azure/kql/literals.ts';
import { visibility } from '../../../src/azure/kql/visibility.ts';
import { ReadError } from '../../../src/shared/errors.ts';
import { hostileText } from '../../support/hostile.ts';
import { logTableSchemas, logTarget, shopId } from '../../support/log-tables.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  hostileText,
  fc.constantFrom('"', '\\', '\\"', '\n', '//', "';"),
);

test('any text is one literal that reads back as the same text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { diagnostics, tree } = parseAndBind(`print Text = ${kqlString(text)}`, []);
      expect(diagnostics).toEqual([]);
      expect(literalsOf(tree)).toEqual([text]);
    }),
    { numRuns: 200 },
  );
});

describe('resource ids', () => {
  test('are written in lower case, one a line', () => {
    expect(kqlResourceIds([shopId.toUpperCase(), shopId.replace('shop', 'größe_(x).1')])).toBe(
      [`    "${shopId}",`, `    "${shopId.replace('shop', String.raw`gr\u00f6\u00dfe_(x).1`)}"`].join('\n'),
    );
  });

  test.each([
    ['of something else', shopId.replace('managedclusters', 'fleets')],
    ['with more behind it', `${shopId}/agentPools/one`],
    ['with a quote', `${shopId}") or true or _ResourceId in~ ("`],
    ['with a line break', `${shopId}\n| take 1`],
    ['empty', ''],
  ])('one %s is refused', (_what, id) => {
    expect(() => kqlResourceIds([shopId, id])).toThrow(ReadError);
  });

  test('whatever is accepted leaves the query as it is but for that literal', () => {
    const shape = shapeOf(visibility.kql(logTarget('AKSAudit', [shopId])));
    const anyId = anyText.map((text) => shopId.replace('rg-shop', text));
    fc.assert(
      fc.property(anyId, (id) => {
        try {
          expect(shapeOf(visibility.kql(logTarget('AKSAudit', [id])))).toEqual(shape);
        } catch (error) {
          if (!(error instanceof ReadError)) throw error;
        }
      }),
      { numRuns: 100 },
    );
  });

  test.each([0, mostResourceIds + 1])('not %d at once', (count) => {
    const ids = Array.from({ length: count }, () => shopId);
    expect(() => kqlResourceIds(ids)).toThrow(`A log query takes 1 to 50 clusters, not ${count}.`);
  });
});

test('a moment is written to the millisecond, in UTC', () => {
  expect(kqlTime(new Date('2026-11-24T04:00:00.5+01:00'))).toBe('datetime(2026-11-24T03:00:00.500Z)');
});

function literalsOf(tree: SyntaxNode): string[] {
  return nodesOf(tree)
    .filter(({ kind }) => kind === 'StringLiteralToken')
    .map(({ text }) => text);
}

/** The kinds of all nodes, in order: the query without its values. */
function shapeOf(query: string): string[] {
  const { diagnostics, tree } = parseAndBind(query, logTableSchemas);
  expect(diagnostics).toEqual([]);
  return nodesOf(tree).map(({ kind }) => kind);
}

function nodesOf(node: SyntaxNode): SyntaxNode[] {
  return [node, ...[...node.fields.values(), ...node.items].flatMap(nodesOf)];
}
