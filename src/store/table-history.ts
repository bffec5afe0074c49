import type { TableClient } from '@azure/data-tables';
import type { History } from './history.ts';
import { tableAudits } from './table/audits.ts';
import { tableDeadLetters } from './table/dead-letters.ts';
import { tableDecisions } from './table/decisions.ts';
import { tableDeliveries } from './table/deliveries.ts';
import { tableEvidence } from './table/evidence.ts';
import { tableFleetMemory } from './table/fleet-memory.ts';
import { tableFindings } from './table/findings.ts';
import { tableLatest } from './table/latest.ts';
import { tableLedger } from './table/ledger.ts';
import { tableNotes } from './table/notes.ts';
import { tablePolicy } from './table/policy.ts';
import { tablePrune } from './table/prune.ts';
import type { OnUnreadable } from './table/readable.ts';
import { tableReceiverHealth } from './table/receiver-health.ts';
import { tableRollups } from './table/rollups.ts';
import type { TableName } from './table/rows.ts';
import { rowsOf } from './table/rows.ts';
import { tableSubscriptions } from './table/subscriptions.ts';
import { tableSweeps } from './table/sweeps.ts';
import { tableTurns } from './table/turns.ts';

export interface TableHistoryOptions {
  /** Opens the client of a table; the table need not exist. */
  readonly openTable: (name: TableName) => Promise<TableClient>;
  /** Told of each damaged row that a list goes on without. */
  readonly onUnreadable: OnUnreadable;
}

/** History in Azure Table Storage. Tables are created by the first thing done with them. */
export function tableHistory({ openTable, onUnreadable }: TableHistoryOptions): History {
  const tables = {
    sweeps: rowsOf('Sweeps', openTable),
    ledger: rowsOf('Ledger', openTable),
    evidence: rowsOf('Evidence', openTable),
    latest: rowsOf('Latest', openTable),
    audits: rowsOf('Audits', openTable),
    findings: rowsOf('Findings', openTable),
    rollups: rowsOf('Rollups', openTable),
    notes: rowsOf('Notes', openTable),
    deadLetters: rowsOf('DeadLetters', openTable),
    notifyState: rowsOf('NotifyState', openTable),
    deliveries: rowsOf('Deliveries', openTable),
  };
  const audits = tableAudits(tables.audits, onUnreadable);
  const latest = tableLatest(tables.latest, onUnreadable);

  return {
    ...tableSweeps(tables.sweeps, onUnreadable),
    ...tableLedger(tables.ledger),
    ...tableEvidence(tables.evidence),
    ...audits,
    ...latest,
    async saveAudit(audit, observation) {
      // In this order: a crash in between leaves an audit that is not the newest yet, and doing it again mends that.
      await audits.putAudit(audit, observation);
      await latest.putLatest(audit);
    },
    ...tableRollups(tables.rollups, onUnreadable),
    ...tablePolicy({
      suppressions: rowsOf('Suppressions', openTable),
      thresholds: rowsOf('Thresholds', openTable),
    }),
    ...tableTurns(rowsOf('Turns', openTable)),
    ...tableNotes(tables.notes),
    ...tableFleetMemory(tables.notes, onUnreadable),
    ...tableFindings(tables.findings),
    ...tableDeadLetters(tables.deadLetters, onUnreadable),
    ...tableDecisions(tables.notifyState, onUnreadable),
    ...tableReceiverHealth(tables.notifyState, onUnreadable),
    ...tableDeliveries(tables.deliveries, onUnreadable),
    ...tableSubscriptions(rowsOf('Webhooks', openTable), onUnreadable),
    ...tablePrune(tables),
  };
}
