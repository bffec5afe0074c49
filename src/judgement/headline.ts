import type { Collected } from '../evidence/index.ts';
import type { CheckVerdict, Headline, Load, Score } from '../model.ts';
import { findingsIn } from '../model.ts';
import { mainDatabaseBytes, newestShare } from '../seen-figures.ts';
import { countBySeverity } from './score.ts';

/** Kinds kept as trend columns: the largest by count. More would not fit a chart, and every kind is in the evidence. */
const headlineKinds = 50;

/** The figures of an audit that are drawn as trends; what was not seen is null, never zero. */
export function headlineOf(
  score: Score,
  verdicts: readonly CheckVerdict[],
  evidence: Collected,
  load: Load,
): Headline {
  const findings = findingsIn(verdicts);
  return {
    score: score.value,
    coverage: score.coverage,
    findings: countBySeverity(findings.filter(({ suppression }) => suppression === undefined)),
    suppressed: findings.filter(({ suppression }) => suppression !== undefined).length,
    etcdBytes: mainDatabaseBytes(evidence.apiMetrics),
    etcdUsed: newestShare(evidence.platformMetrics, 'etcd_database_usage_percentage'),
    apiServerCpu: newestShare(evidence.platformMetrics, 'apiserver_cpu_usage_percentage'),
    apiServerMemory: newestShare(evidence.platformMetrics, 'apiserver_memory_usage_percentage'),
    etcdMemory: newestShare(evidence.platformMetrics, 'etcd_memory_usage_percentage'),
    requestsPerSecond: requestRate(evidence),
    objects: largestKinds(evidence),
    kubernetesVersion: versionOf(evidence),
    load,
  };
}

/** Over the stretch in which rows of the cluster were seen. A log of writes alone does not tell the rate of all. */
function requestRate({ requestsByClient }: Collected): number | null {
  if (requestsByClient?.ok !== true) return null;
  const { window, total, ownRequests } = requestsByClient.value;
  const seconds = (Date.parse(window.seenTo) - Date.parse(window.seenFrom)) / 1000;
  return window.sees === 'all' && seconds > 0 ? (total - ownRequests) / seconds : null;
}

function largestKinds({ apiMetrics }: Collected): Readonly<Record<string, number>> | null {
  if (apiMetrics?.ok !== true || apiMetrics.value.objects === null) return null;
  const kinds = Object.entries(apiMetrics.value.objects.counts);
  kinds.sort(([leftKind, left], [rightKind, right]) => right - left || leftKind.localeCompare(rightKind));
  return Object.fromEntries(kinds.slice(0, headlineKinds));
}

/** As the API server says it, else as Azure does, which writes it without the `v`. */
function versionOf({ apiHealth, apiMetrics, managedCluster }: Collected): string | null {
  if (apiHealth?.ok === true) return apiHealth.value.gitVersion;
  if (apiMetrics?.ok === true && apiMetrics.value.serverVersion !== null)
    return apiMetrics.value.serverVersion;
  const version = managedCluster?.ok === true ? managedCluster.value.kubernetesVersion : null;
  return version === null ? null : `v${version}`;
}
