import type { PlatformMetricName, PlatformMetrics } from '../../evidence/platform-metrics.ts';
import type { FindingDraft, Threshold } from '../../model.ts';
import { links } from '../../remediation/links.ts';
import { lowerLoad } from '../../remediation/load.ts';
import { formatDuration, formatPercent } from '../../shared/format.ts';
import type { CheckContext } from '../define-check.ts';
import { defineCheck, verdictOf } from '../define-check.ts';
import { inFlightUsage } from '../support/in-flight.ts';
import { type Overuse, seriesOf, unseenMetrics, usageOf } from '../support/usage.ts';

const thresholds = {
  /** Ours, as usual for alerts: AKS names no bound for the API server. */
  high: { value: 0.8, unit: 'ratio', source: links.aksMetrics },
  critical: { value: 0.95, unit: 'ratio', source: links.aksMetrics },
  /** Ours: three values of five minutes, so that one rollout or one large LIST is not a finding. */
  sustained: { value: 900, unit: 'seconds', source: links.aksMetrics },
  /** Requests at a time that an API server takes by default, by kind. */
  readOnly: { value: 400, unit: 'requests', source: links.aksLargeScale },
  mutating: { value: 200, unit: 'requests', source: links.aksLargeScale },
} as const satisfies Record<string, Threshold>;

type Bounds = CheckContext<typeof thresholds>['thresholds'];

const resources = [
  { name: 'cpu', what: 'CPU', metric: 'apiserver_cpu_usage_percentage' },
  { name: 'memory', what: 'memory', metric: 'apiserver_memory_usage_percentage' },
] as const;

export const saturatedApiServer = defineCheck({
  id: 'saturated-api-server',
  title: 'Saturated API server',
  passTitle: 'The API server has room for more load',
  category: 'symptoms',
  severity: 'critical',
  guide: 'S+',
  rationale:
    'An API server without CPU answers slowly, one without memory is killed and takes all its watches with it, and one whose seats are taken turns requests away.',
  remedy: 'Find the client that causes the load, lower it, and leave the Free tier.',
  learnMore: links.guide,
  requires: ['platformMetrics'],
  uses: ['apiMetrics'],
  thresholds,
  resolvesAt: { high: 0.75, critical: 0.92 },
  ladders: [['high', 'critical']],
  evaluate({ platformMetrics, apiMetrics }, { thresholds: bounds }) {
    const findings: FindingDraft[] = [];
    const hidden: PlatformMetricName[] = [];
    for (const resource of resources) {
      const usage = worstUsage(resource.metric, platformMetrics, bounds);
      if (usage.over !== null) findings.push(findingOn(resource, usage.over, platformMetrics, bounds));
      if (usage.hidden) hidden.push(resource.metric);
    }
    const inFlight = inFlightUsage(platformMetrics, apiMetrics, {
      limits: {
        readOnly: { ...thresholds.readOnly, value: bounds.readOnly },
        mutating: { ...thresholds.mutating, value: bounds.mutating },
      },
      sustained: bounds.sustained,
    });
    if (inFlight.hidden) hidden.push('apiserver_current_inflight_requests');
    return verdictOf(
      resources.length + 1,
      [...findings, ...inFlight.findings],
      unseenMetrics(hidden, platformMetrics, bounds.sustained),
    );
  },
});

/**
 * The Average of five minutes: each value that it is made from is already the highest of all API servers, so it does not
 * hide a busy one among idle ones, while the Maximum is a single minute, and any large LIST makes one.
 */
function worstUsage(metric: PlatformMetricName, metrics: PlatformMetrics, bounds: Bounds) {
  const [series] = seriesOf(metric, metrics);
  return series === undefined ? { over: null, hidden: true } : usageOf(series, 'average', metrics, bounds);
}

function findingOn(
  { name, what, metric }: (typeof resources)[number],
  { severity, run }: Overuse,
  metrics: PlatformMetrics,
  bounds: Bounds,
): FindingDraft {
  const bound = formatPercent(bounds[severity]);
  const observed = `over ${bound} for ${formatDuration(run.seconds)}, up to ${formatPercent(run.highest / 100)}`;
  const peak = highestOf(metric, metrics);
  return {
    severity,
    confidence: 'measured',
    resource: { kind: 'APIServer', name },
    summary: `The ${what} of the API server is ${observed}; expected is at most ${formatPercent(bounds.high)}.`,
    observed: { text: observed, value: run.highest / 100, unit: 'ratio' },
    threshold: { ...thresholds[severity], value: bounds[severity] },
    since: run.from,
    excerpts: [
      {
        label: metric,
        value: `${bound} to ${formatPercent(run.highest / 100)}, average of ${formatDuration(metrics.grainSeconds)}`,
      },
      { label: 'From, to', value: `${run.from}, ${run.to}` },
      ...(peak === null ? [] : [{ label: 'Highest minute of the window', value: formatPercent(peak / 100) }]),
    ],
    remediation: lowerLoad(name),
  };
}

function highestOf(metric: PlatformMetricName, metrics: PlatformMetrics): number | null {
  const peaks = seriesOf(metric, metrics).flatMap(({ points }) =>
    points.flatMap(({ maximum }) => maximum ?? []),
  );
  return peaks.length === 0 ? null : Math.max(...peaks);
}
