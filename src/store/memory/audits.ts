import type { AuditResult, LatestAudit } from '../../model.ts';
import type { AuditSummary, History } from '../history.ts';
import { requiredSweepRowKey, sweepRowKey } from '../keys.ts';
import { withAudit, withNote } from '../latest-row.ts';
import { inKeyOrder, pageIn, partition } from './rows.ts';

/** The audits of one process and the newest state of each cluster. */
export function memoryAudits(): Pick<
  History,
  'saveAudit' | 'audit' | 'audits' | 'headlines' | 'latest' | 'latestOf' | 'markNotAudited'
> {
  const byCluster = new Map<string, Map<string, AuditResult>>();
  const latest = new Map<string, LatestAudit>();

  return {
    async saveAudit(audit: AuditResult) {
      const { key } = audit.cluster;
      partition(byCluster, key).set(requiredSweepRowKey(audit.sweepId), audit);
      latest.set(key, withAudit(latest.get(key) ?? null, audit));
    },
    async audit(clusterKey, auditId) {
      return byCluster.get(clusterKey)?.get(sweepRowKey(auditId) ?? '') ?? null;
    },
    async audits(clusterKey, page) {
      return pageIn(`audits:${clusterKey}`, byCluster.get(clusterKey) ?? new Map(), page, summaryOf);
    },
    async headlines(clusterKey, from, to) {
      const audits = inKeyOrder(byCluster.get(clusterKey)).map(([, audit]) => summaryOf(audit));
      return audits.filter(({ at }) => from <= new Date(at) && new Date(at) <= to).toReversed();
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
