import type { FigureName } from '../figures.ts';
import { moversOf } from '../report/movers.ts';
import type { Movers } from '../report/trend.ts';
import type { HttpDeps } from './deps.ts';

const dayMs = 86_400_000;

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
  // At most one is open, so one of the newest two is closed if any is.
  const [{ items }, latest] = await Promise.all([history.sweeps({ limit: 2 }), history.latest()]);
  const closed = items.find(({ status }) => status === 'closed');
  const to = closed === undefined ? now() : new Date(closed.startedAt);
  const from = new Date(Math.max(0, to.getTime() - days * dayMs));
  const [before, newest] = await Promise.all([from, to].map((day) => history.dayOfFleet(day, [metric])));
  const clusters = latest.map(({ cluster }) => cluster);
  const day = (date: Date): string => date.toISOString().slice(0, 10);
  return moversOf(
    metric,
    clusters,
    { from: day(from), to: day(to), before: before ?? new Map(), now: newest ?? new Map() },
    limit,
  );
}
