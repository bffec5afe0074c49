/** The values that are written in the text of a query. */
import type { SyntaxNode } from './syntax.ts';
import { parseDatetime, parseTimespan } from './time.ts';
import { long, type Value } from './value.ts';

const readers: Readonly<Record<string, (text: string) => Value>> = {
  BooleanLiteralExpression: (text) => ['true', '1'].includes(text.toLowerCase()),
  IntLiteralExpression: (text) => BigInt.asIntN(32, integer(text)),
  LongLiteralExpression: (text) => long(integer(text)),
  RealLiteralExpression: real,
  DateTimeLiteralExpression: parseDatetime,
  TimespanLiteralExpression: parseTimespan,
  StringLiteralExpression: (text) => text,
};

/** The value of a literal, or undefined when the node is none (or one of a type the interpreter does not have). */
export function literalValue(node: SyntaxNode): Value | undefined {
  if (node.kind === 'NullLiteralExpression') return null;
  if (node.kind === 'CompoundStringLiteralExpression') {
    return (node.fields.get('Tokens')?.items ?? []).map((token) => token.text).join('');
  }
  if (node.kind === 'DynamicExpression') return dynamicLiteral(node.fields.get('Expression'));
  const read = readers[node.kind];
  if (read === undefined) return undefined;
  return node.text === 'null' && node.type !== 'string' ? null : read(node.text);
}

function dynamicLiteral(node: SyntaxNode | undefined): Value | undefined {
  if (node === undefined) return undefined;
  if (node.kind === 'JsonArrayExpression') {
    return (node.fields.get('Values')?.items ?? []).map((item) => dynamicLiteral(item) ?? null);
  }
  if (node.kind === 'JsonObjectExpression') {
    const pairs = node.fields.get('Pairs')?.items ?? [];
    return Object.fromEntries(
      pairs.map((pair) => [
        pair.fields.get('Name')?.text ?? '',
        dynamicLiteral(pair.fields.get('Value')) ?? null,
      ]),
    );
  }
  if (node.kind === 'UnaryMinusExpression') {
    const value = dynamicLiteral(node.fields.get('Expression'));
    return typeof value === 'bigint' || typeof value === 'number' ? -value : value;
  }
  // In JSON there are no datetimes: the text of the literal is what is kept.
  return node.type === 'datetime' || node.type === 'timespan' ? node.text : literalValue(node);
}

function integer(text: string): bigint {
  return text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text);
}

function real(text: string): number {
  const infinity = /^([+-]?)inf$/i.exec(text);
  if (infinity === null) return Number(text);
  return infinity[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
