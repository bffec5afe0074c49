import type { FigureName } from '../figures.ts';
import type { BoundsInForce } from './thresholds.ts';

/** A bound that a forecast looks out for. */
export interface ForecastBound {
  /** In the unit of the figure. */
  readonly value: number;
  /** What it is a part of, where it is a share of something: the quota of etcd in the unit of the figure. */
  readonly quota: number | null;
}

/** The bounds that a forecast of a figure of a cluster looks out for, mildest first, by those of the checks that look at it. */
export function forecastBounds(
  metric: FigureName,
  boundsOf: (check: string) => BoundsInForce,
): readonly ForecastBound[] {
  const within = (check: string, names: readonly string[]): readonly number[] => {
    const bounds = boundsOf(check);
    return names.flatMap((name) => bounds[name]?.value ?? []);
  };
  if (metric === 'etcdUsed' || metric === 'etcdBytes') {
    const check = 'large-etcd-database';
    const quota = metric === 'etcdUsed' ? 1 : within(check, ['quota'])[0];
    if (quota === undefined) return [];
    return [...within(check, ['medium', 'high', 'critical']), 1].map((share) => ({
      value: share * quota,
      quota,
    }));
  }
  if (!metric.startsWith('objects:')) return [];
  const breach = metric === 'objects:events' ? 'eventsBreach' : 'breach';
  return within('excessive-object-count', ['look', breach]).map((value) => ({ value, quota: null }));
}
