/** Functions that choose, and functions that ask for null and empty. */
import { fit, textArgument, type Evaluate } from '../expression.ts';
import { argumentAt, type ScalarFunction } from './define.ts';

const iff: ScalarFunction = (args, call) => {
  const condition = argumentAt(args, 0, call);
  const [yes, no] = [fit(argumentAt(args, 1, call), call.type), fit(argumentAt(args, 2, call), call.type)];
  return (row) => (condition.evaluate(row) === true ? yes(row) : no(row));
};

const chooseCase: ScalarFunction = (args, call) => {
  const pairs: { readonly condition: Evaluate; readonly value: Evaluate }[] = [];
  for (let index = 0; index + 1 < args.length; index += 2) {
    const value = fit(argumentAt(args, index + 1, call), call.type);
    pairs.push({ condition: argumentAt(args, index, call).evaluate, value });
  }
  const otherwise = fit(argumentAt(args, args.length - 1, call), call.type);
  return (row) => (pairs.find(({ condition }) => condition(row) === true)?.value ?? otherwise)(row);
};

/** The first value that is not null, and for strings not empty. */
const coalesce: ScalarFunction = (args, call) => {
  const values = args.map((argument) => fit(argument, call.type));
  return (row) => {
    for (const value of values) {
      const found = value(row);
      if (found !== null && found !== '') return found;
    }
    return call.type === 'string' ? '' : null;
  };
};

/** Strings are never null: https://learn.microsoft.com/en-us/kusto/query/isnull-function. */
function isNull(wanted: boolean): ScalarFunction {
  return (args, call) => {
    const { evaluate, type } = argumentAt(args, 0, call);
    return type === 'string' ? () => !wanted : (row) => (evaluate(row) === null) === wanted;
  };
}

function isEmpty(wanted: boolean): ScalarFunction {
  return (args, call) => {
    const text = textArgument(argumentAt(args, 0, call));
    return (row) => (text(row) === '') === wanted;
  };
}

const not: ScalarFunction = (args, call) => {
  const { evaluate } = argumentAt(args, 0, call);
  return (row) => {
    const value = evaluate(row);
    return typeof value === 'boolean' ? !value : null;
  };
};

export const conditions: Readonly<Record<string, ScalarFunction>> = {
  iff,
  iif: iff,
  case: chooseCase,
  coalesce,
  isnull: isNull(true),
  isnotnull: isNull(false),
  isempty: isEmpty(true),
  isnotempty: isEmpty(false),
  not,
};
