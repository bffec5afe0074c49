import type { AnyCheck, Thresholds } from '../checks/define-check.ts';
import type { Policy } from '../model.ts';
import { compareText } from '../shared/compare-text.ts';
import { clusterRule, type JudgedCluster } from './suppress.ts';

/** A bound as it counts for one cluster. */
interface BoundInForce {
  readonly value: number;
  /** Id of the entry of the policy that set it; null for the catalogue. */
  readonly setBy: string | null;
}

/** By the name of the bound in the check. */
export type BoundsInForce = Readonly<Record<string, BoundInForce>>;

type Override = Policy['thresholds'][number];

/**
 * The bounds of a check for one cluster, each from the most particular entry that sets it: by the name of the cluster
 * before by tag, by tag before the whole fleet, and that before the catalogue. Among equals the API comes before the file,
 * which is deployed more seldom, and then the id that sorts first.
 */
export function boundsFor(
  check: Pick<AnyCheck, 'id' | 'thresholds'>,
  cluster: JudgedCluster,
  overrides: readonly Override[],
): BoundsInForce {
  const bounds: Record<string, BoundInForce> = { ...usualBounds(check.thresholds) };
  for (const { id, values } of weakestFirst(check.id, cluster, overrides)) {
    for (const [name, value] of Object.entries(values)) {
      // The check may have had a bound of this name in an older version.
      if (Object.hasOwn(bounds, name)) bounds[name] = { value, setBy: id };
    }
  }
  return bounds;
}

/**
 * The bounds at which what is open ends (hysteresis.ts): one that is set otherwise moves its own in proportion. Null for a
 * check that has none.
 */
export function resolvingBounds(
  { thresholds, resolvesAt }: Pick<AnyCheck, 'thresholds' | 'resolvesAt'>,
  bounds: BoundsInForce,
): BoundsInForce | null {
  if (resolvesAt === undefined) return null;
  const resolving: Record<string, BoundInForce> = { ...bounds };
  for (const [name, end] of Object.entries(resolvesAt)) {
    const [usual, bound] = [thresholds[name], bounds[name]];
    if (end === undefined || usual === undefined || bound === undefined) continue;
    resolving[name] = { ...bound, value: (bound.value * end) / usual.value };
  }
  return resolving;
}

/** The bounds of the catalogue. */
export function usualBounds(declared: Thresholds): BoundsInForce {
  return Object.fromEntries(
    Object.entries(declared).map(([name, { value }]) => [name, { value, setBy: null }]),
  );
}

function weakestFirst(
  check: string,
  cluster: JudgedCluster,
  overrides: readonly Override[],
): readonly Override[] {
  return overrides
    .filter((override) => override.check === check && clusterRule(override)(cluster))
    .toSorted(
      (left, right) =>
        rankOf(left) - rankOf(right) ||
        Number(left.source === 'api') - Number(right.source === 'api') ||
        compareText(right.id, left.id),
    );
}

function rankOf({ cluster, tag }: Override): number {
  if (cluster !== undefined) return 2;
  return tag === undefined ? 0 : 1;
}
