/** Joins what is stored to what the pages show. */
import type { LatestAudit, Severity } from '../model.ts';
import { severities } from '../model.ts';
import type { CheckView, ClusterView, DashboardView, Frame, SweepView } from '../pages/views.ts';
import type { History } from '../store/history.ts';
import { countStates } from '../store/ledger-counts.ts';
import type { HttpDeps } from './deps.ts';
import { evidenceOf } from './evidence-of.ts';
import { requiredCheck, requiredLatest, requiredSweep } from './find.ts';

/** Sweeps in the list of the dashboard. */
const shownSweeps = 10;
/** Each is a partition to read, whatever the size of the fleet. */
const clustersOfWorst = 12;
const shownWorst = 6;
const pastDays = 90;

export async function dashboardView(deps: HttpDeps): Promise<DashboardView> {
  const { history, checks, schedule, now } = deps;
  const [clusters, current, sweeps] = await Promise.all([
    history.latest(),
    currentSweep(history),
    history.sweeps({ limit: shownSweeps }),
  ]);
  return {
    ...frame(deps),
    clusters,
    current,
    sweeps: sweeps.items,
    nextSweep: schedule.next(now()),
    worst: await worstFindings(history, clusters),
    checks,
  };
}

export async function clusterView(deps: HttpDeps, key: string): Promise<ClusterView> {
  const { history, checks, now } = deps;
  const latest = await requiredLatest(history, key);
  const since = new Date(now().getTime() - pastDays * 86_400_000);
  const [audit, past] = await Promise.all([
    latest.newest === null ? null : history.audit(key, latest.newest.id),
    history.headlines(key, since, now()),
  ]);
  return { ...frame(deps), latest, audit, past, checks };
}

export async function sweepView(deps: HttpDeps, id: string): Promise<SweepView> {
  const sweep = await requiredSweep(deps.history, id);
  return { ...frame(deps), sweep, ledger: await deps.history.ledger(sweep.id) };
}

export function checkView(deps: HttpDeps, id: string): CheckView {
  const check = requiredCheck(deps.checks, id);
  return { ...frame(deps), check, evidence: evidenceOf(check, deps.evidenceSources) };
}

export function frame({ pageNotice, now }: HttpDeps): Frame {
  return { notice: pageNotice, now: now() };
}

async function currentSweep(history: History): Promise<DashboardView['current']> {
  const sweep = await history.currentSweep();
  return sweep === null ? null : { sweep, counts: countStates(await history.ledger(sweep.id)) };
}

/** The worst open findings, looked for where the headlines count the most and worst. */
async function worstFindings(
  history: History,
  clusters: readonly LatestAudit[],
): Promise<DashboardView['worst']> {
  const worstClusters = clusters
    .filter((latest) => Object.keys(countsOf(latest)).length > 0)
    .toSorted(byCounts)
    .slice(0, clustersOfWorst);
  const found = await Promise.all(
    worstClusters.map(async ({ cluster }) =>
      (await history.baseline(cluster.key))
        .filter(({ state }) => state !== 'resolved')
        .map((entry) => ({ cluster, entry })),
    ),
  );
  return found
    .flat()
    .toSorted((left, right) => rank(left.entry.severity) - rank(right.entry.severity))
    .slice(0, shownWorst);
}

function byCounts(left: LatestAudit, right: LatestAudit): number {
  for (const severity of severities) {
    const difference = (countsOf(right)[severity] ?? 0) - (countsOf(left)[severity] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function countsOf({ newest }: LatestAudit): Readonly<Partial<Record<Severity, number>>> {
  return newest?.headline.findings ?? {};
}

function rank(severity: Severity): number {
  return severities.indexOf(severity);
}
