import type { FindingDraft, Severity, Threshold } from '../../model.ts';
import { cleanupOf } from '../../remediation/cleanup.ts';
import { links } from '../../remediation/links.ts';
import { formatCount, formatDuration, formatPercent } from '../../shared/format.ts';
import type { CheckContext } from '../define-check.ts';
import { defineCheck, verdictOf } from '../define-check.ts';
import { followedGrowth, mayLeak } from '../support/followed-kinds.ts';
import { type LeakTraces, leakTraces, mostOfThem } from '../support/leak-traces.ts';
import { areCounted, notCounted, uncountable } from '../support/object-counts.ts';
import { type ObjectGrowth, objectGrowth } from '../support/object-growth.ts';
import { tooLittleHistory } from '../support/too-little-history.ts';

const day = 24 * 3_600;

const thresholds = {
  /** Ours: clean-ups are daily or weekly; what grows for longer than that is not cleaned up. */
  span: { value: 7 * day, unit: 'seconds', source: links.guide },
  /** Ours: a tenth of where the guide starts to look. */
  objects: { value: 1_000, unit: 'objects', source: links.guide },
  /** Ours: at this growth a kind reaches the guide's 10,000 objects within a year. */
  growth: { value: 27, unit: 'objectsPerDay', source: links.guide },
  /** Ours: what takes longer than a year to double grows as clusters do. */
  doubling: { value: 365 * day, unit: 'seconds', source: links.guide },
  /** Ours: of pairs of days. A leak that rests at weekends has 0.9, a clean-up a week ago leaves under 0.8, noise has 0.5. */
  steadiness: { value: 0.85, unit: 'ratio', source: links.guide },
  /** Ours: what came in two jumps, each in the middle of a day, has half of them. With weekends a leak has three of four. */
  growingDays: { value: 0.6, unit: 'ratio', source: links.guide },
  /** Beyond what upstream tests for one kind. */
  breach: { value: 150_000, unit: 'objects', source: links.scalabilityThresholds },
  /** Ours: it takes weeks to have a creator repaired and to delete so many. */
  soon: { value: 30 * day, unit: 'seconds', source: links.guide },
} as const satisfies Record<string, Threshold>;

/** Where the guide starts to look: a namespace that is cleaned up needs no more. */
const mostKept = 10_000;

type Bounds = CheckContext<typeof thresholds>['thresholds'];

export const objectLeak = defineCheck({
  id: 'object-leak',
  title: 'Objects that are made and never deleted',
  passTitle: 'No kind of object grows without end',
  category: 'etcd',
  severity: 'high',
  guide: 'C2',
  rationale:
    'A kind that grows every day fills etcd and slows every LIST of it down, and the outage comes long after the mistake.',
  remedy: 'Give the objects an owner or a time to live where they are made, then delete what is left over.',
  learnMore: links.guide,
  requires: ['history', 'apiMetrics'],
  uses: ['leakSuspects', 'creationsByClient'],
  thresholds,
  evaluate(
    { history, apiMetrics: { objects }, leakSuspects, creationsByClient },
    { now, thresholds: bounds },
  ) {
    if (!areCounted(objects)) return notCounted();
    const untold: string[] = [];
    const drafts: FindingDraft[] = [];
    for (const [kind, count] of Object.entries(objects.counts)) {
      if (count < bounds.objects || !mayLeak(kind)) continue;
      const growth = objectGrowth(history.series[`objects:${kind}`] ?? [], count, now, bounds.span);
      if (growth === null) untold.push(kind);
      else if (leaks(growth, count, followedGrowth(kind, history, objects, now, bounds.span), bounds)) {
        const traces = leakTraces(kind, leakSuspects, creationsByClient);
        drafts.push(findingOn({ kind, count, growth, traces }, bounds));
      }
    }
    const inspected = Object.keys(objects.counts).length - untold.length;
    const unseen = uncountable(objects) ?? tooLittleHistory(untold, history, now, bounds);
    return verdictOf(inspected, drafts.toSorted(byGrowth), unseen);
  },
});

/** What a few days of the past show decides, and not an hour of log, in which somebody may just have cleaned up. */
function leaks(growth: ObjectGrowth, count: number, followed: number, bounds: Bounds): boolean {
  const perDay = growth.perDay - followed;
  return (
    perDay >= bounds.growth &&
    (count / perDay) * day <= bounds.doubling &&
    growth.steadiness >= bounds.steadiness &&
    growth.growingDays >= bounds.growingDays &&
    !growth.fell &&
    !growth.comesBack
  );
}

interface Leak {
  readonly kind: string;
  readonly count: number;
  readonly growth: ObjectGrowth;
  readonly traces: LeakTraces;
}

function findingOn({ kind, count, growth, traces }: Leak, bounds: Bounds): FindingDraft {
  const observed = `${formatCount(growth.perDay)} objects a day`;
  const untilBreach = ((bounds.breach - count) / growth.perDay) * day;
  const severity: Severity = untilBreach <= bounds.soon ? 'high' : 'medium';
  return {
    severity,
    confidence: traces.logged ? 'measured' : 'inferred',
    resource: { kind: 'APIResource', name: kind },
    summary: `The kind ${kind} grows steadily by ${observed} and has ${formatCount(count)}${mostOfThem(traces)}; expected are at most ${formatCount(bounds.growth)} a day.`,
    observed: { text: observed, value: growth.perDay, unit: 'objectsPerDay' },
    threshold: { ...thresholds.growth, value: bounds.growth },
    culprit: { kind: 'object', name: kind },
    since: growth.since,
    excerpts: [
      {
        label: 'Objects by day',
        value: growth.days.map(({ value }) => formatCount(value)).join(', '),
      },
      { label: 'Pairs of days with more on the later one', value: formatPercent(growth.steadiness) },
      { label: 'Doubles in', value: formatDuration((count / growth.perDay) * day) },
      ...(untilBreach <= 0
        ? []
        : [{ label: `Reaches ${formatCount(bounds.breach)} in`, value: formatDuration(untilBreach) }]),
      ...traces.excerpts,
    ],
    remediation: cleanupOf({
      kind,
      limit: Math.min(count, mostKept),
      // The count of a kind that is gone does not grow.
      maybeStale: false,
      namespace: traces.namespace,
      signs: traces.signs,
    }),
  };
}

function byGrowth(left: FindingDraft, right: FindingDraft): number {
  return (right.observed.value ?? 0) - (left.observed.value ?? 0);
}
