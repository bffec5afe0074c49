import type { FindingDraft, Severity, Threshold } from '../../model.ts';
import { databaseCleanup } from '../../remediation/etcd.ts';
import { links } from '../../remediation/links.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { countOf, formatBytes, formatCount, formatDuration, formatPercent } from '../../shared/format.ts';
import { dateText } from '../../shared/moments.ts';
import { sum } from '../../shared/sum.ts';
import type { CheckContext } from '../define-check.ts';
import { defineCheck, unknown, verdictOf } from '../define-check.ts';
import type { EtcdCourse } from '../support/etcd-course.ts';
import { daysIn, etcdCourse, mayReach, timeLeft } from '../support/etcd-course.ts';
import { neitherKnown, seenDatabases } from '../support/etcd-databases.ts';
import type { GrownKind } from '../support/grown-kinds.ts';
import { grownKinds } from '../support/grown-kinds.ts';

const day = 24 * 3_600;

const thresholds = {
  /** Ours: 5 % before upstream's own alert, as in large-etcd-database. */
  full: { value: 0.9, unit: 'ratio', source: links.etcdAlerts },
  /** AKS runs etcd with a quota of 8 GB; only needed where Azure's own percentage has no trend. */
  quota: { value: 8 * 1024 ** 3, unit: 'bytes', source: links.aksLargeScale },
  /** How much time is left. Ours: time to plan, time to act, and no time. Upstream alerts on what fills up in four hours. */
  month: { value: 30 * day, unit: 'seconds', source: links.etcdAlerts },
  week: { value: 7 * day, unit: 'seconds', source: links.etcdAlerts },
  day: { value: day, unit: 'seconds', source: links.etcdAlerts },
} as const satisfies Record<string, Threshold>;

type Bounds = CheckContext<typeof thresholds>['thresholds'];

export const etcdFillingUp = defineCheck({
  id: 'etcd-filling-up',
  title: 'Database of etcd that will be full soon',
  passTitle: 'There is room in etcd for a month to come',
  category: 'etcd',
  severity: 'critical',
  guide: 'C2+',
  rationale:
    'At its quota etcd makes the API server refuse all writes, and what fills it is cleaned up far more easily before.',
  remedy: 'Find the kind of object that grows, stop what creates it, and delete what is not needed.',
  learnMore: links.guide,
  requires: ['history'],
  uses: ['platformMetrics', 'apiMetrics'],
  thresholds,
  resolvesAt: { month: 36 * day, week: 9 * day, day: 1.5 * day },
  ladders: [['day', 'week', 'month']],
  evaluate({ history, platformMetrics, apiMetrics }, { now, thresholds: bounds }) {
    const { full, quota } = bounds;
    // What earlier audits saw is no answer for what nobody sees now.
    if (seenDatabases(apiMetrics, platformMetrics).length === 0) {
      const { reason, detail, remedy } = neitherKnown(apiMetrics, platformMetrics);
      return unknown(reason, detail, remedy);
    }
    const horizonDays = daysIn(bounds.month);
    const course = etcdCourse({ history, platformMetrics, apiMetrics }, { now, horizonDays, full, quota });
    if ('why' in course) return unknown('notCollected', course.why, patience);
    const left = timeLeft(course, now);
    if (left !== null) return verdictOf(1, findingsOn(course, left, grownKinds(history, now), bounds));
    if (!mayReach(course, horizonDays)) return verdictOf(1, []);
    const detail = `${course.trend.shortened ?? ''} It may be full within ${formatDuration(bounds.month)}.`;
    return unknown('notCollected', detail, patience);
  },
});

const patience = 'Let the auditor sweep on; ten days of history tell where the next thirty lead.';

function findingsOn(
  course: EtcdCourse,
  leftMs: number,
  grown: readonly GrownKind[],
  bounds: Bounds,
): readonly FindingDraft[] {
  const left = leftMs / 1_000;
  const crossed = (['day', 'week', 'month'] as const).find((name) => left <= bounds[name]);
  if (crossed === undefined) return [];
  const { figure, newest, trend } = course;
  const size = figure === 'share' ? `${formatPercent(newest)} of its quota` : formatBytes(newest);
  const growth = `${amount(figure, trend.perDay.value)} a day`;
  const when = left === 0 ? 'is past' : `reaches`;
  const by = left === 0 ? '' : ` in ${formatDuration(left)}`;
  const observed = `${when} ${formatPercent(bounds.full)} of its quota${by}`;
  const [fastest] = grown;
  const culprit =
    fastest !== undefined && fastest.more > sum(grown.map(({ more }) => more)) / 2 ? fastest.kind : null;
  return [
    {
      severity: severities[crossed],
      confidence: 'inferred',
      resource: { kind: 'EtcdDatabase', name: 'etcd' },
      summary: `The etcd database has ${size}, grows by ${growth} and ${observed}; expected is not within ${formatDuration(bounds.month)}.`,
      observed: { text: observed, value: left, unit: 'seconds' },
      threshold: { ...thresholds[crossed], value: bounds[crossed] },
      ...(culprit === null ? {} : { culprit: { kind: 'object', name: culprit } }),
      since: trend.since,
      excerpts: [...trendExcerpts(course), ...grownExcerpts(grown)],
      remediation: databaseCleanup({
        main: true,
        largest: grown.slice(0, shownKinds).map(({ kind }) => kind),
      }),
    },
  ];
}

const severities = { day: 'critical', week: 'high', month: 'medium' } as const satisfies Record<
  string,
  Severity
>;

/** Of the share of a quota, points: half of it is 50 %. */
function amount(figure: EtcdCourse['figure'], value: number): string {
  if (figure === 'share') return formatPercent(value);
  return value < 0 ? `-${formatBytes(-value)}` : formatBytes(value);
}

function trendExcerpts({ figure, bound, trend }: EtcdCourse): FindingDraft['excerpts'] {
  const { low, high } = trend.perDay;
  const reached = trend.reaches.find((one) => one.bound === bound);
  return [
    { label: 'Growth a day', value: `${amount(figure, low)} to ${amount(figure, high)}` },
    { label: 'Seen', value: `${countOf(trend.samples, 'sample')} since ${dateText(trend.since)}` },
    ...(reached === undefined
      ? []
      : [
          {
            label: 'Reached',
            value: `${dateText(reached.earliest)} at the earliest${reached.latest === null ? '' : `, ${dateText(reached.latest)} at the latest`}`,
          },
        ]),
  ];
}

const shownKinds = 3;

function grownExcerpts(grown: readonly GrownKind[]): FindingDraft['excerpts'] {
  return grown.slice(0, shownKinds).map(({ kind, more }) => ({
    label: cleanText(kind, 80),
    value: `${formatCount(more)} objects more in a week`,
  }));
}
