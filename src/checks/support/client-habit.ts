/** What is usual for a client, by what earlier audits saw of it. */
import { programOf } from '../../client-names.ts';
import type { ObservedClient, Observation } from '../../observation.ts';
import { dayMs } from '../../shared/durations.ts';
import { median } from '../../forecast/statistics.ts';

/** Ours: the median of fewer audits, or of a shorter time, is that of one busy evening. */
const fewestAudits = 10;
const shortestDays = 3;
const longestDays = 7;

/**
 * Median of the mean latencies, in milliseconds, that a program had under a user in the audits of a week; null for one that
 * was not seen often or long enough. Audits list only the clients that keep the server busy, so it is rather too high.
 */
export function usualMeanMs(
  client: { readonly program: string; readonly username: string },
  observations: readonly Observation[],
  now: Date,
): number | null {
  const since = now.getTime() - longestDays * dayMs;
  const seen = observations.flatMap(({ at, clients }) => {
    const own = (clients ?? []).filter((one) => isSame(one, client));
    const mean = meanOf(own);
    return mean === null || Date.parse(at) < since ? [] : [{ at: Date.parse(at), mean }];
  });
  const times = seen.map(({ at }) => at);
  if (seen.length < fewestAudits || Math.max(...times) - Math.min(...times) < shortestDays * dayMs)
    return null;
  return median(seen.map(({ mean }) => mean));
}

function isSame(
  { userAgent, username }: ObservedClient,
  client: { readonly program: string; readonly username: string },
): boolean {
  return programOf(userAgent) === client.program && username === client.username;
}

/** Over all versions of it. */
function meanOf(clients: readonly ObservedClient[]): number | null {
  let [requests, totalMs] = [0, 0];
  for (const client of clients) {
    requests += client.requests;
    totalMs += client.requests * client.meanMs;
  }
  return requests === 0 ? null : totalMs / requests;
}
