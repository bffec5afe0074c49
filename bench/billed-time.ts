/** Time that Flex Consumption bills. */

export interface Run {
  /** Milliseconds of any one clock. */
  readonly from: number;
  readonly to: number;
}

/**
 * An instance is billed while it runs at least one function, however many at once: at least a second each time, then by
 * tenths. https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#billing
 */
const leastMs = 1_000;
const stepMs = 100;

/** Seconds billed for what ran on one instance. */
export function billedSeconds(runs: readonly Run[]): number {
  let billedMs = 0;
  for (const { from, to } of stretchesOf(runs)) {
    billedMs += Math.max(leastMs, Math.ceil((to - from) / stepMs) * stepMs);
  }
  return billedMs / 1_000;
}

/** Without gap in each, oldest first. */
function stretchesOf(runs: readonly Run[]): readonly Run[] {
  const stretches: Run[] = [];
  for (const run of runs.toSorted((left, right) => left.from - right.from)) {
    const last = stretches.at(-1);
    if (last === undefined || run.from > last.to) stretches.push(run);
    else stretches[stretches.length - 1] = { from: last.from, to: Math.max(last.to, run.to) };
  }
  return stretches;
}
