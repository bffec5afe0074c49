import type { AuditResult, LatestAudit } from '../../model.ts';
import type { Row, StoredRow } from '../codec.ts';
import { UnreadableRow, bodyOf, checked, readRow, rowVersion, valueIn } from '../codec.ts';
import type { History } from '../history.ts';
import { isKey } from '../keys.ts';
import { withAudit, withNote } from '../latest-row.ts';
import { clusterRef, notAudited } from '../schemas.ts';
import { changeRow } from './change-row.ts';
import { columnsOf, headlineIn, timeIn } from './columns.ts';
import type { OnUnreadable } from './readable.ts';
import type { Rows } from './rows.ts';

/** One partition: the fleet page is one query. */
const partitionKey = 'latest';

interface Latest extends Pick<History, 'latest' | 'latestOf' | 'markNotAudited'> {
  /** Makes the audit the cluster's newest, unless a newer one is there. */
  putLatest(audit: AuditResult): Promise<void>;
}

/** The newest state of every cluster. */
export function tableLatest(rows: Rows, onUnreadable: OnUnreadable): Latest {
  function change(clusterKey: string, next: (before: LatestAudit | null) => LatestAudit): Promise<void> {
    return changeRow(rows, partitionKey, clusterKey, (row) => {
      const before = row === null ? null : soundOrNull(row);
      const after = next(before);
      return after === before ? null : rowOf(after);
    });
  }

  /** A damaged row holds nothing that the next audit does not know better, so it may be overwritten. */
  function soundOrNull(row: StoredRow): LatestAudit | null {
    try {
      return read(row);
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
      const cluster = readRow(rows.table, row, { 1: clusterIn });
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
      await change(audit.cluster.key, (before) => withAudit(before, audit));
    },
    async markNotAudited(cluster, note) {
      await change(cluster.key, (before) => withNote(before, cluster, note));
    },
    async latest() {
      const all: LatestAudit[] = [];
      for await (const row of rows.list({ partitionKey })) all.push(readOrExplain(row));
      return all;
    },
    async latestOf(clusterKey) {
      const row = isKey(clusterKey) ? await rows.get(partitionKey, clusterKey) : null;
      return row === null ? null : readOrExplain(row);
    },
  };

  function read(row: StoredRow): LatestAudit {
    return readRow(rows.table, row, {
      1: (properties) => {
        const { auditId } = properties;
        const note = valueIn('notAudited', properties);
        return {
          cluster: clusterIn(properties),
          newest:
            typeof auditId === 'string'
              ? {
                  id: auditId,
                  at: timeIn(properties['at']),
                  headline: headlineIn(properties),
                  outcomes: {},
                  facts: null,
                }
              : null,
          ...(note === undefined ? {} : { notAudited: checked(notAudited, withState(note)) }),
        };
      },
    });
  }
}

/** Notes were once kept without a state; all of them were of clusters that were given up. */
function withState(note: unknown): unknown {
  return typeof note === 'object' && note !== null ? { state: 'missed', ...note } : note;
}

function clusterIn(properties: StoredRow['properties']): LatestAudit['cluster'] {
  return checked(clusterRef, valueIn('cluster', properties));
}

function rowOf({ cluster, newest, notAudited: note }: LatestAudit): Row {
  return {
    partitionKey,
    rowKey: cluster.key,
    v: rowVersion,
    auditId: newest?.id,
    at: newest === null ? undefined : new Date(newest.at),
    ...(newest === null ? {} : columnsOf(newest.headline)),
    ...bodyOf('cluster', cluster),
    ...(note === undefined ? {} : bodyOf('notAudited', note)),
  };
}
