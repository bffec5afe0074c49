import type { Cell } from './csv-text.ts';

/** Their order is stable: new ones join at the end. */
export const csvColumns = [
  'record',
  'sweep_id',
  'sweep_closed_at',
  'cluster',
  'cluster_key',
  'cluster_state',
  'tier',
  'location',
  'nodes',
  'kubernetes_version',
  'tags',
  'score',
  'score_unsuppressed',
  'coverage',
  'check',
  'outcome',
  'severity',
  'confidence',
  'baseline_state',
  'resource_kind',
  'resource_namespace',
  'resource_name',
  'resource_part',
  'summary',
  'observed',
  'observed_value',
  'observed_unit',
  'threshold_value',
  'threshold_unit',
  'culprit_kind',
  'culprit_name',
  'since',
  'first_seen',
  'last_seen',
  'reason',
  'remedy',
  'learn_more',
  'suppression_id',
  'suppression_owner',
  'suppression_expires',
  'suppression_reason',
  'fingerprint',
] as const;

/** What a row is about: filter by it. */
type RecordKind =
  | 'cluster'
  | 'not-audited'
  | 'finding'
  | 'unknown'
  | 'partly-unknown'
  | 'out-of-sight'
  | 'resolved'
  | 'fleet-not-seen'
  | 'shared-client'
  | 'new-client'
  | 'new-version'
  | 'vanished-cluster'
  | 'subscription'
  | 'insight-not-seen';

export type Row = { readonly record: RecordKind } & {
  readonly [C in (typeof csvColumns)[number]]?: Cell | undefined;
};
