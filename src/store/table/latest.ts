import type { AuditResult, ClusterRef, LatestAudit } from '../../model.ts';
import type { StoredRow } from '../codec.ts';
import { UnreadableRow, readRow } from '../codec.ts';
import type { ClusterClients, ClusterFindings, History } from '../history.ts';
import { isKey } from '../keys.ts';
import { busyClientsOf, isAnyOpen, noFindings, openFindingsOf, withAudit, withNote } from '../latest-row.ts';
import { changeRow } from './change-row.ts';
import type { LatestState } from './latest-columns.ts';
import {
  clientsColumns,
  clientsIn,
  clientsUnreadIn,
  clusterIn,
  countedIn,
  findingsColumns,
  latestColumns,
  latestIn,
  latestRow,
  openFindingsIn,
} from './latest-columns.ts';
import type { OnUnreadable } from './readable.ts';
import type { Rows } from './rows.ts';

/** One partition: the fleet page is one query. */
export const latestPartition = 'latest';

interface Latest extends Pick<
  History,
  'latest' | 'latestOf' | 'markNotAudited' | 'openFindings' | 'busyClients'
> {
  /** Makes the audit the cluster's newest, unless a newer one is there. */
  putLatest(audit: AuditResult): Promise<void>;
}

/** The newest state of every cluster. */
export function tableLatest(rows: Rows, onUnreadable: OnUnreadable): Latest {
  function change(clusterKey: string, next: (before: LatestState | null) => LatestState): Promise<void> {
    return changeRow(rows, latestPartition, clusterKey, (row) => {
      const before = row === null ? null : soundOrNull(row);
      const after = next(before);
      return after.latest === before?.latest ? null : latestRow(latestPartition, after);
    });
  }

  /** A damaged row holds nothing that the next audit does not know better, so it may be overwritten. */
  function soundOrNull(row: StoredRow): LatestState | null {
    try {
      const { findings, leftOut } = findingsOf(row);
      return {
        latest: read(row),
        open: { findings, leftOut },
        busy: isAudited(row) ? clientsOrUnread(row).busy : null,
      };
    } catch (error) {
      reportDamage(error);
      return null;
    }
  }

  /** A cluster whose row is damaged stays on the list and says so: if it vanished, all would look well. */
  function readOrExplain(row: StoredRow): LatestAudit {
    try {
      return read(row);
    } catch (error) {
      const { message } = reportDamage(error);
      const cluster = readRow(rows.table, row, { 1: clusterIn, 2: clusterIn });
      const at = String(row.properties['timestamp']);
      return {
        cluster,
        newest: null,
        notAudited: { sweepId: String(row.properties['auditId']), at, why: message, state: 'failed' },
      };
    }
  }

  function reportDamage(error: unknown): UnreadableRow {
    if (!(error instanceof UnreadableRow) || error.newer) throw error;
    onUnreadable(error);
    return error;
  }

  return {
    async putLatest(audit) {
      await change(audit.cluster.key, (before) => {
        const latest = withAudit(before?.latest ?? null, audit);
        const busy = before?.busy ?? null;
        if (latest.newest?.id !== audit.sweepId) return { latest, open: before?.open ?? noFindings, busy };
        return { latest, open: openFindingsOf(audit), busy: busyClientsOf(audit, busy) };
      });
    },
    async markNotAudited(cluster: ClusterRef, note) {
      await change(cluster.key, (before) => ({
        latest: withNote(before?.latest ?? null, cluster, note),
        open: before?.open ?? noFindings,
        busy: before?.busy ?? null,
      }));
    },
    async latest() {
      const all: LatestAudit[] = [];
      const list = rows.list({ partitionKey: latestPartition, select: latestColumns });
      for await (const row of list) all.push(readOrExplain(row));
      return all;
    },
    async latestOf(clusterKey) {
      const row = isKey(clusterKey) ? await rows.get(latestPartition, clusterKey) : null;
      return row === null ? null : readOrExplain(row);
    },
    async openFindings() {
      const all: ClusterFindings[] = [];
      const list = rows.list({ partitionKey: latestPartition, select: findingsColumns });
      for await (const row of list) {
        const found = readOrCount(row);
        if (isAnyOpen(found)) all.push(found);
      }
      return all;
    },
    async busyClients() {
      const all: ClusterClients[] = [];
      const list = rows.list({ partitionKey: latestPartition, select: clientsColumns });
      for await (const row of list) if (isAudited(row)) all.push(clientsOrUnread(row));
      return all;
    },
  };

  function read(row: StoredRow): LatestAudit {
    return readRow(rows.table, row, latestIn);
  }

  /** One whose findings are damaged has findings that nobody sees, and not none. */
  function readOrCount(row: StoredRow): ClusterFindings {
    try {
      return findingsOf(row);
    } catch (error) {
      reportDamage(error);
      return readRow(rows.table, row, countedIn);
    }
  }

  /** One whose clients are damaged has clients that nobody sees, and not none. */
  function clientsOrUnread(row: StoredRow): ClusterClients {
    try {
      return clientsOf(row);
    } catch (error) {
      reportDamage(error);
      return readRow(rows.table, row, clientsUnreadIn);
    }
  }

  function clientsOf(row: StoredRow): ClusterClients {
    return readRow(rows.table, row, clientsIn);
  }

  function findingsOf(row: StoredRow): ClusterFindings {
    return readRow(rows.table, row, openFindingsIn);
  }
}

function isAudited({ properties }: StoredRow): boolean {
  return typeof properties['auditId'] === 'string';
}
