import type { History, Rollup } from '../history.ts';
import { fleetOwner } from '../history.ts';
import { dayPartition, rollupPartition, rollupRowKey } from '../keys.ts';
import { inKeyOrder, partition } from './rows.ts';
import type { MemoryTables } from './tables.ts';

/** The rollups of one process; days of clusters are there a second time, by day. */
export function memoryRollups({
  rollups,
}: MemoryTables): Pick<History, 'saveRollup' | 'rollups' | 'dayOfFleet'> {
  return {
    async saveRollup(owner, grain, rollup) {
      const start = new Date(rollup.at);
      partition(rollups, rollupPartition(owner, grain)).set(rollupRowKey(start), rollup);
      if (grain === 'hour' || owner === fleetOwner) return;
      partition(rollups, dayPartition(start)).set(owner, rollup);
    },
    async rollups(owner, grain, { from, to }, figures) {
      return inKeyOrder(rollups.get(rollupPartition(owner, grain)))
        .map(([, rollup]) => rollup)
        .filter(({ at }) => from <= new Date(at) && new Date(at) <= to)
        .map((rollup) => withOnly(rollup, figures));
    },
    async dayOfFleet(day, figures) {
      const found = inKeyOrder(rollups.get(dayPartition(day)));
      return new Map(found.map(([owner, rollup]) => [owner, withOnly(rollup, figures)]));
    },
  };
}

function withOnly({ at, figures }: Rollup, names: readonly string[] | undefined): Rollup {
  if (names === undefined) return { at, figures };
  return {
    at,
    figures: Object.fromEntries(Object.entries(figures).filter(([name]) => names.includes(name))),
  };
}
