import type { TableClient } from '@azure/data-tables';
import type { History } from './history.ts';
import { tableAudits } from './table/audits.ts';
import { tableDeadLetters } from './table/dead-letters.ts';
import { tableEvidence } from './table/evidence.ts';
import { tableFindings } from './table/findings.ts';
import { tableLatest } from './table/latest.ts';
import { tableLedger } from './table/ledger.ts';
import type { OnUnreadable } from './table/readable.ts';
import type { TableName } from './table/rows.ts';
import { rowsOf } from './table/rows.ts';
import { tableNotes } from './table/notes.ts';
import { tableSweeps } from './table/sweeps.ts';
import { tableTurns } from './table/turns.ts';

export interface TableHistoryOptions {
  /** Opens the client of a table; the table need not exist. */
  readonly openTable: (name: TableName) => Promise<TableClient>;
  /** Told of each damaged row that a list goes on without. */
  readonly onUnreadable: OnUnreadable;
}

/** History in Azure Table Storage. Tables are created by the first thing done with them. */
const unbuilt = Object.fromEntries(
  'sweepsBetween clientActivity saveRollup rollups dayOfFleet openFindings policyEntries addPolicyEntry replacePolicyEntry removePolicyEntry prune'
    .split(' ')
    .map((name) => [name, () => Promise.reject(new Error(`${name} is not built`))]),
) as unknown as History;

export function tableHistory({ openTable, onUnreadable }: TableHistoryOptions): History {
  const audits = tableAudits(rowsOf('Audits', openTable), onUnreadable);
  const latest = tableLatest(rowsOf('Latest', openTable), onUnreadable);

  return {
    ...unbuilt,
    ...tableSweeps(rowsOf('Sweeps', openTable), onUnreadable),
    ...tableLedger(rowsOf('Ledger', openTable)),
    ...tableEvidence(rowsOf('Evidence', openTable)),
    ...audits,
    ...latest,
    async saveAudit(audit) {
      // In this order: a crash in between leaves an audit that is not the newest yet, and doing it again mends that.
      await audits.putAudit(audit);
      await latest.putLatest(audit);
    },
    ...tableTurns(rowsOf('Turns', openTable)),
    ...tableNotes(rowsOf('Notes', openTable)),
    ...tableFindings(rowsOf('Findings', openTable)),
    ...tableDeadLetters(rowsOf('DeadLetters', openTable), onUnreadable),
  };
}
