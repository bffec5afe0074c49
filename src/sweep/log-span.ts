import type { LogSpan, Sweep } from '../model.ts';
import type { History } from '../store/history.ts';

export interface LogSpanOptions {
  readonly logWindowMinutes: number;
  readonly logDelayMinutes: number;
  /** Longest stretch that is read at a time, minutes; 360 where it is not said. */
  readonly longestLogMinutes?: number;
}

const minute = 60_000;
/** Latency is looked at in bins of this length, so a stretch ends where a bin does. */
const grid = 5 * minute;
/** Below this, three bins in a row cannot be told apart from one bad moment. */
const shortest = 15 * minute;
/** After a longer pause the older part stays unread: the logs of a day at once would be too much for one query. */
const usualLongestMinutes = 360;
/** Sweeps that are looked at for the last stretch read: a fleet that cannot be listed for long has as many that read none. */
const mostSweeps = 50;

/**
 * The stretch of audit log that a sweep reads: from where the last sweep ended, until rows may still be on their way. A
 * sweep that comes too soon after the last one reads that one's stretch again: so stretches follow each other
 * without gap, and none overlaps another in part.
 */
export function logSpanAfter(
  last: LogSpan | null,
  startedAt: Date,
  { logWindowMinutes, logDelayMinutes, longestLogMinutes = usualLongestMinutes }: LogSpanOptions,
): LogSpan {
  const to = Math.floor((startedAt.getTime() - logDelayMinutes * minute) / grid) * grid;
  const from = last === null ? to - logWindowMinutes * minute : Date.parse(last.to);
  if (last !== null && to - from < shortest) return last;
  return { from: isoOf(Math.max(from, to - longestLogMinutes * minute)), to: isoOf(to) };
}

/** The stretch that was read last; null when none was. A sweep that was not planned, or audited nothing, has read nothing. */
export async function lastLogSpan(history: History): Promise<LogSpan | null> {
  const { items } = await history.sweeps({ limit: mostSweeps });
  return items.find(hasRead)?.logSpan ?? null;
}

function hasRead({ logSpan, status, problem, summary }: Sweep): boolean {
  const planned = status !== 'planning' && problem === undefined;
  return logSpan !== undefined && planned && summary?.clusters.audited !== 0;
}

function isoOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
