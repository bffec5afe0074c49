/** How scalar functions are written down. */
import type { Call, Evaluate, Expression } from '../expression.ts';
import { textArgument } from '../expression.ts';
import type { Value } from '../value.ts';

/** Compiles one call; arguments have been bound and typed by the language service. */
export type ScalarFunction = (args: readonly Expression[], call: Call) => Evaluate;

/** A function of one value that keeps null. */
export function ofOne(compute: (value: NonNullable<Value>, type: string) => Value): ScalarFunction {
  return (args, call) => {
    const argument = argumentAt(args, 0, call);
    return (row) => {
      const value = argument.evaluate(row);
      return value === null ? null : compute(value, argument.type);
    };
  };
}

/** A function of texts: dynamic arguments are read as `tostring` writes them. */
export function ofTexts(compute: (...texts: readonly string[]) => Value): ScalarFunction {
  return (args) => {
    const texts = args.map(textArgument);
    const [first, second] = texts;
    if (texts.length === 1 && first !== undefined) return (row) => compute(first(row));
    if (texts.length === 2 && first !== undefined && second !== undefined) {
      return (row) => compute(first(row), second(row));
    }
    return (row) => compute(...texts.map((text) => text(row)));
  };
}

/** An argument that the grammar of the function asks for. */
export function argumentAt(args: readonly Expression[], index: number, call: Call): Expression {
  return args[index] ?? call.unsupported(`${call.name}() with ${args.length} arguments`);
}
