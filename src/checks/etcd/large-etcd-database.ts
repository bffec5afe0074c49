import type { ApiMetrics, EtcdDatabase } from '../../evidence/api-metrics.ts';
import type { Excerpt, FindingDraft, Severity, Threshold } from '../../model.ts';
import { databaseCleanup } from '../../remediation/etcd.ts';
import { links } from '../../remediation/links.ts';
import { formatBytes, formatCount, formatPercent } from '../../shared/format.ts';
import type { CheckContext, Unseen } from '../define-check.ts';
import { defineCheck, unknown, verdictOf } from '../define-check.ts';

const thresholds = {
  /** AKS runs etcd with a quota of 8 GB; what the API server shows does not include it. */
  quota: { value: 8 * 1024 ** 3, unit: 'bytes', source: links.aksLargeScale },
  large: { value: 2 * 1024 ** 3, unit: 'bytes', source: links.guide },
  medium: { value: 0.5, unit: 'ratio', source: links.aksLargeScale },
  /** These two are ours, to leave time before upstream's own alert at 95 % of the quota. */
  high: { value: 0.75, unit: 'ratio', source: links.etcdAlerts },
  critical: { value: 0.9, unit: 'ratio', source: links.etcdAlerts },
} as const satisfies Record<string, Threshold>;

type Bounds = CheckContext<typeof thresholds>['thresholds'];

/** The size that AKS and the API server know the main database by. */
const mainDatabase = 'etcd-0';

export const largeEtcdDatabase = defineCheck({
  id: 'large-etcd-database',
  title: 'Large etcd database',
  passTitle: 'The etcd databases are well below their quota',
  category: 'etcd',
  severity: 'critical',
  guide: 'C2',
  rationale:
    'A large etcd slows every read and write, and once its quota is reached the API server refuses all writes.',
  remedy: 'Delete objects that are not needed, and stop what keeps creating them.',
  learnMore: links.guide,
  requires: ['apiMetrics'],
  uses: [],
  thresholds,
  evaluate({ apiMetrics }, { thresholds: bounds }) {
    if (apiMetrics.etcd === null) {
      return unknown(
        'notCollected',
        'The API server shows no readable size of etcd on /metrics.',
        'Audit again; if it stays so, look at the etcd database usage among the platform metrics in the Azure portal.',
      );
    }
    const { databases, metric } = apiMetrics.etcd;
    const findings = databases.flatMap((database) => findingsOn(database, apiMetrics, bounds));
    return verdictOf(databases.length, findings, unseenIn(metric, databases));
  },
});

/** The newest metric names each database and leaves out one that did not answer; older ones show only the main one. */
function unseenIn(metric: string, databases: readonly EtcdDatabase[]): Unseen | null {
  if (metric !== 'apiserver_storage_size_bytes') return null;
  if (databases.some(({ name }) => name === mainDatabase)) return null;
  return {
    reason: 'notCollected',
    detail: `The size of the main database ${mainDatabase} is missing from /metrics.`,
    remedy: 'Audit again: the API server leaves it out when etcd does not answer within a second.',
  };
}

function findingsOn(database: EtcdDatabase, metrics: ApiMetrics, bounds: Bounds): readonly FindingDraft[] {
  const crossed = crossedBound(database.bytes, bounds);
  if (crossed === null) return [];
  const share = formatPercent(database.bytes / bounds.quota);
  const observed = `${formatBytes(database.bytes)}, ${share} of the quota of ${formatBytes(bounds.quota)}`;
  const main = database.name === mainDatabase || metrics.etcd?.databases.length === 1;
  const largest = main ? largestKinds(metrics) : [];
  const culprit = main ? dominantKind(metrics) : null;
  return [
    {
      severity: crossed.severity,
      confidence: 'measured',
      resource: { kind: 'EtcdDatabase', name: database.name },
      summary: `The etcd database ${database.name} has ${observed}; expected is at most ${formatBytes(crossed.threshold.value)}.`,
      observed: { text: observed, value: database.bytes, unit: 'bytes' },
      threshold: crossed.threshold,
      ...(culprit === null ? {} : { culprit: { kind: 'object', name: culprit } }),
      excerpts: [
        { label: metrics.etcd?.metric ?? 'size', value: `${formatCount(database.bytes)} bytes` },
        ...largest,
      ],
      remediation: databaseCleanup({ main, largest: largest.map(({ label }) => label) }),
    },
  ];
}

interface Crossed {
  readonly severity: Severity;
  readonly threshold: Threshold;
}

/** The worst bound that the size is over, given in bytes. */
function crossedBound(bytes: number, bounds: Bounds): Crossed | null {
  for (const severity of ['critical', 'high', 'medium'] as const) {
    const value = bounds[severity] * bounds.quota;
    if (bytes > value) {
      return { severity, threshold: { value, unit: 'bytes', source: thresholds[severity].source } };
    }
  }
  if (bytes <= bounds.large) return null;
  return {
    severity: 'medium',
    threshold: { value: bounds.large, unit: 'bytes', source: thresholds.large.source },
  };
}

const shownKinds = 5;

/** The kinds that hold most: by bytes where the server estimates them, else by number. */
function largestKinds({ objects }: ApiMetrics): readonly Excerpt[] {
  if (objects === null) return [];
  const estimated = Object.entries(objects.estimatedBytes);
  return estimated.length > 0
    ? largest(estimated).map(([kind, bytes]) => ({ label: kind, value: `about ${formatBytes(bytes)}` }))
    : largest(Object.entries(objects.counts)).map(([kind, count]) => ({
        label: kind,
        value: `${formatCount(count)} objects`,
      }));
}

/** A kind that makes up more than half of all estimated bytes. */
function dominantKind({ objects }: ApiMetrics): string | null {
  const estimated = Object.entries(objects?.estimatedBytes ?? {});
  let total = 0;
  for (const [, bytes] of estimated) total += bytes;
  return estimated.find(([, bytes]) => bytes > total / 2)?.[0] ?? null;
}

function largest(entries: readonly (readonly [string, number])[]): readonly (readonly [string, number])[] {
  return entries
    .toSorted(([leftKind, left], [rightKind, right]) => right - left || compareText(leftKind, rightKind))
    .slice(0, shownKinds);
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
