/** What the buckets of a histogram tell of its 99th percentile. Pure. */

/** Calls up to each bound, in seconds; `Infinity` has all calls. */
export type Buckets = ReadonlyMap<number, number>;

/** How long the slowest calls took, at least and at most. */
export interface Percentile {
  /** Seconds, as if the calls were spread evenly over their bucket; its lower end where it has no upper one. */
  readonly seconds: number;
  /** The bucket begins here: it is certainly more, unless it is 0. */
  readonly over: number;
  /** The bucket ends here; null when it has no end. */
  readonly upTo: number | null;
}

/** Calls that were timed, and the time that all but one in a hundred of them stay below. */
export interface Durations {
  readonly calls: number;
  /** Null when there were no calls. */
  readonly p99: Percentile | null;
}

const share = 0.99;

export function durationsOf(buckets: Buckets): Durations {
  const ascending = [...buckets]
    .filter(([bound, count]) => !Number.isNaN(bound) && !Number.isNaN(count))
    .toSorted(([left], [right]) => left - right);
  const calls = Math.max(0, ...ascending.map(([, count]) => count));
  return { calls, p99: calls === 0 ? null : percentileOf(ascending, share * calls) };
}

/** As Prometheus interpolates: https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile */
function percentileOf(ascending: readonly (readonly [number, number])[], rank: number): Percentile {
  let [lower, before] = [0, 0];
  for (const [upper, count] of ascending) {
    if (upper === Number.POSITIVE_INFINITY) break;
    if (count >= rank) {
      const seconds = lower + ((upper - lower) * (rank - before)) / (count - before);
      return { seconds, over: lower, upTo: upper };
    }
    // A scrape takes its time, so that a later bucket may have been read before an earlier one had grown.
    [lower, before] = [upper, Math.max(before, count)];
  }
  return { seconds: lower, over: lower, upTo: null };
}

/** The sum of several histograms. */
export function sumOf(all: readonly Buckets[]): Buckets {
  const sum = new Map<number, number>();
  for (const buckets of all) {
    for (const [bound, count] of buckets) sum.set(bound, (sum.get(bound) ?? 0) + count);
  }
  return sum;
}

/** What a histogram of one process has grown by. */
export function growthOf(newer: Buckets, older: Buckets): Buckets {
  return new Map([...newer].map(([bound, count]) => [bound, Math.max(0, count - (older.get(bound) ?? 0))]));
}
