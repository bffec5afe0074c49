import type { Collected } from '../evidence/index.ts';
import type { CheckVerdict, Headline, Load, Score } from '../model.ts';
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
  const findings = verdicts.flatMap((verdict) => (verdict.outcome === 'fail' ? verdict.findings : []));
  return {
    score: score.value,
    coverage: score.coverage,
    findings: countBySeverity(findings),
    etcdBytes: mainDatabaseBytes(evidence),
    objects: largestKinds(evidence),
    kubernetesVersion: versionOf(evidence),
    load,
  };
}

/** Size of `etcd-0`; servers that do not name the main database show only one. */
function mainDatabaseBytes({ apiMetrics }: Collected): number | null {
  if (apiMetrics?.ok !== true || apiMetrics.value.etcd === null) return null;
  const { databases } = apiMetrics.value.etcd;
  return (databases.find(({ name }) => name === 'etcd-0') ?? databases[0]).bytes;
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
