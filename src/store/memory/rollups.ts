import type { History, Rollup } from '../history.ts';
import { fleetOwner } from '../history.ts';
import { inKeyOrder, partition } from './rows.ts';

/** The rollups of one process, by owner and grain. */
export function memoryRollups(): Pick<History, 'saveRollup' | 'rollups' | 'dayOfFleet'> {
  const byOwner = new Map<string, Map<string, Rollup>>();
  const keyOf = (owner: string, grain: string): string => JSON.stringify([grain, owner]);

  return {
    async saveRollup(owner, grain, rollup) {
      partition(byOwner, keyOf(owner, grain)).set(rollup.at, rollup);
    },
    async rollups(owner, grain, { from, to }, figures) {
      return inKeyOrder(byOwner.get(keyOf(owner, grain)))
        .map(([, rollup]) => rollup)
        .filter(({ at }) => from <= new Date(at) && new Date(at) <= to)
        .map((rollup) => withOnly(rollup, figures));
    },
    async dayOfFleet(day, figures) {
      const at = `${day.toISOString().slice(0, 10)}T00:00:00.000Z`;
      const found = new Map<string, Rollup>();
      for (const [key, rollups] of byOwner) {
        const [grain, owner] = JSON.parse(key) as [string, string]; // Made by keyOf.
        const rollup = rollups.get(at);
        if (grain === 'day' && owner !== fleetOwner && rollup !== undefined)
          found.set(owner, withOnly(rollup, figures));
      }
      return found;
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
