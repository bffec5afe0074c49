/** Functions of arrays and property bags. */
import { constantOf, textArgument, textOf, toDynamic, type Evaluate } from '../expression.ts';
import { compareValues, isArray, isBag, keyOf, type Bag, type Row, type Value } from '../value.ts';
import { argumentAt, ofOne, type ScalarFunction } from './define.ts';

const ofArray = (compute: (array: readonly Value[]) => Value): ScalarFunction =>
  ofOne((value) => (isArray(value) ? compute(value) : null));

/** Both ends are included, and negative ones count from the end. */
const arraySlice: ScalarFunction = (args, call) => {
  const array = argumentAt(args, 0, call).evaluate;
  const [start, end] = [argumentAt(args, 1, call).evaluate, argumentAt(args, 2, call).evaluate];
  return (row) => {
    const value = array(row);
    if (!isArray(value)) return null;
    const place = (index: Value): number =>
      Number(index) < 0 ? value.length + Number(index) : Number(index);
    return value.slice(Math.max(0, place(start(row))), Math.max(0, place(end(row)) + 1));
  };
};

const arrayConcat: ScalarFunction = (args) => (row) => {
  return args.flatMap(({ evaluate }) => {
    const value = evaluate(row);
    return isArray(value) ? value : [];
  });
};

/** Nulls stay at the end, whichever way the rest is sorted. */
function arraySort(direction: 1 | -1): ScalarFunction {
  return (args, call) => {
    if (args.length !== 1) return call.unsupported(`${call.name}() of several arrays`);
    return ofArray((array) => {
      const values = array.filter((value) => value !== null);
      if (new Set(values.map((value) => (typeof value === 'bigint' ? 'number' : typeof value))).size > 1) {
        return call.unsupported(`${call.name}() of values of different types`);
      }
      const sorted = values.sort((a, b) => direction * compareValues(a, b));
      return [...sorted, ...array.filter((value) => value === null)];
    })(args, call);
  };
}

const arrayIndexOf: ScalarFunction = (args, call) => {
  const [array, wanted] = [argumentAt(args, 0, call).evaluate, member(args, 1, call)];
  return (row) => {
    const value = array(row);
    const key = sameKey(wanted(row));
    return isArray(value) ? BigInt(value.findIndex((item) => sameKey(item) === key)) : null;
  };
};

const setHasElement: ScalarFunction = (args, call) => {
  const [set, wanted] = [argumentAt(args, 0, call).evaluate, member(args, 1, call)];
  return (row) => {
    const value = set(row);
    const key = sameKey(wanted(row));
    return isArray(value) ? value.some((item) => sameKey(item) === key) : null;
  };
};

function member(
  args: Parameters<ScalarFunction>[0],
  index: number,
  call: Parameters<ScalarFunction>[1],
): Evaluate {
  const { evaluate, type } = argumentAt(args, index, call);
  return (row) => toDynamic(evaluate(row), type);
}

/** A whole number of JSON and a long are the same element. */
function sameKey(value: Value): Value {
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : keyOf(value);
}

const packArray: ScalarFunction = (args) => (row) =>
  args.map(({ evaluate, type }) => toDynamic(evaluate(row), type));

const bagPack: ScalarFunction = (args, call) => {
  const pairs: { readonly name: (row: Row) => string; readonly value: Evaluate }[] = [];
  for (let index = 0; index < args.length; index += 2) {
    pairs.push({ name: textArgument(argumentAt(args, index, call)), value: member(args, index + 1, call) });
  }
  return (row) => Object.fromEntries(pairs.map(({ name, value }) => [name(row), value(row)]));
};

/** The first bag that has a key gives its value. */
const bagMerge: ScalarFunction = (args) => (row) => {
  const bags = args.map(({ evaluate }) => evaluate(row)).filter(isBag);
  return Object.assign({}, ...bags.toReversed()) as Bag;
};

const bagHasKey: ScalarFunction = (args, call) => {
  const bag = argumentAt(args, 0, call).evaluate;
  const key = textOf(constantOf(args[1], call), 'string');
  if (key.startsWith('$')) return call.unsupported('bag_has_key() with a JSON path');
  return (row) => {
    const value = bag(row);
    return isBag(value) ? Object.hasOwn(value, key) : null;
  };
};

const joinTexts: ScalarFunction = (args, call) => {
  const [array, delimiter] = [argumentAt(args, 0, call).evaluate, textArgument(argumentAt(args, 1, call))];
  return (row) => {
    const value = array(row);
    return isArray(value) ? value.map((item) => textOf(item, 'dynamic')).join(delimiter(row)) : '';
  };
};

export const dynamics: Readonly<Record<string, ScalarFunction>> = {
  array_length: ofArray((array) => BigInt(array.length)),
  array_reverse: ofArray((array) => array.toReversed()),
  array_slice: arraySlice,
  array_concat: arrayConcat,
  array_sort_asc: arraySort(1),
  array_sort_desc: arraySort(-1),
  array_index_of: arrayIndexOf,
  strcat_array: joinTexts,
  set_has_element: setHasElement,
  pack_array: packArray,
  pack: bagPack,
  bag_pack: bagPack,
  bag_merge: bagMerge,
  bag_has_key: bagHasKey,
  bag_keys: ofOne((value) => (isBag(value) ? Object.keys(value) : null)),
};
