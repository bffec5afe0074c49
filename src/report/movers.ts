/** Clusters whose figure changed most between two days. */
import type { FigureName } from '../figures.ts';
import { figureKindOf } from '../figures.ts';
import type { ClusterRef } from '../model.ts';
import { compareText } from '../shared/compare-text.ts';
import type { Rollup } from '../store/history.ts';
import type { Mover, Movers } from './trend.ts';

export interface TwoDays {
  /** `2026-11-17`. */
  readonly from: string;
  readonly to: string;
  /** By the key of the cluster. */
  readonly before: ReadonlyMap<string, Rollup>;
  readonly now: ReadonlyMap<string, Rollup>;
}

/**
 * Largest change first, whichever way it went; clusters that did not move are none. The last value of each day counts: a mean
 * would hide what happened in the course of it. A cluster of which one of the days is not known is counted, not guessed.
 */
export function moversOf(
  metric: FigureName,
  clusters: readonly ClusterRef[],
  { from, to, before, now }: TwoDays,
  limit: number,
): Movers {
  const { unit, title } = figureKindOf(metric);
  const moved: Mover[] = [];
  let unknown = 0;
  for (const cluster of clusters) {
    const [then, newest] = [lastOf(before.get(cluster.key), metric), lastOf(now.get(cluster.key), metric)];
    if (then === null || newest === null) unknown += 1;
    else if (then !== newest) moved.push({ cluster, before: then, now: newest, difference: newest - then });
  }
  return { metric, unit, title, from, to, movers: moved.toSorted(byChange).slice(0, limit), unknown };
}

function byChange(left: Mover, right: Mover): number {
  const change = Math.abs(right.difference) - Math.abs(left.difference);
  return change !== 0 ? change : compareText(left.cluster.key, right.cluster.key);
}

function lastOf(rollup: Rollup | undefined, metric: FigureName): number | null {
  const figures = rollup?.figures ?? {};
  return Object.hasOwn(figures, metric) ? (figures[metric]?.last ?? null) : null;
}
