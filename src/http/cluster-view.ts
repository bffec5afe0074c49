/** Joins what is stored to the page of a cluster. */
import type { AuditResult } from '../model.ts';
import { findingsIn } from '../model.ts';
import type { FigureName } from '../figures.ts';
import { daysOf } from '../pages/index.ts';
import type { Range } from '../pages/index.ts';
import type { ClusterView, PastAudit } from '../pages/views.ts';
import { loadSharedClients } from '../report/insights/load-insights.ts';
import type { Trends } from '../report/trend.ts';
import type { HttpDeps } from './deps.ts';
import { requiredLatest } from './find.ts';
import { loadTrends } from './load-trends.ts';
import { frame } from './views.ts';
import { dayMs } from '../shared/durations.ts';

/** Audits in the list of the page. */
const shownAudits = 20;
/** More areas than these cannot be told apart. */
const shownKinds = 5;

const forecastFigures: readonly FigureName[] = ['etcdBytes', 'etcdUsed'];
const otherFigures: readonly FigureName[] = [
  'score',
  'coverage',
  'apiServerCpu',
  'apiServerMemory',
  'etcdMemory',
  'requestsPerSecond',
];

/** As far ahead as is shown back, but for what a week or a year would say. */
const forecastDays: Readonly<Record<Range, number>> = { '7d': 14, '30d': 30, '90d': 60, '400d': 90 };

export async function clusterView(deps: HttpDeps, key: string, range: Range): Promise<ClusterView> {
  const { history, checks, now } = deps;
  const latest = await requiredLatest(history, key);
  const to = now();
  const [audit, { items }, activity] = await Promise.all([
    latest.newest === null ? null : history.audit(key, latest.newest.id),
    history.audits(key, { limit: shownAudits }),
    history.clientActivity(key, new Date(to.getTime() - dayMs), to),
  ]);
  const past = items.toReversed();
  const trends = latest.newest === null ? null : await trendsOf(deps, key, range, past);
  const sharedClients = namesClient(audit) ? await loadSharedClients(history) : [];
  return { ...frame(deps), latest, audit, past, checks, range, trends, sharedClients, activity };
}

/** Whether a finding says which client causes it: what is known of others need not be read for other pages. */
function namesClient(audit: AuditResult | null): boolean {
  return audit !== null && findingsIn(audit.verdicts).some(({ culprit }) => culprit?.kind === 'client');
}

/** Only how full etcd is has a forecast: it is the figure with a bound that everything ends at. */
function trendsOf(deps: HttpDeps, key: string, range: Range, past: readonly PastAudit[]): Promise<Trends> {
  const to = deps.now();
  const from = new Date(to.getTime() - daysOf(range) * dayMs);
  return loadTrends(deps, key, {
    metrics: [...forecastFigures, ...otherFigures, ...largestKinds(past)],
    from,
    to,
    compare: true,
    forecastDays: forecastDays[range],
    forecastOf: forecastFigures,
  });
}

/** The kinds with the most objects in the newest audit that saw any. */
function largestKinds(past: readonly PastAudit[]): readonly FigureName[] {
  const objects = past.findLast(({ headline }) => headline.objects !== null)?.headline.objects ?? {};
  return Object.entries(objects)
    .toSorted(([, left], [, right]) => right - left)
    .slice(0, shownKinds)
    .map(([kind]) => `objects:${kind}` as const);
}
