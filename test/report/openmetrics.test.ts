import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import type { LatestAudit } from '../../src/model.ts';
import { openMetrics } from '../../src/report/openmetrics.ts';
import { productVersion } from '../../src/shared/product.ts';
import { aLatest } from '../pages/views.ts';
import { aHeadline, aNewest, aSweep, hostileTexts, minute, sweepId, summary } from '../store/builders.ts';
import { hostileText } from '../support/hostile.ts';
import { needing } from '../support/needing.ts';
import { parseOpenMetrics } from '../support/openmetrics.ts';
import { noReferenceParser, referenceCounts } from '../support/prometheus-client.ts';

const closed = aSweep(0, { status: 'closed', closedAt: minute(3).toISOString(), summary, unseen: ['s-2'] });
const notAudited = { sweepId: sweepId(0), at: minute(3).toISOString(), why: 'It is gone.' };

const unseen = aHeadline({
  score: null,
  coverage: 0,
  etcdBytes: null,
  etcdUsed: null,
  apiServerCpu: null,
  apiServerMemory: null,
  etcdMemory: null,
  requestsPerSecond: null,
  kubernetesVersion: null,
});

describe('openMetrics', () => {
  test('tells the newest state of a cluster and of the fleet', () => {
    const labels = `cluster="prod-a",cluster_key="${aLatest('prod-a').cluster.key}"`;

    expect(openMetrics({ clusters: [aLatest('prod-a')], sweeps: [aSweep(60), closed] })).toBe(
      `# TYPE aks_fleet_auditor_build info
# HELP aks_fleet_auditor_build The version of the auditor.
aks_fleet_auditor_build_info{version="${productVersion}"} 1
# TYPE aks_fleet_auditor_sweep_timestamp_seconds gauge
# UNIT aks_fleet_auditor_sweep_timestamp_seconds seconds
# HELP aks_fleet_auditor_sweep_timestamp_seconds When the newest sweep that is closed closed.
aks_fleet_auditor_sweep_timestamp_seconds 1795521780
# TYPE aks_fleet_auditor_sweep_duration_seconds gauge
# UNIT aks_fleet_auditor_sweep_duration_seconds seconds
# HELP aks_fleet_auditor_sweep_duration_seconds How long it took.
aks_fleet_auditor_sweep_duration_seconds 180
# TYPE aks_fleet_auditor_sweep_complete gauge
# HELP aks_fleet_auditor_sweep_complete Whether it saw the whole fleet and audited every cluster that has something to audit (1).
aks_fleet_auditor_sweep_complete 0
# TYPE aks_fleet_auditor_sweep_unseen_parts gauge
# HELP aks_fleet_auditor_sweep_unseen_parts Parts of the fleet that it could not see: clusters may be missing.
aks_fleet_auditor_sweep_unseen_parts 1
# TYPE aks_fleet_auditor_fleet_score gauge
# HELP aks_fleet_auditor_fleet_score Mean of the scores of the clusters, 0 to 100; not there when no cluster has one.
aks_fleet_auditor_fleet_score 71.5
# TYPE aks_fleet_auditor_fleet_coverage_ratio gauge
# UNIT aks_fleet_auditor_fleet_coverage_ratio ratio
# HELP aks_fleet_auditor_fleet_coverage_ratio Mean coverage of the clusters that had to be audited; one that was not counts as 0.
aks_fleet_auditor_fleet_coverage_ratio 0.6666666666666666
# TYPE aks_fleet_auditor_fleet_clusters gauge
# HELP aks_fleet_auditor_fleet_clusters Clusters by where they stood when the sweep closed.
aks_fleet_auditor_fleet_clusters{state="planned"} 0
aks_fleet_auditor_fleet_clusters{state="surveyed"} 0
aks_fleet_auditor_fleet_clusters{state="audited"} 2
aks_fleet_auditor_fleet_clusters{state="failed"} 1
aks_fleet_auditor_fleet_clusters{state="missed"} 0
aks_fleet_auditor_fleet_clusters{state="skipped"} 0
aks_fleet_auditor_fleet_clusters{state="vanished"} 0
# TYPE aks_fleet_auditor_fleet_findings gauge
# HELP aks_fleet_auditor_fleet_findings Open findings of the sweep by severity, without suppressed ones.
aks_fleet_auditor_fleet_findings{severity="critical"} 1
aks_fleet_auditor_fleet_findings{severity="high"} 0
aks_fleet_auditor_fleet_findings{severity="medium"} 0
aks_fleet_auditor_fleet_findings{severity="low"} 3
aks_fleet_auditor_fleet_findings{severity="info"} 0
# TYPE aks_fleet_auditor_cluster info
# HELP aks_fleet_auditor_cluster What is known of a cluster.
aks_fleet_auditor_cluster_info{LABELS,tier="Standard",location="westeurope",kubernetes_version="v1.31.2"} 1
# TYPE aks_fleet_auditor_cluster_audited gauge
# HELP aks_fleet_auditor_cluster_audited Whether the newest sweep audited the cluster (1), and where it stands. 0: its figures are of an older audit.
aks_fleet_auditor_cluster_audited{LABELS,state="audited"} 1
# TYPE aks_fleet_auditor_cluster_audit_timestamp_seconds gauge
# UNIT aks_fleet_auditor_cluster_audit_timestamp_seconds seconds
# HELP aks_fleet_auditor_cluster_audit_timestamp_seconds When the newest audit of the cluster ended.
aks_fleet_auditor_cluster_audit_timestamp_seconds{LABELS} 1795521720
# TYPE aks_fleet_auditor_cluster_score gauge
# HELP aks_fleet_auditor_cluster_score Score from 0 to 100; not there when too little could be seen.
aks_fleet_auditor_cluster_score{LABELS} 83
# TYPE aks_fleet_auditor_cluster_coverage_ratio gauge
# UNIT aks_fleet_auditor_cluster_coverage_ratio ratio
# HELP aks_fleet_auditor_cluster_coverage_ratio Share of the checks that could be judged.
aks_fleet_auditor_cluster_coverage_ratio{LABELS} 0.30000000000000004
# TYPE aks_fleet_auditor_cluster_suppressed_findings gauge
# HELP aks_fleet_auditor_cluster_suppressed_findings Findings that are suppressed.
aks_fleet_auditor_cluster_suppressed_findings{LABELS} 0
# TYPE aks_fleet_auditor_cluster_etcd_database_bytes gauge
# UNIT aks_fleet_auditor_cluster_etcd_database_bytes bytes
# HELP aks_fleet_auditor_cluster_etcd_database_bytes Size of the database file of the main etcd.
aks_fleet_auditor_cluster_etcd_database_bytes{LABELS} 4937000000
# TYPE aks_fleet_auditor_cluster_etcd_used_ratio gauge
# UNIT aks_fleet_auditor_cluster_etcd_used_ratio ratio
# HELP aks_fleet_auditor_cluster_etcd_used_ratio Share of its quota that the fullest etcd uses.
aks_fleet_auditor_cluster_etcd_used_ratio{LABELS} 0.574
# TYPE aks_fleet_auditor_cluster_etcd_memory_ratio gauge
# UNIT aks_fleet_auditor_cluster_etcd_memory_ratio ratio
# HELP aks_fleet_auditor_cluster_etcd_memory_ratio Share of its memory that etcd uses.
aks_fleet_auditor_cluster_etcd_memory_ratio{LABELS} 0.2
# TYPE aks_fleet_auditor_cluster_apiserver_cpu_ratio gauge
# UNIT aks_fleet_auditor_cluster_apiserver_cpu_ratio ratio
# HELP aks_fleet_auditor_cluster_apiserver_cpu_ratio Share of its CPU that the API server uses.
aks_fleet_auditor_cluster_apiserver_cpu_ratio{LABELS} 0.41
# TYPE aks_fleet_auditor_cluster_apiserver_memory_ratio gauge
# UNIT aks_fleet_auditor_cluster_apiserver_memory_ratio ratio
# HELP aks_fleet_auditor_cluster_apiserver_memory_ratio Share of its memory that the API server uses.
aks_fleet_auditor_cluster_apiserver_memory_ratio{LABELS} 0.63
# TYPE aks_fleet_auditor_cluster_apiserver_requests_per_second gauge
# HELP aks_fleet_auditor_cluster_apiserver_requests_per_second Requests a second of all clients in the audit log, those of the auditor left out.
aks_fleet_auditor_cluster_apiserver_requests_per_second{LABELS} 61.25
# TYPE aks_fleet_auditor_cluster_findings gauge
# HELP aks_fleet_auditor_cluster_findings Open findings by severity, without suppressed ones. Read it with the coverage: what was not seen is not counted.
aks_fleet_auditor_cluster_findings{LABELS,severity="critical"} 0
aks_fleet_auditor_cluster_findings{LABELS,severity="high"} 1
aks_fleet_auditor_cluster_findings{LABELS,severity="medium"} 0
aks_fleet_auditor_cluster_findings{LABELS,severity="low"} 0
aks_fleet_auditor_cluster_findings{LABELS,severity="info"} 0
# TYPE aks_fleet_auditor_cluster_check gauge
# HELP aks_fleet_auditor_cluster_check One series for each check, with its outcome as a label: pass, fail, unknown or notApplicable. Always 1.
aks_fleet_auditor_cluster_check{LABELS,check="unhealthy-api-server",outcome="pass"} 1
aks_fleet_auditor_cluster_check{LABELS,check="excessive-object-count",outcome="fail"} 1
aks_fleet_auditor_cluster_check{LABELS,check="silent-nodes",outcome="unknown"} 1
aks_fleet_auditor_cluster_check{LABELS,check="slow-webhook",outcome="notApplicable"} 1
# EOF
`.replaceAll('LABELS', labels),
    );
  });

  test('what was not seen has no sample, because it is not zero', () => {
    const families = parseOpenMetrics(
      openMetrics({ clusters: [aLatest('dim', { newest: aNewest(unseen) })], sweeps: [] }),
    );

    expect(families.map(({ name }) => name.replace('aks_fleet_auditor_', ''))).toEqual([
      'build',
      'cluster',
      'cluster_audited',
      'cluster_audit_timestamp_seconds',
      'cluster_coverage_ratio',
      'cluster_suppressed_findings',
      'cluster_findings',
      'cluster_check',
    ]);
  });

  test.each<['failed' | 'vanished', number, readonly string[]]>([
    ['failed', 21, ['build', 'cluster', 'cluster_audited', 'cluster_audit_timestamp_seconds']],
    ['vanished', 2, ['build', 'cluster_audited', 'cluster_audit_timestamp_seconds']],
  ])('of a cluster that is %s the last figures are %s series', (state, series, first) => {
    const clusters = [aLatest('old', { notAudited: { ...notAudited, state } })];
    const families = parseOpenMetrics(openMetrics({ clusters, sweeps: [] }));

    expect(families.map(({ name }) => name.replace('aks_fleet_auditor_', '')).slice(0, first.length)).toEqual(
      first,
    );
    expect(seriesOf(families) - 1).toBe(series);
    expect(families.find(({ name }) => name.endsWith('_audited'))?.samples).toMatchObject([
      { labels: { cluster: 'old', state }, value: 0 },
    ]);
  });

  test('a cluster that was never audited is there as such', () => {
    const clusters = [aLatest('new', { newest: null, notAudited: { ...notAudited, state: 'missed' } })];

    expect(openMetrics({ clusters, sweeps: [] })).toContain('state="missed"} 0\n# EOF');
  });

  test('a cluster has 17 series and one for each check, the fleet 19: as many as are announced', () => {
    const outcomes = Object.fromEntries(checks.map(({ id }) => [id, 'pass' as const]));
    const clusters = ['a', 'b'].map((name) => aLatest(name, { newest: { ...aNewest(), outcomes } }));

    expect(seriesOf(parseOpenMetrics(openMetrics({ clusters: [], sweeps: [closed] })))).toBe(19);
    expect(seriesOf(parseOpenMetrics(openMetrics({ clusters, sweeps: [closed] })))).toBe(
      19 + 2 * (17 + checks.length),
    );
  });

  test.each(hostileTexts)('names are labels whatever is in them: %j', (text) => {
    expect(shapeOf([named(text), named('b')])).toEqual(shapeOf([named('a'), named('b')]));
  });

  test('is OpenMetrics whatever the names are, and clusters of one name stay apart', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(
          shapeOf([named(text), { ...named(text), cluster: { ...named('b').cluster, name: text } }]),
        ).toEqual(shapeOf([named('a'), named('b')]));
      }),
      { numRuns: 60 },
    );
  });

  test.skipIf(noReferenceParser !== null)(needing('the reference parser reads it', noReferenceParser), () => {
    const clusters = [named('a"b\\c\nd ünïcödé 🚀'), aLatest('dim', { newest: aNewest(unseen) })];
    const text = openMetrics({ clusters, sweeps: [closed] });

    expect(referenceCounts(text)).toEqual(
      Object.fromEntries(parseOpenMetrics(text).map(({ name, samples }) => [name, samples.length])),
    );
  });
});

