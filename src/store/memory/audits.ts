import type { AuditResult } from '../../model.ts';
import type { Observation } from '../../observation.ts';
import type { AuditSummary, History } from '../history.ts';
import { requiredSweepRowKey, startOfSweep, sweepRowKey } from '../keys.ts';
import {
  busyClientsOf,
  clientsNotKept,
  isAnyOpen,
  openFindingsOf,
  withAudit,
  withNote,
} from '../latest-row.ts';
import { inKeyOrder, pageIn, partition } from './rows.ts';
import type { MemoryAudit, MemoryTables } from './tables.ts';

/** The audits of one process and the newest state of each cluster. */
export function memoryAudits({
  audits: byCluster,
  latest,
  open,
  busy,
}: MemoryTables): Pick<
  History,
  | 'saveAudit'
  | 'audit'
  | 'audits'
  | 'headlines'
  | 'pastAudits'
  | 'clientActivity'
  | 'openFindings'
  | 'busyClients'
  | 'latest'
  | 'latestOf'
  | 'markNotAudited'
> {
  /** Audits whose sweep started in the span, oldest first. */
  function between(clusterKey: string, from: Date, to: Date): readonly MemoryAudit[] {
    const rows = inKeyOrder(byCluster.get(clusterKey)).map(([, row]) => row);
    return rows.filter(({ audit }) => isBetween(startOfSweep(audit.sweepId), from, to)).toReversed();
  }

  return {
    async saveAudit(audit: AuditResult, observation?: Observation) {
      const { key } = audit.cluster;
      partition(byCluster, key).set(requiredSweepRowKey(audit.sweepId), {
        audit,
        observation: observation ?? null,
      });
      const row = withAudit(latest.get(key) ?? null, audit);
      latest.set(key, row);
      if (row.newest?.id !== audit.sweepId) return;
      open.set(key, openFindingsOf(audit));
      busy.set(key, busyClientsOf(audit, busy.get(key) ?? null));
    },
    async audit(clusterKey, auditId) {
      return byCluster.get(clusterKey)?.get(sweepRowKey(auditId) ?? '')?.audit ?? null;
    },
    async audits(clusterKey, page) {
      return pageIn(`audits:${clusterKey}`, byCluster.get(clusterKey) ?? new Map(), page, summaryOf);
    },
    async headlines(clusterKey, from, to) {
      return between(clusterKey, from, to).map(summaryOf);
    },
    async pastAudits(clusterKey, from, to) {
      return between(clusterKey, from, to).map((row) => ({
        ...summaryOf(row),
        observation: row.observation,
      }));
    },
    async clientActivity(clusterKey, from, to) {
      return between(clusterKey, from, to).flatMap(({ audit }) => audit.clients ?? []);
    },
    async openFindings() {
      return inKeyOrder(latest)
        .flatMap(([key, { cluster }]) => ({ cluster, findings: [], leftOut: 0, ...open.get(key) }))
        .filter(isAnyOpen);
    },
    async busyClients() {
      return inKeyOrder(latest)
        .filter(([, { newest }]) => newest !== null)
        .map(([key, { cluster }]) => ({ cluster, busy: busy.get(key) ?? clientsNotKept }));
    },
    async latest() {
      return inKeyOrder(latest).map(([, row]) => row);
    },
    async latestOf(clusterKey) {
      return latest.get(clusterKey) ?? null;
    },
    async markNotAudited(cluster, note) {
      latest.set(cluster.key, withNote(latest.get(cluster.key) ?? null, cluster, note));
    },
  };
}

function summaryOf({ audit: { sweepId, finishedAt, headline } }: MemoryAudit): AuditSummary {
  return { id: sweepId, sweepId, at: finishedAt, headline };
}

function isBetween(time: Date | null, from: Date, to: Date): boolean {
  return time !== null && from <= time && time <= to;
}
