/** Whether the 99th percentile of a kind of call is over a bound: in the window of two scrapes, else since the start. */
import type { ApiMetrics, Timed } from '../../evidence/api-metrics.ts';
import type { Durations, Percentile } from '../../evidence/metrics/percentile.ts';
import type { Confidence, Excerpt } from '../../model.ts';
import { formatDuration, formatLatency } from '../../shared/format.ts';

export interface SlownessBounds {
  /** Seconds that the 99th percentile may be. */
  readonly seconds: number;
  /** Calls below which a percentile says nothing. */
  readonly minimum: number;
}

export interface Slowness {
  /** Between two scrapes; else since the API server started. */
  readonly recent: boolean;
  readonly calls: number;
  readonly p99: Percentile;
}

/** Null when it is not slow, or when there are too few calls to tell. */
export function slownessOf({ sinceStart, inWindow }: Timed, bounds: SlownessBounds): Slowness | null {
  const periods = [
    { recent: true, durations: inWindow },
    { recent: false, durations: sinceStart },
  ];
  for (const { recent, durations } of periods) {
    if (durations === null || durations.calls < bounds.minimum) continue;
    if (isOver(durations, bounds) && durations.p99 !== null) {
      return { recent, calls: durations.calls, p99: durations.p99 };
    }
  }
  return null;
}

/** Whether nobody can tell: the calls are too few, or the histogram ends below the bound, and they may be slow. */
export function mayBeSlow(timed: Timed, bounds: SlownessBounds): boolean {
  const { calls, p99 } = timed.sinceStart;
  if (p99 === null || slownessOf(timed, bounds) !== null) return false;
  return p99.upTo === null || (calls < bounds.minimum && isOver(timed.sinceStart, bounds));
}

function isOver({ p99 }: Durations, { seconds }: SlownessBounds): boolean {
  if (p99 === null) return false;
  return p99.upTo === null ? p99.over >= seconds : p99.seconds > seconds;
}

/** Of what was since the start nobody knows whether it goes on, and inside a bucket the percentile is an estimate. */
export function confidenceIn({ recent, p99 }: Slowness, bounds: SlownessBounds): Confidence {
  return recent && p99.over >= bounds.seconds ? 'measured' : 'inferred';
}

/** `1.4 s`; `more than 2.5 s` where the histogram ends. */
export function p99InWords({ seconds, upTo }: Percentile): string {
  return `${upTo === null ? 'more than ' : ''}${formatLatency(seconds * 1_000)}`;
}

/** `in 30 s`, `since the API server started`. */
export function periodInWords({ recent }: Slowness, { windowSeconds }: ApiMetrics): string {
  return recent && windowSeconds !== null
    ? `in ${formatDuration(windowSeconds)}`
    : 'since the API server started';
}

/** The bucket that the percentile is in, and of which time. */
export function slownessExcerpts(slowness: Slowness, metrics: ApiMetrics): readonly Excerpt[] {
  const { over, upTo } = slowness.p99;
  const most = upTo === null ? '' : ` and at most ${formatLatency(upTo * 1_000)}`;
  return [
    { label: 'By the histogram', value: `more than ${formatLatency(over * 1_000)}${most}` },
    ...(metrics.processStartedAt === null
      ? []
      : [{ label: 'API server started', value: metrics.processStartedAt }]),
  ];
}
