import type { ApiHealth, HealthEndpoint } from '../../evidence/api-health.ts';
import type { ApiMetrics } from '../../evidence/api-metrics.ts';
import type { FindingDraft, Gathered, Severity, Threshold } from '../../model.ts';
import { failingHealthLine, serverErrors } from '../../remediation/health.ts';
import { links } from '../../remediation/links.ts';
import { countOf, formatDuration, formatPercent } from '../../shared/format.ts';
import type { CheckContext, Unseen } from '../define-check.ts';
import { defineCheck, verdictOf } from '../define-check.ts';
import { worstPeriod } from '../support/error-period.ts';

const thresholds = {
  errors: { value: 0.01, unit: 'ratio', source: links.apiServerAlerts },
  /** Ours: a ratio of fewer requests than this says nothing. */
  minimum: { value: 100, unit: 'requests', source: links.apiServerAlerts },
} as const satisfies Record<string, Threshold>;

type Bounds = CheckContext<typeof thresholds>['thresholds'];

export const unhealthyApiServer = defineCheck({
  id: 'unhealthy-api-server',
  title: 'Unhealthy API server',
  passTitle: 'The API server is healthy',
  category: 'symptoms',
  severity: 'critical',
  guide: 'S',
  rationale:
    'An API server that fails its own health checks, or answers many requests by errors, is the symptom that all of the guide starts from.',
  remedy: 'Follow the failing line: etcd first, then webhooks and aggregated APIs.',
  learnMore: links.guide,
  requires: ['apiHealth'],
  uses: ['apiMetrics'],
  thresholds,
  resolvesAt: { errors: 0.008 },
  evaluate({ apiHealth, apiMetrics }, { thresholds: bounds }) {
    const drafts = [
      ...failingLines(apiHealth),
      ...(apiMetrics.ok ? errorRatio(apiMetrics.value, bounds) : []),
    ];
    const inspected = apiHealth.readyz.lines.length + apiHealth.livez.lines.length;
    return verdictOf(inspected, drafts, unseenErrors(apiMetrics, bounds));
  },
});

/** The health endpoints say nothing of requests that fail, so without that figure there is no all-clear. */
function unseenErrors(metrics: Gathered<ApiMetrics>, bounds: Bounds): Unseen | null {
  const what = 'The share of requests that end in an error is not known.';
  if (!metrics.ok) {
    return { reason: metrics.reason, detail: `${what} ${metrics.detail}`, remedy: metrics.remedy };
  }
  const { requests } = metrics.value;
  if (requests === null) {
    return {
      reason: 'notCollected',
      detail: `${what} The API server shows no request counts on /metrics.`,
      remedy: 'Audit again; right after a start there may be none yet.',
    };
  }
  const tooFew = requests.all.sinceStart < bounds.minimum && requests.serverErrors.sinceStart > 0;
  if (!tooFew) return null;
  return {
    reason: 'notCollected',
    detail: `${what} ${countOf(requests.serverErrors.sinceStart, 'error')} in ${countOf(requests.all.sinceStart, 'request')} since the API server started are too few to judge.`,
    remedy: 'Audit again in some minutes.',
  };
}

const endpoints = ['livez', 'readyz'] as const;

interface FailingLine {
  readonly endpoint: (typeof endpoints)[number];
  /** Null when the endpoint fails without saying which check did. */
  readonly line: string | null;
  readonly health: HealthEndpoint;
}

/** One finding a failing check: livez and readyz run many of the same, and livez failing is the graver. */
function failingLines(apiHealth: ApiHealth): readonly FindingDraft[] {
  const failing = new Map<string, FailingLine>();
  for (const endpoint of endpoints) {
    const health = apiHealth[endpoint];
    const lines = health.lines.filter(({ ok }) => !ok);
    for (const { name } of lines) {
      if (!failing.has(name)) failing.set(name, { endpoint, line: name, health });
    }
    if (!health.healthy && lines.length === 0) failing.set(`/${endpoint}`, { endpoint, line: null, health });
  }
  return [...failing.values()].map(lineFinding);
}

function lineFinding({ endpoint, line, health }: FailingLine): FindingDraft {
  const observed =
    line === null ? `/${endpoint} answers ${health.status}` : `the check ${line} of /${endpoint} fails`;
  return {
    severity: line === null ? 'high' : severityOf(endpoint, line),
    confidence: 'measured',
    resource: { kind: 'HealthCheck', name: line ?? endpoint },
    summary: `The API server is not well: ${observed}; expected is that it passes.`,
    observed: { text: observed },
    excerpts: [{ label: `/${endpoint}`, value: `status ${health.status}` }],
    remediation: failingHealthLine(endpoint, line),
  };
}

/** Hooks, informers and shutdown fail on readyz while a server starts or stops, which a rolling update does too. */
function severityOf(endpoint: FailingLine['endpoint'], line: string): Severity {
  if (line.includes('etcd')) return 'critical';
  const startsOrStops = /^(poststarthook\/|informer-sync|shutdown)/.test(line);
  return endpoint === 'readyz' && startsOrStops ? 'medium' : 'high';
}

function errorRatio(
  { requests, windowSeconds, processStartedAt }: ApiMetrics,
  bounds: Bounds,
): readonly FindingDraft[] {
  if (requests === null) return [];
  const period = worstPeriod(requests, bounds);
  if (period === null) return [];
  const during =
    period.recent && windowSeconds !== null
      ? `in ${formatDuration(windowSeconds)}`
      : `since the API server started${processStartedAt === null ? '' : ` at ${processStartedAt}`}`;
  const observed = `${formatPercent(period.ratio)} of ${countOf(period.all, 'request')} ${during} ended in an error of the server`;
  return [
    {
      severity: period.recent ? 'high' : 'medium',
      // A counter since the start does not say whether it still goes on.
      confidence: period.recent ? 'measured' : 'inferred',
      resource: { kind: 'APIServer', name: 'requests' },
      summary: `${observed}; expected is at most ${formatPercent(bounds.errors)}.`,
      observed: { text: observed, value: period.ratio, unit: 'ratio' },
      threshold: { ...thresholds.errors, value: bounds.errors },
      excerpts: [
        { label: 'Errors', value: countOf(period.errors, 'request') },
        { label: 'All', value: countOf(period.all, 'request') },
      ],
      remediation: serverErrors(),
    },
  ];
}
