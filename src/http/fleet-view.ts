/** Joins what is stored to the fleet page. */
import type { z } from 'zod';
import type { FigureName } from '../figures.ts';
import type { LatestAudit, Sweep } from '../model.ts';
import { severities, bySeverity, unseenPartsOf } from '../model.ts';
import { policyNotices } from '../judgement/policy-state.ts';
import { daysOf } from '../pages/index.ts';
import type { ClusterList, DashboardView } from '../pages/views.ts';
import { wholePolicy } from '../policy/current-policy.ts';
import { fleetInsights } from '../report/insights/fleet-insights.ts';
import type { ClusterQuery } from '../report/select-clusters.ts';
import { selectClusters } from '../report/select-clusters.ts';
import type { ClusterFindings, History } from '../store/history.ts';
import { fleetOwner } from '../store/history.ts';
import { countStates } from '../store/ledger-counts.ts';
import type { HttpDeps } from './deps.ts';
import { requireKnownCheck } from './find.ts';
import { moversUpTo } from './load-movers.ts';
import { loadTrends } from './load-trends.ts';
import type { fleetPageQuery } from './page-query.ts';
import { pageIn } from './page-query.ts';
import { frame } from './views.ts';
import { dayMs } from '../shared/durations.ts';

/** Sweeps in the list of the dashboard. */
const shownSweeps = 10;
/** Clusters on a page of the list. */
const shownClusters = 100;
const shownWorst = 6;
const shownMovers = 5;

const fleetFigures: readonly FigureName[] = [
  'score',
  'coverage',
  'etcdUsed',
  ...severities.map((severity) => `findings.${severity}` as const),
];

type FleetPageQuery = z.output<typeof fleetPageQuery>;

export async function dashboardView(deps: HttpDeps, query: FleetPageQuery): Promise<DashboardView> {
  const { history, checks, schedule, now } = deps;
  requireKnownCheck(checks, query.check);
  const [clusters, open, clients, memory, policy, current, { items: sweeps }] = await Promise.all([
    history.latest(),
    history.openFindings(),
    history.busyClients(),
    history.fleetMemory(),
    wholePolicy(deps.policyFile, history),
    currentSweep(history),
    history.sweeps({ limit: shownSweeps }),
  ]);
  const to = now();
  const from = new Date(to.getTime() - daysOf(query.range) * dayMs);
  const request = { metrics: fleetFigures, from, to, compare: true, forecastDays: null };
  const [trends, movers] = await Promise.all([
    clusters.length === 0 ? null : loadTrends(deps, fleetOwner, request),
    loadMoversOfWeek(history, clusters, sweeps),
  ]);
  return {
    ...frame(deps),
    clusters,
    list: listOf(clusters, query),
    current,
    sweeps,
    nextSweep: schedule.next(now()),
    worst: worstFindings(clusters, open),
    checks,
    range: query.range,
    trends,
    movers,
    insights: fleetInsights({ latest: clusters, open, clients, memory, hidden: hiddenFrom(sweeps), now: to }),
    policyNotices: policyNotices(policy, { clusters, open }, checks, to),
  };
}

/** What the newest sweep could not see of the fleet. */
function hiddenFrom([newest]: readonly Sweep[]): readonly string[] {
  return newest === undefined ? [] : unseenPartsOf(newest);
}

function listOf(clusters: readonly LatestAudit[], asked: FleetPageQuery): ClusterList {
  const { name, tag, tier, region, severity, check, outcome, sort = 'attention', order, page } = asked;
  const query: ClusterQuery = { name, tag, tier, region, severity, check, outcome, sort, order };
  const found = selectClusters(clusters, query);
  return { query, found: found.length, ...pageIn(found, page, shownClusters) };
}

async function currentSweep(history: History): Promise<DashboardView['current']> {
  const sweep = await history.currentSweep();
  return sweep === null ? null : { sweep, counts: countStates(await history.ledger(sweep.id)) };
}

/** None before a sweep has closed: while one is open, half of the fleet has no figures of its day yet. */
async function loadMoversOfWeek(
  history: History,
  latest: readonly LatestAudit[],
  sweeps: readonly Sweep[],
): Promise<DashboardView['movers']> {
  const newest = sweeps.find(({ status }) => status === 'closed');
  if (newest === undefined) return [];
  const kind = largestKind(latest);
  const metrics: readonly FigureName[] = [
    'etcdUsed',
    'score',
    ...(kind === null ? [] : [`objects:${kind}` as const]),
  ];
  return moversUpTo(history, metrics, {
    clusters: latest.map(({ cluster }) => cluster),
    to: new Date(newest.startedAt),
    days: 7,
    limit: shownMovers,
  });
}

/** The kind of which the fleet has the most objects; null when none was seen. */
function largestKind(latest: readonly LatestAudit[]): string | null {
  const sums = new Map<string, number>();
  for (const { newest } of latest) {
    for (const [kind, count] of Object.entries(newest?.headline.objects ?? {})) {
      sums.set(kind, (sums.get(kind) ?? 0) + count);
    }
  }
  const [largest] = [...sums].toSorted(([, left], [, right]) => right - left);
  return largest?.[0] ?? null;
}

/** The worst open findings of clusters that are in the fleet, suppressed ones left out. */
function worstFindings(
  clusters: readonly LatestAudit[],
  open: readonly ClusterFindings[],
): DashboardView['worst'] {
  const gone = new Set(
    clusters.filter(({ notAudited }) => notAudited?.state === 'vanished').map(({ cluster }) => cluster.key),
  );
  return open
    .filter(({ cluster }) => !gone.has(cluster.key))
    .flatMap(({ cluster, findings }) => findings.map((entry) => ({ cluster, entry })))
    .filter(({ entry }) => entry.suppression === undefined)
    .toSorted((left, right) => bySeverity(left.entry, right.entry))
    .slice(0, shownWorst);
}
