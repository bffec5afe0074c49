/** Every aggregate the interpreter has, by name. */
import type { Aggregate } from './aggregator.ts';
import { collections } from './collections.ts';
import { percentile, percentiles } from './percentiles.ts';
import { totals } from './totals.ts';

const aggregates: ReadonlyMap<string, Aggregate> = new Map(
  Object.entries({ ...totals, ...collections, percentile, percentiles }),
);

/** The aggregate of that name, if there is one. */
export function aggregateFor(name: string): Aggregate | undefined {
  return aggregates.get(name);
}
