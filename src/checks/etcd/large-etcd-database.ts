import type { ApiMetrics } from '../../evidence/api-metrics.ts';
import type { FindingDraft, Gathered, Severity, Threshold } from '../../model.ts';
import { databaseCleanup } from '../../remediation/etcd.ts';
import { links } from '../../remediation/links.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { formatBytes, formatPercent } from '../../shared/format.ts';
import type { CheckContext, Unseen } from '../define-check.ts';
import { defineCheck, unknown, verdictOf } from '../define-check.ts';
import {
  type SeenDatabase,
  fillInWords,
  measurementsOf,
  neitherKnown,
  seenDatabases,
} from '../support/etcd-databases.ts';
import { mainDatabase } from '../support/etcd-partitions.ts';
import { dominantKind, largestKinds } from '../support/largest-kinds.ts';

const thresholds = {
  /** AKS runs etcd with a quota of 8 GB; only needed where Azure's own percentage of it is not known. */
  quota: { value: 8 * 1024 ** 3, unit: 'bytes', source: links.aksLargeScale },
  large: { value: 2 * 1024 ** 3, unit: 'bytes', source: links.guide },
  medium: { value: 0.5, unit: 'ratio', source: links.aksLargeScale },
  /** These two are ours, to leave time before upstream's own alert at 95 % of the quota. */
  high: { value: 0.75, unit: 'ratio', source: links.etcdAlerts },
  critical: { value: 0.9, unit: 'ratio', source: links.etcdAlerts },
} as const satisfies Record<string, Threshold>;

type Bounds = CheckContext<typeof thresholds>['thresholds'];

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
  requires: [],
  // Either of them is enough.
  uses: ['platformMetrics', 'apiMetrics'],
  thresholds,
  resolvesAt: { large: 1.8 * 1024 ** 3, medium: 0.45, high: 0.7, critical: 0.86 },
  ladders: [['medium', 'high', 'critical']],
  evaluate({ platformMetrics, apiMetrics }, { thresholds: bounds }) {
    const databases = seenDatabases(apiMetrics, platformMetrics);
    if (databases.length === 0) {
      const { reason, detail, remedy } = neitherKnown(apiMetrics, platformMetrics);
      return unknown(reason, detail, remedy);
    }
    // Azure's percentage covers every database, the fullest at least.
    const byAzure = databases.some(({ share }) => share !== null);
    const crossings = databases.flatMap((database) => {
      const crossed = byAzure ? crossedByShare(database, bounds) : crossedBySize(database, bounds);
      return crossed === null ? [] : [{ database, crossed }];
    });
    return verdictOf(
      databases.length,
      withoutDoubles(crossings).map(({ database, crossed }) =>
        findingOn(database, crossed, apiMetrics, bounds),
      ),
      byAzure ? null : unseenIn(apiMetrics, databases),
    );
  },
});

/** The newest metric names each database and leaves out one that did not answer; older ones show only the main one. */
function unseenIn(metrics: Gathered<ApiMetrics>, databases: readonly SeenDatabase[]): Unseen | null {
  if (!metrics.ok || metrics.value.etcd?.metric !== 'apiserver_storage_size_bytes') return null;
  if (databases.some(({ name }) => name === mainDatabase)) return null;
  return {
    reason: 'notCollected',
    detail: `The size of the main database ${mainDatabase} is missing from /metrics.`,
    remedy: 'Audit again: the API server leaves it out when etcd does not answer within a second.',
  };
}

interface Crossed {
  readonly severity: Severity;
  readonly threshold: Threshold;
}

interface Crossing {
  readonly database: SeenDatabase;
  readonly crossed: Crossed;
}

const worstFirst = ['critical', 'high', 'medium'] as const;

/** The worst bound that the share of its own quota is over; a file may be large for the guide all the same. */
function crossedByShare({ share, bytes }: SeenDatabase, bounds: Bounds): Crossed | null {
  const severity = worstFirst.find((one) => share !== null && share > bounds[one]);
  if (severity === undefined) return crossedByGuide(bytes, bounds);
  return { severity, threshold: { ...thresholds[severity], value: bounds[severity] } };
}

/** The same for a size alone, against the quota that is supposed. */
function crossedBySize({ bytes }: SeenDatabase, bounds: Bounds): Crossed | null {
  const severity = worstFirst.find((one) => bytes !== null && bytes > bounds[one] * bounds.quota);
  if (severity === undefined) return crossedByGuide(bytes, bounds);
  const value = bounds[severity] * bounds.quota;
  return { severity, threshold: { value, unit: 'bytes', source: thresholds[severity].source } };
}

function crossedByGuide(bytes: number | null, bounds: Bounds): Crossed | null {
  if (bytes === null || bytes <= bounds.large) return null;
  return { severity: 'medium', threshold: { ...thresholds.large, value: bounds.large } };
}

/** A file that is large may be the very database that Azure reports under a name of its own. */
function withoutDoubles(crossings: readonly Crossing[]): readonly Crossing[] {
  const alone = crossings.some(({ database }) => database.bytes === null);
  return alone ? crossings.filter(({ database }) => database.share !== null) : crossings;
}

function findingOn(
  database: SeenDatabase,
  { severity, threshold }: Crossed,
  metrics: Gathered<ApiMetrics>,
  bounds: Bounds,
): FindingDraft {
  const { name, main, bytes, share } = database;
  const known = main && metrics.ok ? metrics.value : null;
  const largest = known === null ? [] : largestKinds(known);
  const culprit = known === null ? null : dominantKind(known);
  const observed = fillInWords(database, bounds.quota);
  const byShare = threshold.unit === 'ratio';
  const expected = byShare ? `${formatPercent(threshold.value)} of its quota` : formatBytes(threshold.value);
  return {
    severity,
    confidence: 'measured',
    resource: { kind: 'EtcdDatabase', name },
    summary: `The etcd database ${cleanText(name, 80)} has ${observed}; expected is at most ${expected}.`,
    observed: {
      text: observed,
      ...(byShare ? { value: share ?? 0, unit: 'ratio' } : { value: bytes ?? 0, unit: 'bytes' }),
    },
    threshold,
    ...(culprit === null ? {} : { culprit: { kind: 'object', name: culprit } }),
    excerpts: [...measurementsOf(database, metrics), ...largest],
    remediation: databaseCleanup({ main, largest: largest.map(({ label }) => label) }),
  };
}
