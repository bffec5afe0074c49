/** Percentages of the control plane against two bounds that must be passed for a while. */
import type { MetricSeries, PlatformMetricName, PlatformMetrics } from '../../evidence/platform-metrics.ts';
import { formatDuration } from '../../shared/format.ts';
import type { Unseen } from '../define-check.ts';
import { type Run, levelsOf, longestRun, mayHideRun } from './sustained.ts';

export interface UsageBounds {
  /** Shares, 0–1. */
  readonly high: number;
  readonly critical: number;
  /** How long, in seconds. */
  readonly sustained: number;
}

export interface Overuse {
  readonly severity: 'high' | 'critical';
  readonly run: Run;
}

export interface Usage {
  readonly over: Overuse | null;
  /** True when nothing was found, but gaps may hide that it was over. */
  readonly hidden: boolean;
}

/** What one series says; a run over the worse bound counts before a longer one over the milder. */
export function usageOf(
  series: MetricSeries,
  aggregation: 'average' | 'maximum',
  metrics: PlatformMetrics,
  bounds: UsageBounds,
): Usage {
  const levels = levelsOf(series, aggregation, metrics);
  const grains = grainsOf(bounds.sustained, metrics);
  for (const severity of ['critical', 'high'] as const) {
    const isOver = (percent: number): boolean => percent / 100 > bounds[severity];
    const run = longestRun(levels, isOver, grains, metrics);
    if (run !== null) return { over: { severity, run }, hidden: false };
  }
  return { over: null, hidden: mayHideRun(levels, (percent) => percent / 100 > bounds.high, grains) };
}

/** Grains in a row that make up the time. */
export function grainsOf(seconds: number, { grainSeconds }: PlatformMetrics): number {
  return Math.max(1, Math.ceil(seconds / grainSeconds));
}

export function seriesOf(metric: PlatformMetricName, { series }: PlatformMetrics): readonly MetricSeries[] {
  return series.filter((one) => one.metric === metric);
}

/** Why some metrics cannot be judged; null when all can. */
export function unseenMetrics(
  hidden: readonly PlatformMetricName[],
  metrics: PlatformMetrics,
  sustained: number,
): Unseen | null {
  const names = [...new Set(hidden)].toSorted();
  if (names.length === 0) return null;
  const window = (Date.parse(metrics.to) - Date.parse(metrics.from)) / 1_000;
  return window < sustained
    ? {
        reason: 'notCollected',
        detail: `The window covers only ${formatDuration(window)}, and nothing under ${formatDuration(sustained)} is judged.`,
        remedy: 'The next scheduled sweep covers more.',
      }
    : {
        reason: 'notCollected',
        detail: `Azure Monitor has too few values of ${names.join(', ')} to tell.`,
        remedy:
          'The next sweep asks again; if it stays so, look at these metrics of the cluster in the Azure portal.',
      };
}
