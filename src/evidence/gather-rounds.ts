/** The order of gathering: what goes by nothing all at once, then what goes by its results, one after another. */
import type { Gatherer, KnownBefore } from './define-gatherer.ts';
import { type GatherRun, type GatheredOne, gatherOne } from './gather-one.ts';

export interface NamedResult<Id extends string> extends GatheredOne<unknown> {
  readonly id: Id;
}

/**
 * Results in the order of the gatherers. Those of the second round share what the first has left of the budget; one at a time,
 * so that each can see how much that is, and because LISTs of one object can be dear to an API server (1.31 to 1.33).
 */
export async function gatherInRounds<Id extends string>(
  gatherers: readonly Gatherer<Id>[],
  run: GatherRun,
): Promise<readonly NamedResult<Id>[]> {
  const resultOf = async (gatherer: Gatherer<Id>, known: KnownBefore): Promise<NamedResult<Id>> => ({
    id: gatherer.id,
    ...(await gatherOne(gatherer, { ...run, known })),
  });
  const results = await Promise.all(
    gatherers.filter((one) => !follows(one)).map((gatherer) => resultOf(gatherer, {})),
  );
  // Each value comes from the gatherer of that id.
  const known: KnownBefore = Object.fromEntries(results.map(({ id, gathered }) => [id, gathered]));
  for (const gatherer of gatherers.filter(follows)) results.push(await resultOf(gatherer, known));
  const place = new Map(gatherers.map(({ id }, index) => [id, index]));
  return results.toSorted((left, right) => (place.get(left.id) ?? 0) - (place.get(right.id) ?? 0));
}

function follows({ goesBy = [] }: Gatherer): boolean {
  return goesBy.length > 0;
}