describe('the parser of these tests refuses', () => {
  test.each<[string, string]>([
    ['nothing at all', ''],
    ['a text without its end', '# TYPE a gauge\n# HELP a A.\na 1\n'],
    ['text after its end', '# EOF\na 1\n'],
    ['a carriage return', '# TYPE a gauge\r\n# HELP a A.\na 1\n# EOF\n'],
    ['a blank line', '# TYPE a gauge\n# HELP a A.\n\na 1\n# EOF\n'],
    ['a comment', '# about a\n# TYPE a gauge\n# HELP a A.\na 1\n# EOF\n'],
    ['metadata after a sample', '# TYPE a gauge\na 1\n# HELP a A.\n# EOF\n'],
    ['metadata twice', '# TYPE a gauge\n# TYPE a gauge\n# HELP a A.\na 1\n# EOF\n'],
    ['a unit that is not in the name', '# TYPE a gauge\n# UNIT a bytes\n# HELP a A.\na 1\n# EOF\n'],
    ['an info that is not 1', '# TYPE a info\n# HELP a A.\na_info 2\n# EOF\n'],
    ['an info without its suffix', '# TYPE a info\n# HELP a A.\na 1\n# EOF\n'],
    ['a gauge with a suffix', '# TYPE a gauge\n# HELP a A.\na_total 1\n# EOF\n'],
    [
      'families interleaved',
      '# TYPE a gauge\n# HELP a A.\na 1\n# TYPE b gauge\n# HELP b B.\nb 1\n# UNIT a s\n# EOF\n',
    ],
    ['a sample of another family', '# TYPE a gauge\n# HELP a A.\nb 1\n# EOF\n'],
    ['a sample twice', '# TYPE a gauge\n# HELP a A.\na{b="1"} 1\na{b="1"} 2\n# EOF\n'],
    ['a label twice', '# TYPE a gauge\n# HELP a A.\na{b="1",b="2"} 1\n# EOF\n'],
    ['a reserved label', '# TYPE a gauge\n# HELP a A.\na{__b="1"} 1\n# EOF\n'],
    ['a quote that is not escaped', '# TYPE a gauge\n# HELP a A.\na{b="x"y"} 1\n# EOF\n'],
    ['an escape that is none', '# TYPE a gauge\n# HELP a A.\na{b="\\t"} 1\n# EOF\n'],
    ['an empty value', '# TYPE a gauge\n# HELP a A.\na \n# EOF\n'],
    ['null', '# TYPE a gauge\n# HELP a A.\na null\n# EOF\n'],
    [
      'a name that two families have',
      '# TYPE a info\n# HELP a A.\na_info 1\n# TYPE a_info gauge\n# HELP a_info A.\na_info 1\n# EOF\n',
    ],
  ])('%s', (_what, text) => {
    expect(() => parseOpenMetrics(text)).toThrow();
  });
});

function named(name: string): LatestAudit {
  const latest = aLatest(name);
  const facts = { tier: name, location: name, nodes: 3, tags: {} };
  return { ...latest, newest: { ...aNewest(aHeadline({ kubernetesVersion: name })), facts } };
}

function seriesOf(families: ReturnType<typeof parseOpenMetrics>): number {
  return families.reduce((sum, { samples }) => sum + samples.length, 0);
}

/** Names of samples with those of their labels. */
function shapeOf(clusters: readonly LatestAudit[]): readonly string[] {
  return parseOpenMetrics(openMetrics({ clusters, sweeps: [closed] })).flatMap(({ samples }) =>
    samples.map(({ name, labels, value }) => `${name} ${Object.keys(labels).join(' ')} ${value}`),
  );
}
