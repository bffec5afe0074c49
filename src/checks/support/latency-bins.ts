/** Latency over time in bins, of one client that may have called under several user agents. */
import type { LatencyBin } from '../../evidence/logs/latency-by-client.ts';

/** Bins that follow each other without a gap. */
export interface SlowRun {
  /** Start of the first bin. */
  readonly since: string;
  readonly bins: readonly LatencyBin[];
  readonly requests: number;
  readonly meanMs: number;
}

/** One bin for each moment, oldest first. Means add up by their requests; of the percentiles the worst is kept. */
export function mergeBins(bins: readonly LatencyBin[]): readonly LatencyBin[] {
  return [...Map.groupBy(bins, ({ at }) => Date.parse(at)).values()]
    .flatMap((same) => {
      const [first] = same;
      if (first === undefined) return [];
      const p99Ms = Math.max(...same.map((bin) => bin.p99Ms));
      return [{ at: first.at, ...totalOf(same), p99Ms }];
    })
    .toSorted((left, right) => Date.parse(left.at) - Date.parse(right.at));
}

/** The longest run of slow bins, the earliest of equal ones; null when no bin is slow. A bin without requests ends it. */
export function longestRun(
  bins: readonly LatencyBin[],
  binSeconds: number,
  isSlow: (bin: LatencyBin) => boolean,
): SlowRun | null {
  let longest: readonly LatencyBin[] = [];
  let current: readonly LatencyBin[] = [];
  for (const bin of bins) {
    const previous = current.at(-1);
    const follows =
      previous !== undefined && Date.parse(bin.at) - Date.parse(previous.at) === binSeconds * 1_000;
    if (isSlow(bin)) current = follows ? [...current, bin] : [bin];
    else current = [];
    if (current.length > longest.length) longest = current;
  }
  const [first] = longest;
  return first === undefined ? null : { since: first.at, bins: longest, ...totalOf(longest) };
}

function totalOf(bins: readonly LatencyBin[]): Pick<LatencyBin, 'requests' | 'meanMs'> {
  const requests = bins.reduce((sum, bin) => sum + bin.requests, 0);
  const totalMs = bins.reduce((sum, bin) => sum + bin.requests * bin.meanMs, 0);
  return { requests, meanMs: requests === 0 ? 0 : totalMs / requests };
}
