/** `percentile` and `percentiles`. */
import { constantOf } from '../expression.ts';
import { absent, compareValues, isArray, type Value } from '../value.ts';
import { measured, type Aggregate } from './aggregator.ts';

/**
 * The nearest rank: the smallest value with at least that share of all values at or below it. Exact, where the service
 * estimates it: https://learn.microsoft.com/en-us/kusto/query/percentiles-aggregation-function.
 */
export const percentiles: Aggregate = (args, call) => {
  const { evaluate, type } = measured(args, call);
  const shares = args.slice(1).map((share) => Number(constantOf(share, call)));
  return () => {
    const values: (number | bigint)[] = [];
    return {
      add: (row) => {
        const value = evaluate(row);
        if (typeof value === 'number' || typeof value === 'bigint') values.push(value);
      },
      result: () => {
        values.sort(compareValues);
        return shares.map((share) => nearestRank(values, share) ?? absent(type));
      },
    };
  };
};

function nearestRank(sorted: readonly (number | bigint)[], share: number): Value | undefined {
  // Rounded first, so that 99 % of 200 is rank 198 and not 198.00000000000003.
  const rank = Math.ceil(Number(((share / 100) * sorted.length).toFixed(9)));
  return sorted[Math.max(rank, 1) - 1];
}

export const percentile: Aggregate = (args, call) => {
  const make = percentiles(args, call);
  return () => {
    const { add, result } = make();
    return {
      add,
      result: () => {
        const values = result();
        return isArray(values) ? (values[0] ?? null) : null;
      },
    };
  };
};
