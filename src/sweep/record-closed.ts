/** The metrics of a closed sweep. */
import type { Metrics } from '../metrics.ts';
import type { LedgerState, Sweep, SweepSummary } from '../model.ts';
import { notAuditedStates } from '../model.ts';

/** Of a closed sweep no cluster is in another. */
const endStates: readonly LedgerState[] = ['audited', ...notAuditedStates];

export function recordClosed(metrics: Metrics, sweep: Sweep, summary: SweepSummary, closedAt: string): void {
  const { id: sweepId, startedAt, unseen = [] } = sweep;
  const { clusters, load, coverage } = summary;
  const complete = String(summary.complete);
  metrics.record('auditor.sweep.closed', 1, { sweepId, complete });
  metrics.record('auditor.sweep.seconds', (Date.parse(closedAt) - Date.parse(startedAt)) / 1000, {
    sweepId,
    complete,
  });
  for (const state of endStates) {
    metrics.record('auditor.sweep.clusters', clusters[state], { sweepId, state });
  }
  metrics.record('auditor.sweep.unseen', unseen.length, { sweepId });
  metrics.record('auditor.sweep.unknown', 1 - coverage, { sweepId });
  metrics.record('auditor.sweep.requests', load.requests, { sweepId });
  metrics.record('auditor.sweep.bytes', load.bytes, { sweepId });
}
