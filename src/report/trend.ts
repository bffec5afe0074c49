/** A figure over time, as the API answers it and the pages draw it. */
import type { FigureName, FigureUnit } from '../figures.ts';
import type { ClusterRef, Forecast, TrendPoint } from '../model.ts';

/** What one point stands for: an audit of a cluster (a sweep of the fleet), or all within an hour or a day. */
export type TrendGrain = (typeof trendGrains)[number];
export const trendGrains = ['audit', 'hour', 'day'] as const;

export interface Trends {
  /** ISO 8601 UTC, both inclusive. */
  readonly from: string;
  readonly to: string;
  readonly grain: TrendGrain;
  readonly series: readonly Trend[];
}

export interface Trend {
  readonly metric: FigureName;
  readonly unit: FigureUnit;
  /** In words, e.g. `size of the etcd database`. */
  readonly title: string;
  /** Oldest first. A point without a value stands where an audit did not see it, and in each gap where none was. */
  readonly points: readonly TrendPoint[];
  /** The same length of time a week earlier, moved a week forward to lie under `points`; null when not asked for. */
  readonly before: readonly TrendPoint[] | null;
  /** Newest value against that of a week before it; null when either is not known. */
  readonly change: TrendChange | null;
  /** null when not asked for. */
  readonly forecast: Forecast | null;
}

export interface TrendChange {
  readonly now: { readonly at: string; readonly value: number };
  readonly weekBefore: { readonly at: string; readonly value: number };
  /** `now` minus `weekBefore`, in the unit of the figure. */
  readonly difference: number;
}

/** Clusters whose figure changed most within some days, largest change first. */
export interface Movers {
  readonly metric: FigureName;
  readonly unit: FigureUnit;
  readonly title: string;
  /** The two days that are compared, `2026-11-17`. */
  readonly from: string;
  readonly to: string;
  readonly movers: readonly Mover[];
  /** Clusters of which one of the two days is not known: they may have moved more. */
  readonly unknown: number;
}

export interface Mover {
  readonly cluster: ClusterRef;
  readonly before: number;
  readonly now: number;
  readonly difference: number;
}
