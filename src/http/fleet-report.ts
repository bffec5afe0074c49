/** What reports of the fleet are made from, read from the history. */
import pLimit from 'p-limit';
import type { Sweep } from '../model.ts';
import type { AuditReport } from '../report/audit-report.ts';
import { auditReport } from '../report/make-report.ts';
import type { FleetState } from '../report/openmetrics.ts';
import type { History } from '../store/history.ts';
import { HttpProblem } from './problem.ts';

/** Each is an entity of up to a megabyte. */
const auditsAtOnce = 16;

/** At most one sweep is open, so one of the newest two is closed if any is. */
const newestSweeps = 2;

/** The report of the newest sweep that is closed. */
export async function fleetReport(history: History): Promise<AuditReport> {
  const sweep = await newestClosed(history);
  const ledger = await history.ledger(sweep.id);
  const limit = pLimit(auditsAtOnce);
  const audits = await limit.map(ledger, ({ cluster }) => history.audit(cluster.key, sweep.id));
  return auditReport(
    sweep,
    ledger,
    audits.filter((audit) => audit !== null),
  );
}

async function newestClosed(history: History): Promise<Sweep> {
  const { items } = await history.sweeps({ limit: newestSweeps });
  const closed = items.find(({ status }) => status === 'closed');
  if (closed !== undefined) return closed;
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
