import type { MetricSeries, PlatformMetrics } from '../../evidence/platform-metrics.ts';
import type { FindingDraft, Threshold } from '../../model.ts';
import { links } from '../../remediation/links.ts';
import { lowerEtcdMemory } from '../../remediation/load.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { formatDuration, formatPercent } from '../../shared/format.ts';
import type { CheckContext } from '../define-check.ts';
import { defineCheck, verdictOf } from '../define-check.ts';
import { databaseName } from '../support/etcd-partitions.ts';
import { type Overuse, seriesOf, unseenMetrics, usageOf } from '../support/usage.ts';

const thresholds = {
  /** Ours, of the limit that AKS gives etcd: the guide's own alert is at 20 GiB, which says nothing of the limit. */
  high: { value: 0.8, unit: 'ratio', source: links.guide },
  critical: { value: 0.95, unit: 'ratio', source: links.guide },
  /** Ours: three values of five minutes, so that a restart, a snapshot or a defragmentation is not a finding. */
  sustained: { value: 900, unit: 'seconds', source: links.aksMetrics },
} as const satisfies Record<string, Threshold>;

type Bounds = CheckContext<typeof thresholds>['thresholds'];

const metric = 'etcd_memory_usage_percentage';

export const highEtcdMemory = defineCheck({
  id: 'high-etcd-memory',
  title: 'Shortage of memory in etcd',
  passTitle: 'There is memory to spare in etcd',
  category: 'etcd',
  severity: 'critical',
  guide: 'C+',
  rationale:
    'An etcd that runs out of memory is killed, and while it restarts the API server can neither read nor write.',
  remedy: 'Store fewer and smaller objects: delete finished Jobs and failed pods, and split large objects.',
  learnMore: links.guide,
  requires: ['platformMetrics'],
  uses: [],
  thresholds,
  resolvesAt: { high: 0.75, critical: 0.92 },
  ladders: [['high', 'critical']],
  evaluate({ platformMetrics }, { thresholds: bounds }) {
    const all = seriesOf(metric, platformMetrics);
    // The Maximum: where partitions are not told apart, an average would mix a full one with an empty one.
    const usages = all.map((series) => ({
      series,
      ...usageOf(series, 'maximum', platformMetrics, bounds),
    }));
    const findings = usages.flatMap(({ series, over }) =>
      over === null ? [] : [findingOn(series, all, over, platformMetrics, bounds)],
    );
    const hidden = all.length === 0 || usages.some((usage) => usage.hidden);
    return verdictOf(
      all.length,
      findings,
      unseenMetrics(hidden ? [metric] : [], platformMetrics, bounds.sustained),
    );
  },
});

function findingOn(
  series: MetricSeries,
  all: readonly MetricSeries[],
  { severity, run }: Overuse,
  { grainSeconds }: PlatformMetrics,
  bounds: Bounds,
): FindingDraft {
  const name = databaseName(series, all);
  const bound = formatPercent(bounds[severity]);
  const highest = formatPercent(run.highest / 100);
  const observed = `over ${bound} of its limit for ${formatDuration(run.seconds)}, up to ${highest}`;
  return {
    severity,
    confidence: 'measured',
    resource: { kind: 'EtcdDatabase', name },
    summary: `The memory of the etcd partition ${cleanText(name, 80)} is ${observed}; expected is at most ${formatPercent(bounds.high)}.`,
    observed: { text: observed, value: run.highest / 100, unit: 'ratio' },
    threshold: { ...thresholds[severity], value: bounds[severity] },
    since: run.from,
    excerpts: [
      { label: metric, value: `${bound} to ${highest}, maximum of ${formatDuration(grainSeconds)}` },
      { label: 'From, to', value: `${run.from}, ${run.to}` },
      {
        label: 'Partition',
        value:
          series.dimension === null ? 'not told apart, the highest of all' : cleanText(series.dimension, 80),
      },
    ],
    remediation: lowerEtcdMemory(),
  };
}
