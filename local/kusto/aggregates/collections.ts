/** Aggregates that gather values or pick a row; nulls are passed over. */
import { constantOf, toDynamic } from '../expression.ts';
import { absent, compareValues, isArray, isBag, keyOf, type Bag, type Row, type Value } from '../value.ts';
import { argument, onlyIf, type Aggregate } from './aggregator.ts';

/** The most elements a list or set has: https://learn.microsoft.com/en-us/kusto/query/make-list-aggregation-function. */
const mostElements = 1_048_576;

/** In the order of the rows, which the service promises for sorted input. */
function makeList(keepNulls: boolean): Aggregate {
  return (args, call) => {
    const { evaluate, type } = argument(args, 0, call);
    const most = args[1] === undefined ? mostElements : Number(constantOf(args[1], call));
    return () => {
      const list: Value[] = [];
      return {
        add: (row) => {
          if (list.length >= most) return;
          const value = evaluate(row);
          if (value !== null || keepNulls) list.push(toDynamic(value, type));
        },
        result: () => list,
      };
    };
  };
}

/** In the order of first appearance; the service promises none. */
const makeSet: Aggregate = (args, call) => {
  const { evaluate, type } = argument(args, 0, call);
  const most = args[1] === undefined ? mostElements : Number(constantOf(args[1], call));
  return () => {
    const set = new Map<Value, Value>();
    return {
      add: (row) => {
        const value = evaluate(row);
        // The service mixes the elements of arrays into the set.
        if (isArray(value)) return call.unsupported(`${call.name}() of arrays`);
        if (value === null || set.size >= most) return undefined;
        const element = toDynamic(value, type);
        set.set(keyOf(element), element);
        return undefined;
      },
      result: () => [...set.values()],
    };
  };
};

/** The first bag that has a key gives its value. */
const makeBag: Aggregate = (args, call) => {
  const { evaluate } = argument(args, 0, call);
  return () => {
    let merged: Bag = {};
    return {
      add: (row) => {
        const value = evaluate(row);
        if (isBag(value)) merged = { ...value, ...merged };
      },
      result: () => merged,
    };
  };
};

/** The values of the row where the first argument is least or greatest; the first such row when there are several. */
function atExtreme(direction: 1 | -1): Aggregate {
  return (args, call) => {
    const ranked = argument(args, 0, call);
    if (ranked.type === 'dynamic') return call.unsupported(`${call.name}() of a dynamic`);
    return () => {
      let best: Value = null;
      let bestRow: Row | undefined;
      return {
        add: (row) => {
          const value = ranked.evaluate(row);
          if (value === null || (best !== null && direction * compareValues(value, best) <= 0)) return;
          best = value;
          bestRow = row;
        },
        result: () =>
          args.map(({ evaluate, type }) => (bestRow === undefined ? absent(type) : evaluate(bestRow))),
      };
    };
  };
}

/** One column gives its first value that is there, several give those of the first row. */
const takeAny: Aggregate = (args) => () => {
  let found: Row | undefined;
  return {
    add: (row) => {
      found ??= args.length > 1 || isThere(args[0]?.evaluate(row) ?? null) ? row : undefined;
    },
    result: () => {
      const values = args.map(({ evaluate, type }) => (found === undefined ? absent(type) : evaluate(found)));
      return args.length > 1 ? values : (values[0] ?? null);
    },
  };
};

const isThere = (value: Value): boolean => value !== null && value !== '';

export const collections: Readonly<Record<string, Aggregate>> = {
  make_list: makeList(false),
  make_list_if: onlyIf(makeList(false), 1),
  make_list_with_nulls: makeList(true),
  make_set: makeSet,
  make_set_if: onlyIf(makeSet, 1),
  make_bag: makeBag,
  make_bag_if: onlyIf(makeBag, 1),
  arg_max: atExtreme(1),
  arg_min: atExtreme(-1),
  take_any: takeAny,
  any: takeAny,
  take_anyif: onlyIf(takeAny, 1),
};
