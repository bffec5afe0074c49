/** Whether the requests in flight of an API server reach what it takes at a time. */
import type { ApiMetrics } from '../../evidence/api-metrics.ts';
import type { MetricSeries, PlatformMetrics } from '../../evidence/platform-metrics.ts';
import type { FindingDraft, Gathered, Threshold } from '../../model.ts';
import { lowerLoad } from '../../remediation/load.ts';
import { formatCount, formatDuration } from '../../shared/format.ts';
import { type InFlightUsage, seatsTaken } from './seats-taken.ts';
import { type Run, levelsOf, longestRun, mayHideRun } from './sustained.ts';
import { grainsOf, seriesOf } from './usage.ts';

const metric = 'apiserver_current_inflight_requests';
const kinds = ['readOnly', 'mutating'] as const;
type Kind = (typeof kinds)[number];

export interface InFlightBounds {
  readonly limits: Readonly<Record<Kind, Threshold>>;
  /** Seconds. */
  readonly sustained: number;
}

/**
 * The limits are by kind of request, so only the split metric can be held against them. The metric that is not split has
 * the mean of both kinds: neither can be above twice of that, which is enough to rule it out on a quiet server. What one API
 * server turned away between two scrapes is told in any case: the mean may be over several of them.
 */
export function inFlightUsage(
  metrics: PlatformMetrics,
  apiMetrics: Gathered<ApiMetrics>,
  bounds: InFlightBounds,
): InFlightUsage {
  const all = seriesOf(metric, metrics);
  const split = kinds.flatMap((kind) => {
    const series = all.find(({ dimension }) => dimension?.toLowerCase() === kind.toLowerCase());
    return series === undefined ? [] : [{ kind, series }];
  });
  if (split.length > 0) {
    const judged = split.map(({ kind, series }) => judgedKind(kind, series, metrics, bounds));
    return {
      findings: judged.flatMap(({ findings }) => findings),
      hidden: split.length < kinds.length || judged.some(({ hidden }) => hidden),
    };
  }
  const whole = all.find(({ dimension }) => dimension === null);
  const turnedAway = seatsTaken(apiMetrics);
  const quiet = whole !== undefined && isQuiet(whole, metrics, bounds);
  return quiet ? { ...turnedAway, hidden: false } : turnedAway;
}

function judgedKind(
  kind: Kind,
  series: MetricSeries,
  metrics: PlatformMetrics,
  { limits, sustained }: InFlightBounds,
): InFlightUsage {
  const levels = levelsOf(series, 'average', metrics);
  const grains = grainsOf(sustained, metrics);
  const isOver = (value: number): boolean => value >= limits[kind].value;
  const run = longestRun(levels, isOver, grains, metrics);
  return run === null
    ? { findings: [], hidden: mayHideRun(levels, isOver, grains) }
    : { findings: [limitReached(kind, run, limits[kind])], hidden: false };
}

function isQuiet(
  series: MetricSeries,
  metrics: PlatformMetrics,
  { limits, sustained }: InFlightBounds,
): boolean {
  const lowest = Math.min(limits.readOnly.value, limits.mutating.value);
  const levels = levelsOf(series, 'average', metrics);
  const mayBeOver = (mean: number): boolean => 2 * mean >= lowest;
  const grains = grainsOf(sustained, metrics);
  return longestRun(levels, mayBeOver, grains, metrics) === null && !mayHideRun(levels, mayBeOver, grains);
}

function limitReached(kind: Kind, run: Run, threshold: Threshold): FindingDraft {
  const what = kind === 'mutating' ? 'writes' : 'reads';
  const observed = `${formatCount(run.highest)} ${what} in flight, at least ${formatCount(threshold.value)} for ${formatDuration(run.seconds)}`;
  return {
    severity: 'high',
    // AKS raises the limits of control planes that it scales, and does not say to what; flow control adds both up.
    confidence: 'inferred',
    resource: { kind: 'APIServer', name: 'requests-in-flight', part: kind },
    summary: `The API server had up to ${observed}; expected are fewer than the limit of ${formatCount(threshold.value)}.`,
    observed: { text: observed, value: run.highest, unit: 'requests' },
    threshold,
    since: run.from,
    excerpts: [
      { label: `${metric}, ${kind}`, value: `up to ${formatCount(run.highest)}` },
      { label: 'From, to', value: `${run.from}, ${run.to}` },
    ],
    remediation: lowerLoad('requests'),
  };
}
