/** Functions that look at the rows around: only on a sorted or serialised table, as the binder makes sure. */
import type { Call, Evaluate, Expression } from '../expression.ts';
import type { Window } from '../scope.ts';
import { absent, type Value } from '../value.ts';

/** Compiles `row_number`, `row_cumsum`, `prev` or `next`, or gives undefined for other names. */
export function windowFunction(
  name: string,
  args: readonly Expression[],
  call: Call,
  window: Window | null,
): Evaluate | undefined {
  const build = builders.get(name);
  if (build === undefined) return undefined;
  if (window === null) return call.unsupported(`${name}() in this operator`);
  window.used = true;
  return build(args, call, window);
}

type Builder = (args: readonly Expression[], call: Call, window: Window) => Evaluate;

const rowNumber: Builder = ([start, restart], _call, _window) => {
  let number = 0n;
  let first = true;
  return (row) => {
    const from = start?.evaluate(row);
    const begin = typeof from === 'bigint' ? from : 1n;
    number = first || restart?.evaluate(row) === true ? begin : number + 1n;
    first = false;
    return number;
  };
};

const cumulativeSum: Builder = ([term, restart], call) => {
  if (term === undefined) return call.unsupported('row_cumsum() without a term');
  let sum: bigint | number | null = null;
  return (row) => {
    const value = term.evaluate(row);
    if (restart?.evaluate(row) === true) sum = null;
    sum = plus(sum, value);
    return sum;
  };
};

function plus(sum: bigint | number | null, value: Value): bigint | number | null {
  if (typeof value === 'bigint') return typeof sum === 'bigint' ? sum + value : value;
  if (typeof value === 'number') return typeof sum === 'number' ? sum + value : value;
  return sum;
}

/** `prev` looks back and `next` ahead; off the table is the default, or null. */
function neighbour(direction: 1 | -1): Builder {
  return ([value, offset, otherwise], call, window) => {
    if (value === undefined) return call.unsupported(`${call.name}() without a column`);
    return (row) => {
      const distance = Number(offset?.evaluate(row) ?? 1);
      const at = window.rows[window.index + direction * distance];
      return at === undefined ? (otherwise?.evaluate(row) ?? absent(call.type)) : value.evaluate(at);
    };
  };
}

const builders: ReadonlyMap<string, Builder> = new Map([
  ['row_number', rowNumber],
  ['row_cumsum', cumulativeSum],
  ['prev', neighbour(-1)],
  ['next', neighbour(1)],
]);
