import type { Headline, LatestAudit, NewestAudit } from '../../model.ts';
import { severities } from '../../model.ts';
import { plainLine } from '../plain-line.ts';
import type { Labels, MetricFamily, Sample } from './exposition.ts';

const prefix = 'aks_fleet_auditor_cluster';

/**
 * The newest state of each cluster. Figures of an older audit stay, because what nobody could look at again counts as
 * open; `_audited` and the time of the audit say so. Of a cluster that left the fleet only these two are told.
 */
export function clusterFamilies(clusters: readonly LatestAudit[]): readonly MetricFamily[] {
  const current = clusters.flatMap(({ cluster, newest, notAudited }) =>
    newest === null || notAudited?.state === 'vanished' ? [] : [{ labels: labelsOf(cluster), newest }],
  );
  const audited = clusters.flatMap(({ cluster, newest }) =>
    newest === null ? [] : [{ labels: labelsOf(cluster), value: Date.parse(newest.at) / 1000 }],
  );
  return [
    {
      name: prefix,
      type: 'info',
      help: 'What is known of a cluster.',
      samples: current.map(({ labels, newest }) => ({ labels: { ...labels, ...factsOf(newest) }, value: 1 })),
    },
    {
      name: `${prefix}_audited`,
      type: 'gauge',
      help: 'Whether the newest sweep audited the cluster (1), and where it stands. 0: its figures are of an older audit.',
      samples: clusters.map(({ cluster, notAudited }) => ({
        labels: { ...labelsOf(cluster), state: notAudited?.state ?? 'audited' },
        value: notAudited === undefined ? 1 : 0,
      })),
    },
    {
      name: `${prefix}_audit_timestamp_seconds`,
      type: 'gauge',
      unit: 'seconds',
      help: 'When the newest audit of the cluster ended.',
      samples: audited,
    },
    ...figures.map(({ of, ...family }) => ({
      ...family,
      name: `${prefix}_${family.name}`,
      type: 'gauge' as const,
      samples: current.flatMap(({ labels, newest }) => sampleOf(labels, of(newest.headline))),
    })),
    {
      name: `${prefix}_findings`,
      type: 'gauge',
      help: 'Open findings by severity, without suppressed ones. Read it with the coverage: what was not seen is not counted.',
      samples: current.flatMap(({ labels, newest }) =>
        severities.map((severity) => ({
          labels: { ...labels, severity },
          value: newest.headline.findings[severity] ?? 0,
        })),
      ),
    },
    {
      name: `${prefix}_check`,
      type: 'gauge',
      help: 'One series for each check, with its outcome as a label: pass, fail, unknown or notApplicable. Always 1.',
      samples: current.flatMap(({ labels, newest }) =>
        Object.entries(newest.outcomes).map(([check, outcome]) => ({
          labels: { ...labels, check, outcome },
          value: 1,
        })),
      ),
    },
  ];
}

interface FigureFamily extends Pick<MetricFamily, 'unit' | 'help'> {
  /** Without the prefix. */
  readonly name: string;
  readonly of: (headline: Headline) => number | null;
}

const figures: readonly FigureFamily[] = [
  {
    name: 'score',
    help: 'Score from 0 to 100; not there when too little could be seen.',
    of: ({ score }) => score,
  },
  {
    name: 'coverage_ratio',
    unit: 'ratio',
    help: 'Share of the checks that could be judged.',
    of: ({ coverage }) => coverage,
  },
  { name: 'suppressed_findings', help: 'Findings that are suppressed.', of: ({ suppressed }) => suppressed },
  {
    name: 'etcd_database_bytes',
    unit: 'bytes',
    help: 'Size of the database file of the main etcd.',
    of: ({ etcdBytes }) => etcdBytes,
  },
  {
    name: 'etcd_used_ratio',
    unit: 'ratio',
    help: 'Share of its quota that the fullest etcd uses.',
    of: ({ etcdUsed }) => etcdUsed,
  },
  {
    name: 'etcd_memory_ratio',
    unit: 'ratio',
    help: 'Share of its memory that etcd uses.',
    of: ({ etcdMemory }) => etcdMemory,
  },
  {
    name: 'apiserver_cpu_ratio',
    unit: 'ratio',
    help: 'Share of its CPU that the API server uses.',
    of: ({ apiServerCpu }) => apiServerCpu,
  },
  {
    name: 'apiserver_memory_ratio',
    unit: 'ratio',
    help: 'Share of its memory that the API server uses.',
    of: ({ apiServerMemory }) => apiServerMemory,
  },
  {
    name: 'apiserver_requests_per_second',
    help: 'Requests a second of all clients in the audit log, those of the auditor left out.',
    of: ({ requestsPerSecond }) => requestsPerSecond,
  },
];

/** What was not seen has no sample, because it is not zero. */
function sampleOf(labels: Labels, value: number | null): readonly Sample[] {
  return value === null ? [] : [{ labels, value }];
}

/** Names of clusters may be alike, keys are not. */
function labelsOf({ key, name }: LatestAudit['cluster']): Labels {
  return { cluster: plainLine(name), cluster_key: key };
}

function factsOf({ facts, headline }: NewestAudit): Labels {
  const { tier, location } = facts ?? { tier: null, location: null };
  return {
    ...(tier === null ? {} : { tier: plainLine(tier) }),
    ...(location === null ? {} : { location: plainLine(location) }),
    ...(headline.kubernetesVersion === null
      ? {}
      : { kubernetes_version: plainLine(headline.kubernetesVersion) }),
  };
}
