import type { FigureName } from '../figures.ts';
import { newestClosed } from '../report/load-report.ts';
import { moversOf } from '../report/movers.ts';
import type { ClusterRef } from '../model.ts';
import type { Movers } from '../report/trend.ts';
import type { History } from '../store/history.ts';
import type { HttpDeps } from './deps.ts';
import { dayMs } from '../shared/durations.ts';

export interface MoversRequest {
  readonly metric: FigureName;
  /** How many days lie between the two that are compared. */
  readonly days: number;
  readonly limit: number;
}

/**
 * The clusters that moved most up to the day of the newest sweep that is closed: while one is open, half of the fleet has no
 * figures of its day yet. Four queries: the newest sweeps, the clusters, and either day of the fleet, each a storage request
 * for every 1,000 rows.
 */
export async function loadMovers(
  { history, now }: Pick<HttpDeps, 'history' | 'now'>,
  { metric, days, limit }: MoversRequest,
): Promise<Movers> {
  const [newest, latest] = await Promise.all([newestClosed(history), history.latest()]);
  const [movers] = await moversUpTo(history, [metric], {
    clusters: latest.map(({ cluster }) => cluster),
    to: newest === null ? now() : new Date(newest.startedAt),
    days,
    limit,
  });
  return movers;
}

interface MoversSpan extends Omit<MoversRequest, 'metric'> {
  readonly clusters: readonly ClusterRef[];
  readonly to: Date;
}

/** The movers of each figure up to a day: two queries, whatever the number of figures. */
export async function moversUpTo<const M extends readonly FigureName[]>(
  history: Pick<History, 'dayOfFleet'>,
  metrics: M,
  { clusters, to, days, limit }: MoversSpan,
): Promise<{ readonly [P in keyof M]: Movers }> {
  const from = new Date(Math.max(0, to.getTime() - days * dayMs));
  const [before, now] = await Promise.all([
    history.dayOfFleet(from, metrics),
    history.dayOfFleet(to, metrics),
  ]);
  const day = (date: Date): string => date.toISOString().slice(0, 10);
  const span = { from: day(from), to: day(to), before, now };
  // One for each figure, in their order.
  return metrics.map((metric) => moversOf(metric, clusters, span, limit)) as {
    readonly [P in keyof M]: Movers;
  };
}
