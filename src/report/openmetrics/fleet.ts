import type { Sweep, SweepSummary } from '../../model.ts';
import { ledgerStates, severities, unseenPartsOf } from '../../model.ts';
import type { MetricFamily, Sample } from './exposition.ts';

const prefix = 'aks_fleet_auditor';

/** The fleet as its newest closed sweep left it; nothing before the first one has closed. */
export function fleetFamilies(sweeps: readonly Sweep[]): readonly MetricFamily[] {
  const sweep = sweeps.find(({ status }) => status === 'closed');
  if (sweep?.summary === undefined || sweep.closedAt === undefined) return [];
  const { summary, startedAt, closedAt } = sweep;
  return [
    {
      name: `${prefix}_sweep_timestamp_seconds`,
      type: 'gauge',
      unit: 'seconds',
      help: 'When the newest sweep that is closed closed.',
      samples: one(Date.parse(closedAt) / 1000),
    },
    {
      name: `${prefix}_sweep_duration_seconds`,
      type: 'gauge',
      unit: 'seconds',
      help: 'How long it took.',
      samples: one((Date.parse(closedAt) - Date.parse(startedAt)) / 1000),
    },
    {
      name: `${prefix}_sweep_complete`,
      type: 'gauge',
      help: 'Whether it saw the whole fleet and audited every cluster that has something to audit (1).',
      samples: one(summary.complete ? 1 : 0),
    },
    {
      name: `${prefix}_sweep_unseen_parts`,
      type: 'gauge',
      help: 'Parts of the fleet that it could not see: clusters may be missing.',
      samples: one(unseenPartsOf(sweep).length),
    },
    ...summaryFamilies(summary),
  ];
}

function summaryFamilies({ score, coverage, clusters, findings }: SweepSummary): readonly MetricFamily[] {
  return [
    {
      name: `${prefix}_fleet_score`,
      type: 'gauge',
      help: 'Mean of the scores of the clusters, 0 to 100; not there when no cluster has one.',
      samples: score === null ? [] : one(score),
    },
    {
      name: `${prefix}_fleet_coverage_ratio`,
      type: 'gauge',
      unit: 'ratio',
      help: 'Mean coverage of the clusters that had to be audited; one that was not counts as 0.',
      samples: one(coverage),
    },
    {
      name: `${prefix}_fleet_clusters`,
      type: 'gauge',
      help: 'Clusters by where they stood when the sweep closed.',
      samples: ledgerStates.map((state) => ({ labels: { state }, value: clusters[state] })),
    },
    {
      name: `${prefix}_fleet_findings`,
      type: 'gauge',
      help: 'Open findings of the sweep by severity, without suppressed ones.',
      samples: severities.map((severity) => ({ labels: { severity }, value: findings[severity] ?? 0 })),
    },
  ];
}

function one(value: number): readonly Sample[] {
  return [{ labels: {}, value }];
}
