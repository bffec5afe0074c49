import type { FindingDraft, Threshold } from '../../model.ts';
import { cleanupOf } from '../../remediation/cleanup.ts';
import { links } from '../../remediation/links.ts';
import { isBuiltIn } from '../../remediation/quota.ts';
import { formatBytes, formatCount } from '../../shared/format.ts';
import type { CheckContext } from '../define-check.ts';
import { defineCheck, verdictOf } from '../define-check.ts';
import { type LeakTraces, leakTraces } from '../support/leak-traces.ts';
import { areCounted, notCounted, type ObjectCounts, uncountable } from '../support/object-counts.ts';

const thresholds = {
  /** Where the guide starts to look. */
  look: { value: 10_000, unit: 'objects', source: links.guide },
  /** Beyond what upstream tests for one kind. */
  breach: { value: 150_000, unit: 'objects', source: links.scalabilityThresholds },
  /** The same for events, which upstream counts apart. */
  eventsBreach: { value: 1_000_000, unit: 'objects', source: links.scalabilityThresholds },
} as const satisfies Record<string, Threshold>;

type Bounds = CheckContext<typeof thresholds>['thresholds'];

export const excessiveObjectCount = defineCheck({
  id: 'excessive-object-count',
  title: 'Too many objects of a kind',
  passTitle: 'No kind has too many objects',
  category: 'etcd',
  severity: 'critical',
  guide: 'C2',
  rationale:
    'Every LIST of a kind with very many objects costs the API server memory and time, and the objects fill etcd.',
  remedy: 'Delete what is left over, give its creator a time to live, and cap the kind by a quota.',
  learnMore: links.guide,
  requires: ['apiMetrics'],
  uses: ['leakSuspects', 'creationsByClient'],
  thresholds,
  resolvesAt: { look: 9_000, breach: 135_000, eventsBreach: 900_000 },
  ladders: [
    ['look', 'breach'],
    ['look', 'eventsBreach'],
  ],
  evaluate({ apiMetrics: { objects }, leakSuspects, creationsByClient }, { thresholds: bounds }) {
    if (!areCounted(objects)) return notCounted();
    // The metric may count what the server serves no more: nobody can delete those.
    const gone = leakSuspects.ok ? leakSuspects.value.gone : [];
    const kinds = ranked(objects).filter((kind) => !gone.includes(kind));
    const findings = kinds.flatMap((kind) =>
      findingsOn(kind, objects, bounds, () => leakTraces(kind, leakSuspects, creationsByClient)),
    );
    return verdictOf(Object.keys(objects.counts).length, findings, uncountable(objects));
  },
});

/** Kinds by estimated bytes where the server tells them, then by number: the first is nearest to the cause. */
function ranked({ counts, estimatedBytes }: ObjectCounts): readonly string[] {
  const weight = (kind: string): readonly [number, number] => [estimatedBytes[kind] ?? 0, counts[kind] ?? 0];
  return Object.keys(counts)
    .toSorted()
    .toSorted((left, right) => {
      const [leftBytes, leftCount] = weight(left);
      const [rightBytes, rightCount] = weight(right);
      return rightBytes - leftBytes || rightCount - leftCount;
    });
}

function findingsOn(
  kind: string,
  objects: ObjectCounts,
  bounds: Bounds,
  tracesOf: () => LeakTraces,
): readonly FindingDraft[] {
  const count = objects.counts[kind] ?? 0;
  const breach = kind === 'events' ? ('eventsBreach' as const) : ('breach' as const);
  const crossed = count > bounds[breach] ? breach : 'look';
  if (count <= bounds[crossed]) return [];
  const maybeStale = staysWhenDeleted(kind, objects);
  const { namespace, signs, excerpts } = tracesOf();
  const bytes = objects.estimatedBytes[kind];
  const observed = `${formatCount(count)} objects`;
  return [
    {
      severity: crossed === 'look' ? 'medium' : 'critical',
      confidence: maybeStale ? 'inferred' : 'measured',
      resource: { kind: 'APIResource', name: kind },
      summary: `There are ${observed} of the kind ${kind}; expected are at most ${formatCount(bounds[crossed])}.`,
      observed: { text: observed, value: count, unit: 'objects' },
      threshold: { ...thresholds[crossed], value: bounds[crossed] },
      culprit: { kind: 'object', name: kind },
      excerpts: [
        { label: objects.metric, value: formatCount(count) },
        ...(bytes === undefined ? [] : [{ label: 'Estimated size', value: formatBytes(bytes) }]),
        ...excerpts,
      ],
      remediation: cleanupOf({ kind, limit: bounds.look, maybeStale, namespace, signs }),
    },
  ];
}

/**
 * The older metrics keep the last count of a deleted CustomResourceDefinition until the process restarts:
 * https://github.com/kubernetes/kubernetes/issues/131901
 */
function staysWhenDeleted(kind: string, { metric }: ObjectCounts): boolean {
  return metric !== 'apiserver_resource_objects' && !isBuiltIn(kind);
}
