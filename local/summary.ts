/** The one-screen summary at the end of the first sweep. */
import { severities } from '../src/model.ts';
import { cleanText } from '../src/shared/clean-text.ts';
import { countOf, formatPercent } from '../src/shared/format.ts';
import { clusterCount, type FleetCluster, type SweepProgress } from './sweep-client.ts';

// A terminal of 24 lines shows it whole; the page shows the rest.
const rowsShown = 15;
const longestName = 40;
const longestReason = 80;

/** A table of the clusters, worst first. Ends with a newline. */
export function summaryText(sweep: SweepProgress, clusters: readonly FleetCluster[]): string {
  const rows = clusters.toSorted(worstFirst).map((cluster) => ({
    ...cluster,
    name: cleanText(cluster.name, longestName),
  }));
  const shown = rows.slice(0, rowsShown);
  const width = Math.max(7, ...shown.map(({ name }) => name.length));
  const more = rows.length - shown.length;
  return [
    headline(sweep, clusters.length),
    '',
    `${'CLUSTER'.padEnd(width)}  SCORE  COVERAGE  WORST FINDING`,
    ...shown.map((cluster) => `${cluster.name.padEnd(width)}  ${rowText(cluster)}`),
    ...(more > 0 ? [`… and ${countOf(more, 'more cluster')} on the dashboard`] : []),
    '',
  ].join('\n');
}

function headline(sweep: SweepProgress, known: number): string {
  const { id, problem, clusters } = sweep;
  if (typeof problem === 'string') return `Sweep ${id} is closed with a problem: ${cleanText(problem, 300)}`;
  const audited = clusters?.audited ?? 0;
  return `Sweep ${id} is closed: ${audited} of ${countOf(clusterCount(sweep) ?? known, 'cluster')} audited`;
}

function rowText(cluster: FleetCluster): string {
  const reason = notAuditedReason(cluster.notAudited);
  if (reason !== null) return `not audited: ${cleanText(reason, longestReason)}`;
  const score = typeof cluster.score === 'number' ? String(Math.round(cluster.score)) : '–';
  const coverage = typeof cluster.coverage === 'number' ? formatPercent(cluster.coverage) : '–';
  return `${score.padStart(5)}  ${coverage.padStart(8)}  ${worstFinding(cluster)}`;
}

function worstFinding({ findings }: FleetCluster): string {
  const worst = severities.find((severity) => (findings?.[severity] ?? 0) > 0);
  return worst === undefined ? 'none' : `${findings?.[worst] ?? 0} ${worst}`;
}

function notAuditedReason(notAudited: unknown): string | null {
  if (notAudited === undefined || notAudited === null || notAudited === false) return null;
  if (typeof notAudited === 'string') return notAudited;
  if (typeof notAudited === 'object' && 'why' in notAudited) return String(notAudited.why);
  return 'see the dashboard';
}

/** Not audited first, then the lowest score; what has no score could be anything. */
function worstFirst(a: FleetCluster, b: FleetCluster): number {
  const rank = (cluster: FleetCluster): number =>
    notAuditedReason(cluster.notAudited) === null ? (cluster.score ?? -1) : -2;
  return rank(a) - rank(b) || a.name.localeCompare(b.name, 'en');
}
