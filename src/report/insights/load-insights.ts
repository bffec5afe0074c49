/** Reads what insights are made from: the newest state of all clusters in three queries, the newest sweeps, and the memory. */
import { unseenPartsOf } from '../../model.ts';
import type { History } from '../../store/history.ts';
import { newestSweeps } from '../load-report.ts';
import { fleetInsights } from './fleet-insights.ts';
import type { Insights, SharedClient } from './insights.ts';
import { sharedClients } from './shared-clients.ts';

export type InsightHistory = Pick<
  History,
  'latest' | 'openFindings' | 'busyClients' | 'fleetMemory' | 'sweeps'
>;

/** Clients that are heavy in several clusters, and those only. */
export async function loadSharedClients(
  history: Pick<InsightHistory, 'latest' | 'openFindings' | 'busyClients'>,
): Promise<readonly SharedClient[]> {
  const [latest, open, clients] = await Promise.all([
    history.latest(),
    history.openFindings(),
    history.busyClients(),
  ]);
  return sharedClients({ latest, open, clients });
}

export async function loadInsights(history: InsightHistory, now: Date): Promise<Insights> {
  const [latest, open, clients, memory, { items: sweeps }] = await Promise.all([
    history.latest(),
    history.openFindings(),
    history.busyClients(),
    history.fleetMemory(),
    history.sweeps({ limit: newestSweeps }),
  ]);
  const [newest] = sweeps;
  return fleetInsights({
    latest,
    open,
    clients,
    memory,
    hidden: newest === undefined ? [] : unseenPartsOf(newest),
    now,
  });
}
