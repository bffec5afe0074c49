/** What may hide a client that is slow: calls that were not logged, cut, or not listed. */
import type { LatencyByClient } from '../../evidence/logs/latency-by-client.ts';
import type { LogVisibility } from '../../evidence/logs/visibility.ts';
import type { Gathered } from '../../model.ts';
import { formatCount } from '../../shared/format.ts';
import type { Unseen } from '../define-check.ts';
import { cutRemedy, cutsUnseen } from './cut-events.ts';
import { readsUnseen } from './log-window.ts';

export interface SlowBounds {
  /** Seconds. */
  readonly mean: number;
  /** Seconds. */
  readonly duration: number;
  /** Calls in a bin. */
  readonly minimum: number;
}

/** Null when a client with a mean over the bound, for that long, would have been seen. */
export function hiddenSlowClients(
  latency: LatencyByClient,
  visibility: Gathered<LogVisibility>,
  bounds: SlowBounds,
): Unseen | null {
  return (
    readsUnseen(latency.window, 'How long clients wait for their reads is not known.') ??
    beyondTheCut(latency, bounds) ??
    cutBehind(latency, visibility, bounds)
  );
}

/** How many bins in a row it takes. */
export function binsIn({ duration }: Pick<SlowBounds, 'duration'>, binSeconds: number): number {
  return Math.ceil(duration / binSeconds);
}

/** Cut events have lost their times; so many of one client, however few among all, may be what made it slow. */
function cutBehind(
  { binSeconds }: LatencyByClient,
  visibility: Gathered<LogVisibility>,
  bounds: SlowBounds,
): Unseen | null {
  if (!visibility.ok) return cutsUnseen(visibility);
  const { cutRows } = visibility.value;
  if (cutRows < binsIn(bounds, binSeconds) * bounds.minimum) return null;
  return {
    reason: 'truncated',
    detail: `Of the audit events ${formatCount(cutRows)} are cut and have lost their times, which is enough to hide a client that is slow.`,
    remedy: cutRemedy,
  };
}

/** Ranked by time spent: a slow client that is not listed would have spent less than the last one that is. */
function beyondTheCut(
  { clients, clientCount, binSeconds }: LatencyByClient,
  bounds: SlowBounds,
): Unseen | null {
  if (clientCount <= clients.length) return null;
  const leastListed = Math.min(...clients.map(({ requests, meanMs }) => requests * meanMs));
  if (leastListed < binsIn(bounds, binSeconds) * bounds.minimum * bounds.mean * 1_000) return null;
  return {
    reason: 'truncated',
    detail: `Only the ${clients.length} clients of ${clientCount} that keep the server busy longest are listed, and even the last of them is busy enough to hide a slow one behind it.`,
    remedy: 'Run the query of step 2 of the guide over the workspace for all clients.',
  };
}
