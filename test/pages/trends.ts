/** Trends as the HTTP layer loads them, whole and valid, with what a test cares about set by it. */
import type { FigureName } from '../../src/figures.ts';
import { figureKindOf } from '../../src/figures.ts';
import type { TrendForecast, TrendPoint } from '../../src/model.ts';
import type { Movers, Trend, Trends } from '../../src/report/trend.ts';
import { aCluster, minute } from '../store/builders.ts';

const day = 24 * 60;

/** The noons of as many days up to that of 24 November, the oldest first, with their values. */
export function days(...values: readonly (number | null)[]): readonly TrendPoint[] {
  return values.map((value, place) => ({
    at: minute((place - values.length + 1) * day).toISOString(),
    value,
  }));
}

export function aTrend(
  metric: FigureName,
  values: readonly (number | null)[],
  change: Partial<Trend> = {},
): Trend {
  const { unit, title } = figureKindOf(metric);
  return {
    metric,
    unit,
    title,
    points: days(...values),
    before: null,
    change: null,
    forecast: null,
    ...change,
  };
}

export function someTrends(...series: readonly Trend[]): Trends {
  return { from: minute(-7 * day).toISOString(), to: minute(0).toISOString(), grain: 'day', series };
}

const gib = 1024 ** 3;

/** Grows by a quarter of a GiB a day from 6 GiB, and reaches 90 % of the quota on 29 November. */
export const growth: TrendForecast = {
  kind: 'trend',
  perDay: { value: 0.25 * gib, low: 0.2 * gib, high: 0.3 * gib },
  grows: true,
  since: minute(-5 * day).toISOString(),
  samples: 6,
  steps: [],
  points: [0, 3, 7].map((days) => ({
    at: minute(days * day).toISOString(),
    value: (6 + days * 0.25) * gib,
    low: (6 + days * 0.2) * gib,
    high: (6 + days * 0.3) * gib,
  })),
  reaches: [
    {
      bound: 0.9 * 8 * gib,
      at: minute(5 * day).toISOString(),
      earliest: minute(4 * day).toISOString(),
      latest: minute(6 * day).toISOString(),
    },
  ],
};

export const clusterTrends: Trends = someTrends(
  aTrend('score', [90, 88, 88, null, 85, 83], {
    before: days(91, 91, 90, 90, 90, 90),
    change: {
      now: { at: minute(0).toISOString(), value: 83 },
      weekBefore: { at: minute(-7 * day).toISOString(), value: 90 },
      difference: -7,
    },
  }),
  aTrend(
    'etcdBytes',
    [4.8, 5, 5.2, null, 5.7, 6].map((size) => (size === null ? null : size * gib)),
    { forecast: growth },
  ),
  aTrend('etcdUsed', [0.6, 0.63, 0.65, null, 0.71, 0.75]),
  aTrend('coverage', [0.9, 0.9, 0.9, 0.9, 0.8, 0.8]),
  aTrend('apiServerCpu', [0.3, 0.31, 0.4, null, 0.5, 0.41]),
  aTrend('apiServerMemory', [0.5, 0.5, 0.6, null, 0.6, 0.63]),
  aTrend('etcdMemory', [0.2, 0.2, 0.2, null, 0.2, 0.2]),
  aTrend('requestsPerSecond', [55, 60.5, 70, null, 61, 61.25]),
  aTrend('objects:jobs.batch', [31_000, 35_000, 38_000, null, 44_000, 48_211]),
  aTrend('objects:configmaps', [14_000, 14_000, 14_001, null, 14_002, 14_002]),
);

export const fleetTrends: Trends = someTrends(
  aTrend('score', [80, 78, 77, 75, 74, 72], { before: days(81, 81, 81, 80, 80, 80) }),
  aTrend('coverage', [0.7, 0.7, 0.7, 0.7, 0.67, 0.67]),
  aTrend('etcdUsed', [0.6, 0.63, 0.65, 0.68, 0.71, 0.75]),
  aTrend('findings.critical', [0, 0, 0, 1, 1, 1]),
  aTrend('findings.high', [1, 1, 2, 2, 2, 2]),
  aTrend('findings.medium', [0, 0, 0, 0, 0, 0]),
  aTrend('findings.low', [3, 3, 3, 3, 3, 3]),
  aTrend('findings.info', [0, 0, 0, 0, 0, 0]),
);

export function someMovers(metric: FigureName, change: Partial<Movers> = {}): Movers {
  const { unit, title } = figureKindOf(metric);
  return {
    metric,
    unit,
    title,
    from: '2026-11-17',
    to: '2026-11-24',
    movers: [{ cluster: aCluster('prod-a'), before: 0.5, now: 0.75, difference: 0.25 }],
    unknown: 0,
    ...change,
  };
}
