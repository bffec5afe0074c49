/** Counts, sums, means, extremes and spread; nulls are passed over. */
import { absent, compareValues, keyOf, long, type Value } from '../value.ts';
import { argument, measured, onlyIf, type Aggregate } from './aggregator.ts';

const count: Aggregate = () => () => {
  let rows = 0;
  return {
    add: () => {
      rows += 1;
    },
    result: () => BigInt(rows),
  };
};

/** Exact, where the service estimates: https://learn.microsoft.com/en-us/kusto/query/dcount-aggregation-function. */
const distinctCount: Aggregate = (args, call) => {
  const { evaluate } = argument(args, 0, call);
  return () => {
    const seen = new Set<Value>();
    return {
      add: (row) => {
        const value = evaluate(row);
        if (value !== null) seen.add(keyOf(value));
      },
      result: () => BigInt(seen.size),
    };
  };
};

/** Zero when there was nothing: https://learn.microsoft.com/en-us/kusto/query/summarize-operator#aggregates-default-values. */
const sum: Aggregate = (args, call) => {
  const { evaluate, type } = measured(args, call);
  return () => {
    let whole = 0n;
    let real = 0;
    return {
      add: (row) => {
        const value = evaluate(row);
        if (typeof value === 'bigint') whole = long(whole + value);
        else if (typeof value === 'number') real += value;
      },
      result: () => (type === 'real' ? real : whole),
    };
  };
};

/** Nothing divided by nothing: NaN, or null for times. */
const average: Aggregate = (args, call) => {
  const { evaluate, type } = measured(args, call);
  const ofTime = type === 'timespan' || type === 'datetime';
  return () => {
    let total = 0n;
    let real = 0;
    let values = 0;
    return {
      add: (row) => {
        const value = evaluate(row);
        if (value === null) return;
        values += 1;
        if (typeof value === 'bigint') total += value;
        else real += Number(value);
      },
      result: () => {
        if (ofTime) return values === 0 ? null : total / BigInt(values);
        return (Number(total) + real) / values;
      },
    };
  };
};

function extreme(direction: 1 | -1): Aggregate {
  return (args, call) => {
    const { evaluate, type } = argument(args, 0, call);
    if (type === 'dynamic') return call.unsupported(`${call.name}() of a dynamic`);
    return () => {
      let best: Value = null;
      return {
        add: (row) => {
          const value = evaluate(row);
          if (value !== null && (best === null || direction * compareValues(value, best) > 0)) best = value;
        },
        result: () => best ?? absent(type),
      };
    };
  };
}

/** Of a sample (divided by n - 1), by Welford's method, which keeps its digits. */
function spread(finish: (variance: number) => number): Aggregate {
  return (args, call) => {
    const { evaluate } = measured(args, call);
    return () => {
      let values = 0;
      let mean = 0;
      let squares = 0;
      return {
        add: (row) => {
          const value = evaluate(row);
          if (value === null) return;
          values += 1;
          const difference = Number(value) - mean;
          mean += difference / values;
          squares += difference * (Number(value) - mean);
        },
        result: () => (values < 2 ? 0 : finish(squares / (values - 1))),
      };
    };
  };
}

export const totals: Readonly<Record<string, Aggregate>> = {
  count,
  countif: onlyIf(count, 0),
  dcount: distinctCount,
  dcountif: onlyIf(distinctCount, 1),
  count_distinct: distinctCount,
  sum,
  sumif: onlyIf(sum, 1),
  avg: average,
  avgif: onlyIf(average, 1),
  min: extreme(-1),
  minif: onlyIf(extreme(-1), 1),
  max: extreme(1),
  maxif: onlyIf(extreme(1), 1),
  stdev: spread(Math.sqrt),
  variance: spread((variance) => variance),
};
