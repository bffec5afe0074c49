/** Compiles a scalar expression of the bound tree into a closure over rows. */
import { aggregateFor } from './aggregates/index.ts';
import { binaryOperator } from './binary.ts';
import { callOf, unsupported, type Evaluate, type Expression } from './expression.ts';
import { functions } from './functions/index.ts';
import { windowFunction } from './functions/window.ts';
import { literalValue } from './literals.ts';
import type { Scope } from './scope.ts';
import type { SyntaxNode } from './syntax.ts';
import { isArray, isBag, type Value } from './value.ts';

/** Compiles a scalar expression; what the interpreter does not know is an error that names it and its place. */
export function compileScalar(node: SyntaxNode, scope: Scope): Expression {
  const literal = literalValue(node);
  if (literal !== undefined) return constant(node, literal);
  switch (node.kind) {
    case 'ParenthesizedExpression':
    case 'SimpleNamedExpression':
      return compileScalar(field(node, 'Expression'), scope);
    case 'NameReference':
      return name(node, scope);
    case 'PathExpression':
      return member(node, compileScalar(field(node, 'Expression'), scope), field(node, 'Selector').text);
    case 'ElementExpression':
      return element(node, scope);
    case 'UnaryMinusExpression':
    case 'UnaryPlusExpression':
      return sign(node, scope);
    case 'FunctionCallExpression':
      return functionCall(node, scope);
    case 'ToScalarExpression':
      return scalarOfTable(node, scope);
    default:
      return binary(node, scope);
  }
}

function constant(node: SyntaxNode, value: Value): Expression {
  return { type: node.type, evaluate: () => value, constant: { value }, node };
}

function varying(node: SyntaxNode, type: string, evaluate: Evaluate): Expression {
  return { type, evaluate, constant: null, node };
}

/** A child that the grammar guarantees. */
export function field(node: SyntaxNode, name: string): SyntaxNode {
  const child = node.fields.get(name);
  if (child === undefined) throw new Error(`The Kusto grammar has no ${name} in ${node.kind}.`);
  return child;
}

function name(node: SyntaxNode, scope: Scope): Expression {
  const column = scope.columns.get(node.text);
  if (column !== undefined) {
    const { index, type } = column;
    return varying(node, type, (row) => row[index] ?? (type === 'string' ? '' : null));
  }
  const value = scope.query.lets.get(node.text);
  if (value !== undefined && 'scalar' in value) return value.scalar;
  return unsupported(scope.query.text, node, `the name ${node.text} in this place`);
}

function member(node: SyntaxNode, of: Expression, name: string): Expression {
  return varying(node, 'dynamic', (row) => memberOf(of.evaluate(row), name));
}

function memberOf(value: Value, name: string): Value {
  return isBag(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null;
}

function element(node: SyntaxNode, scope: Scope): Expression {
  const of = compileScalar(field(node, 'Expression'), scope);
  const selector = compileScalar(field(field(node, 'Selector'), 'Expression'), scope);
  return varying(node, 'dynamic', (row) => {
    const key = selector.evaluate(row);
    const value = of.evaluate(row);
    if (typeof key === 'string') return memberOf(value, key);
    if (key === null || typeof key === 'object' || !isArray(value)) return null;
    return value.at(Number(key)) ?? null;
  });
}

function sign(node: SyntaxNode, scope: Scope): Expression {
  const operand = compileScalar(field(node, 'Expression'), scope);
  if (node.kind === 'UnaryPlusExpression') return operand;
  return folded(node, operand.type, [operand], (row) => {
    const value = operand.evaluate(row);
    return typeof value === 'bigint' || typeof value === 'number' ? -value : null;
  });
}

function functionCall(node: SyntaxNode, scope: Scope): Expression {
  const called = field(node, 'Name').text;
  const call = callOf(scope.query.text, node, called, scope.query.now);
  const argumentNodes = field(field(node, 'ArgumentList'), 'Expressions').items;
  const aggregate = scope.aggregates === null ? undefined : aggregateFor(called);
  if (aggregate !== undefined && scope.aggregates !== null) {
    const inner = { ...scope, aggregates: null };
    const args = argumentNodes.map((argument) => compileScalar(argument, inner));
    const slot = scope.aggregates.push(aggregate(args, call)) - 1;
    return varying(node, node.type, (results) => results[slot] ?? (node.type === 'string' ? '' : null));
  }
  const args = argumentNodes.map((argument) => compileArgument(argument, scope));
  const onWindow = windowFunction(called, args, call, scope.window);
  if (onWindow !== undefined) return varying(node, node.type, onWindow);
  const build = functions.get(called);
  if (build === undefined) return call.unsupported(`the function ${called}()`);
  return folded(node, node.type, args, build(args, call));
}

/** `typeof(long)` is no value: functions that take it look at the node. */
function compileArgument(node: SyntaxNode, scope: Scope): Expression {
  return node.kind === 'TypeOfLiteralExpression' ? constant(node, node.refersTo) : compileScalar(node, scope);
}

/** An expression whose operands are all constants is one itself. */
function folded(
  node: SyntaxNode,
  type: string,
  operands: readonly Expression[],
  evaluate: Evaluate,
): Expression {
  if (!operands.every((operand) => operand.constant !== null)) return varying(node, type, evaluate);
  const value = evaluate([]);
  return { type, evaluate: () => value, constant: { value }, node };
}

function binary(node: SyntaxNode, scope: Scope): Expression {
  const operator = node.fields.get('Operator')?.text;
  const leftNode = node.fields.get('Left');
  const rightNode = node.fields.get('Right');
  if (operator === undefined || leftNode === undefined || rightNode === undefined) {
    return unsupported(
      scope.query.text,
      node,
      `${node.kind} ("${scope.query.text.slice(node.start, node.end)}")`,
    );
  }
  const call = callOf(scope.query.text, node, `'${operator}'`, scope.query.now);
  const left = compileScalar(leftNode, scope);
  const right = operands(rightNode).map((operand) => compileScalar(operand, scope));
  return folded(node, node.type, [left, ...right], binaryOperator(operator, left, right, call));
}

function operands(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.kind === 'ExpressionList') return field(node, 'Expressions').items;
  return node.kind === 'ExpressionCouple' ? [field(node, 'First'), field(node, 'Second')] : [node];
}

function scalarOfTable(node: SyntaxNode, scope: Scope): Expression {
  const { columns, rows } = scope.relation(field(node, 'Expression'));
  const [row] = rows();
  const value = row?.[0] ?? null;
  return { type: columns[0]?.type ?? node.type, evaluate: () => value, constant: { value }, node };
}
