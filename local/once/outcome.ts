/** What one sweep came to: its report, and what else can be told of it. */
import type { LedgerEntry, Sweep } from '../../src/model.ts';
import type { AuditReport } from '../../src/report/audit-report.ts';
import { loadInsights } from '../../src/report/insights/load-insights.ts';
import { auditReport } from '../../src/report/make-report.ts';
import type { FleetState } from '../../src/report/openmetrics.ts';
import type { History } from '../../src/store/history.ts';

export interface Once {
  readonly report: AuditReport;
  readonly state: FleetState;
  readonly sweep: Sweep;
  readonly ledger: readonly LedgerEntry[];
}

/** Of a closed sweep. */
export async function outcomeOf(history: History, sweepId: string): Promise<Once> {
  const sweep = await history.sweep(sweepId);
  if (sweep === null) throw new Error(`Sweep ${sweepId} is not stored.`);
  const ledger = await history.ledger(sweepId);
  const audits = await Promise.all(ledger.map(({ cluster }) => history.audit(cluster.key, sweepId)));
  const report = auditReport(
    sweep,
    ledger,
    audits.filter((audit) => audit !== null),
    { kind: 'nothing' },
  );
  // As they were then: a recording that is judged again later has the same.
  const insights = await loadInsights(history, new Date(report.sweep.closedAt));
  const state = { clusters: await history.latest(), sweeps: [sweep] };
  return { report: { ...report, insights }, state, sweep, ledger };
}
