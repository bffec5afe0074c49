import type { AuditResult } from '../../model.ts';
import type { Row, StoredRow } from '../codec.ts';
import { bodyOf, checked, readRow, rowVersion, valueIn } from '../codec.ts';
import { fitAudit } from '../fit-audit.ts';
import type { AuditSummary, History } from '../history.ts';
import { isKey, newestFirst, requiredSweepRowKey, sweepIdIn, sweepRowKey } from '../keys.ts';
import { pageOf, pageStart } from '../page-token.ts';
import { fits } from '../row-size.ts';
import { auditResult } from '../schemas.ts';
import { columnsOf, headlineColumns, headlineIn, timeIn } from './columns.ts';
import type { OnUnreadable } from './readable.ts';
import { firstRows, readableOnly } from './readable.ts';
import type { Rows } from './rows.ts';
import { instant, quoted } from './rows.ts';

/** Rows are keyed by the start of the sweep; an audit may wait in a queue for this long before it ends. */
const longestWaitMs = 7 * 24 * 3600 * 1000;
/** How far the clocks of two instances may be apart. */
const clockSkewMs = 3600 * 1000;

const summaryColumns = ['PartitionKey', 'RowKey', 'v', 'at', ...headlineColumns];

interface Audits extends Pick<History, 'audit' | 'audits' | 'headlines'> {
  /** Writes the audit's row; a second time it overwrites itself. */
  putAudit(audit: AuditResult): Promise<void>;
}

/** All audits: a partition for each cluster, newest first. */
export function tableAudits(rows: Rows, onUnreadable: OnUnreadable): Audits {
  const readSummaries = readableOnly(summaryIn, onUnreadable);

  return {
    async putAudit(audit) {
      // What does not fit even when cut is refused by the upsert, which says how large it is.
      const fitting = fitAudit(audit, (candidate) => fits(rowOf(candidate))) ?? audit;
      await rows.upsert(rowOf(fitting));
    },
    async audit(clusterKey, auditId) {
      const rowKey = sweepRowKey(auditId);
      const row = rowKey === null || !isKey(clusterKey) ? null : await rows.get(clusterKey, rowKey);
      if (row === null) return null;
      return readRow(rows.table, row, {
        1: (properties) => checked(auditResult, valueIn('audit', properties)),
      });
    },
    async audits(clusterKey, page) {
      const list = `audits:${clusterKey}`;
      const { limit, after } = pageStart(list, page);
      if (!isKey(clusterKey)) return { items: [] };
      const where = after === null ? [] : [`RowKey gt ${quoted(after)}`];
      const found = rows.list({
        partitionKey: clusterKey,
        where,
        select: summaryColumns,
        pageSize: limit + 1,
      });
      return pageOf(list, limit, await firstRows(found, limit + 1), ({ rowKey }) => rowKey, readSummaries);
    },
    async headlines(clusterKey, from, to) {
      if (!isKey(clusterKey) || from > to) return [];
      const where = [
        `RowKey ge ${quoted(newestFirst(shifted(to, clockSkewMs)))}`,
        `RowKey lt ${quoted(newestFirst(shifted(from, -longestWaitMs)))}`,
        `at ge ${instant(from)}`,
        `at le ${instant(to)}`,
      ];
      const summaries: AuditSummary[] = [];
      for await (const row of rows.list({ partitionKey: clusterKey, where, select: summaryColumns })) {
        summaries.push(...readSummaries(row));
      }
      return summaries.toReversed();
    },
  };

  function summaryIn(row: StoredRow): AuditSummary {
    return readRow(rows.table, row, {
      1: (properties, { rowKey }) => {
        const id = sweepIdIn(rowKey);
        return { id, sweepId: id, at: timeIn(properties['at']), headline: headlineIn(properties) };
      },
    });
  }
}

function rowOf(audit: AuditResult): Row {
  return {
    partitionKey: audit.cluster.key,
    rowKey: requiredSweepRowKey(audit.sweepId),
    v: rowVersion,
    at: new Date(audit.finishedAt),
    ...columnsOf(audit.headline),
    ...bodyOf('audit', audit),
  };
}

/** The time so much later, within what can be a key. */
function shifted(time: Date, milliseconds: number): Date {
  return new Date(Math.max(0, Math.min(time.getTime() + milliseconds, 8.64e15)));
}
