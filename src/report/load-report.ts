/** Reads what a report of the newest sweep is made from. */
import pLimit from 'p-limit';
import type { ClusterRef, Sweep } from '../model.ts';
import type { History } from '../store/history.ts';
import type { AuditReport } from './audit-report.ts';
import { auditReport } from './make-report.ts';

type Stored = Pick<History, 'sweeps' | 'ledger' | 'audit'>;

/** Each is an entity of up to a megabyte. */
const auditsAtOnce = 16;

/** At most one sweep is open, so one of the newest two is closed if any is. */
export const newestSweeps = 2;

/** The newest sweep that is closed; null before the first. */
export async function newestClosed(history: Pick<Stored, 'sweeps'>): Promise<Sweep | null> {
  const { items } = await history.sweeps({ limit: newestSweeps });
  return items.find(({ status }) => status === 'closed') ?? null;
}

/** The report of a closed sweep: of all its clusters, or of those that are wanted. */
export async function loadReport(
  history: Pick<Stored, 'ledger' | 'audit'>,
  sweep: Sweep,
  wanted: (cluster: ClusterRef) => boolean = () => true,
): Promise<AuditReport> {
  const ledger = (await history.ledger(sweep.id)).filter(({ cluster }) => wanted(cluster));
  const limit = pLimit(auditsAtOnce);
  const audits = await limit.map(ledger, ({ cluster }) => history.audit(cluster.key, sweep.id));
  return auditReport(
    sweep,
    ledger,
    audits.filter((audit) => audit !== null),
  );
}
