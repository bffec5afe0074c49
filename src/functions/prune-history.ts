import type { TimerHandler } from '@azure/functions';
import type { Logger } from '../shared/logger.ts';
import { loggerTo } from '../shared/logger.ts';
import type { SweepContext } from '../sweep/context.ts';
import type { Retention } from '../sweep/prune.ts';
import { pruneHistory } from '../sweep/prune.ts';

/** Ends before the host would end it (functionTimeout in host.json), so that the log says what was done. */
const longestMs = 15 * 60_000;

/** Timer: removes what is older than it is kept. */
export function pruneHistoryHandler(
  contextFor: (log: Logger) => SweepContext,
  retention: Retention,
): TimerHandler {
  return async function pruneHistoryTimer(_timer, invocation) {
    await pruneHistory(contextFor(loggerTo(invocation)), retention, AbortSignal.timeout(longestMs));
  };
}
