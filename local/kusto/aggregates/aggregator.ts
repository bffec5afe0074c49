/** How aggregates are written down. */
import type { Call, Expression } from '../expression.ts';
import type { Row, Value } from '../value.ts';

/** What one group has collected so far. */
export type Accumulator = { readonly add: (row: Row) => void; readonly result: () => Value };

/** Makes a fresh accumulator for every group. */
export type Aggregator = () => Accumulator;

/** Compiles one call of an aggregate; one that gives several columns results in an array of their values. */
export type Aggregate = (args: readonly Expression[], call: Call) => Aggregator;

/** The `…if` form: the condition is the last argument but for those that may follow it. */
export function onlyIf(aggregate: Aggregate, conditionAt: number): Aggregate {
  return (args, call) => {
    const condition = argument(args, conditionAt, call).evaluate;
    const make = aggregate(args.toSpliced(conditionAt, 1), call);
    return () => {
      const { add, result } = make();
      return {
        add: (row) => {
          if (condition(row) === true) add(row);
        },
        result,
      };
    };
  };
}

/** An argument that the grammar of the aggregate asks for. */
export function argument(args: readonly Expression[], index: number, call: Call): Expression {
  return args[index] ?? call.unsupported(`${call.name}() with ${args.length} arguments`);
}

/** Aggregates that calculate refuse dynamics, as the service does. */
export function measured(args: readonly Expression[], call: Call): Expression {
  const value = argument(args, 0, call);
  if (['int', 'long', 'real', 'timespan', 'datetime'].includes(value.type)) return value;
  return call.semanticError(
    `${call.name}(): argument of type ${value.type} cannot be aggregated; cast it first`,
  );
}
