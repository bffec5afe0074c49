/** What reports of the fleet are made from, read from the history. */
import type { AuditReport } from '../report/audit-report.ts';
import { loadInsights } from '../report/insights/load-insights.ts';
import { loadReport, newestClosed, newestSweeps } from '../report/load-report.ts';
import type { FleetState } from '../report/openmetrics.ts';
import type { History } from '../store/history.ts';
import { HttpProblem } from './problem.ts';

/** The report of the newest sweep that is closed. */
export async function fleetReport(history: History, now: Date): Promise<AuditReport> {
  const sweep = await newestClosed(history);
  if (sweep !== null) {
    const [report, insights] = await Promise.all([loadReport(history, sweep), loadInsights(history, now)]);
    return { ...report, insights };
  }
  throw new HttpProblem(
    404,
    'No sweep has closed yet, so there is nothing to report; GET /api/sweeps tells how far the first one is.',
  );
}

/** The newest state of all clusters: two reads, whatever the size of the audits. */
export async function fleetState(history: History): Promise<FleetState> {
  const [clusters, { items }] = await Promise.all([
    history.latest(),
    history.sweeps({ limit: newestSweeps }),
  ]);
  return { clusters, sweeps: items };
}
