import type { AuditResult } from '../../model.ts';
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
import type { MemoryTables } from './tables.ts';

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
  | 'clientActivity'
  | 'openFindings'
  | 'busyClients'
  | 'latest'
  | 'latestOf'
  | 'markNotAudited'
> {
  /** Audits whose sweep started in the span, oldest first. */
  function between(clusterKey: string, from: Date, to: Date): readonly AuditResult[] {
    const audits = inKeyOrder(byCluster.get(clusterKey)).map(([, audit]) => audit);
    return audits.filter(({ sweepId }) => isBetween(startOfSweep(sweepId), from, to)).toReversed();
  }

  return {
    async saveAudit(audit: AuditResult) {
      const { key } = audit.cluster;
      partition(byCluster, key).set(requiredSweepRowKey(audit.sweepId), audit);
      const row = withAudit(latest.get(key) ?? null, audit);
      latest.set(key, row);
      if (row.newest?.id !== audit.sweepId) return;
      open.set(key, openFindingsOf(audit));
      busy.set(key, busyClientsOf(audit, busy.get(key) ?? null));
    },
    async audit(clusterKey, auditId) {
      return byCluster.get(clusterKey)?.get(sweepRowKey(auditId) ?? '') ?? null;
    },
    async audits(clusterKey, page) {
      return pageIn(`audits:${clusterKey}`, byCluster.get(clusterKey) ?? new Map(), page, summaryOf);
    },
    async headlines(clusterKey, from, to) {
      return between(clusterKey, from, to).map(summaryOf);
    },
    async clientActivity(clusterKey, from, to) {
      return between(clusterKey, from, to).flatMap(({ clients }) => clients ?? []);
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

function summaryOf({ sweepId, finishedAt, headline }: AuditResult): AuditSummary {
  return { id: sweepId, sweepId, at: finishedAt, headline };
}

function isBetween(time: Date | null, from: Date, to: Date): boolean {
  return time !== null && from <= time && time <= to;
}
