/** Where the size of etcd goes, by what audits stored and what this one sees. */
import type { ApiMetrics } from '../../evidence/api-metrics.ts';
import type { ClusterHistory, HistoryPoint } from '../../evidence/history.ts';
import type { PlatformMetrics } from '../../evidence/platform-metrics.ts';
import { forecast } from '../../forecast/forecast.ts';
import type { Gathered, TrendForecast } from '../../model.ts';
import { mainDatabaseBytes, newestShare } from '../../seen-figures.ts';
import { dayMs } from '../../shared/durations.ts';

export interface EtcdCourse {
  /** `share`: of the fullest database, of its own quota; `bytes`: of the main one. */
  readonly figure: 'share' | 'bytes';
  /** In the unit of the figure. */
  readonly newest: number;
  readonly bound: number;
  readonly trend: TrendForecast;
}

export interface EtcdSources {
  readonly history: ClusterHistory;
  readonly platformMetrics: Gathered<PlatformMetrics>;
  readonly apiMetrics: Gathered<ApiMetrics>;
}

export interface CourseOptions {
  readonly now: Date;
  readonly horizonDays: number;
  /** Share of the quota. */
  readonly full: number;
  /** Bytes; only needed where Azure's percentage has no trend. */
  readonly quota: number;
}

/** Azure's percentage decides where it has a trend: it is of the real quota, and of every database. Else why there is none. */
export function etcdCourse(
  { history, platformMetrics, apiMetrics }: EtcdSources,
  { now, horizonDays, full, quota }: CourseOptions,
): EtcdCourse | { readonly why: string } {
  const shares = withNewest(
    history.series['etcdUsed'],
    platformMetrics,
    newestShare(platformMetrics, 'etcd_database_usage_percentage'),
  );
  const sizes = withNewest(history.series['etcdBytes'], apiMetrics, mainDatabaseBytes(apiMetrics));
  const byShare = courseOf('share', shares, full);
  if ('trend' in byShare) return byShare;
  const bySize = courseOf('bytes', sizes, full * quota);
  if ('trend' in bySize) return bySize;
  return {
    why: `Share of the quota: ${byShare.why} Size: ${bySize.why}`,
  };

  function courseOf(
    figure: EtcdCourse['figure'],
    samples: readonly Sample[],
    bound: number,
  ): EtcdCourse | { readonly why: string } {
    const seen = forecast(samples, { now: now.getTime(), horizonDays, bounds: [bound] });
    if (seen.kind === 'none') return seen;
    const newest = samples.reduce((one, other) => (other.at > one.at ? other : one), {
      at: -Infinity,
      value: 0,
    });
    return { figure, newest: newest.value, bound, trend: seen };
  }
}

interface Sample {
  readonly at: number;
  readonly value: number;
}

function withNewest(
  past: readonly HistoryPoint[] = [],
  source: Gathered<unknown>,
  newest: number | null,
): readonly Sample[] {
  const samples = past.map(({ at, value }) => ({ at: Date.parse(at), value }));
  return source.ok && newest !== null ? [...samples, { at: Date.parse(source.at), value: newest }] : samples;
}

/** Whether it may have passed the bound in so many days, by the steep end of its growth: where the forecast does not look that far. */
export function mayReach({ newest, bound, trend }: EtcdCourse, days: number): boolean {
  return trend.shortened !== undefined && newest + Math.max(0, trend.perDay.high) * days >= bound;
}

/** Milliseconds until it has the bound if it goes on to grow as it does; 0 when it has, null when not in sight. */
export function timeLeft({ newest, bound, trend }: EtcdCourse, now: Date): number | null {
  if (!trend.grows || trend.perDay.value <= 0) return null;
  if (newest >= bound) return 0;
  const reached = trend.reaches.find((one) => one.bound === bound);
  return reached === undefined ? null : Math.max(0, Date.parse(reached.at) - now.getTime());
}

export function daysIn(seconds: number): number {
  return (seconds * 1_000) / dayMs;
}
