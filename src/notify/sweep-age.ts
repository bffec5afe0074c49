/** How long ago the newest sweep was closed, as a metric. */
import { newestClosed } from '../report/load-report.ts';
import type { NotifyContext } from './context.ts';

/** Records nothing before the first sweep: an age that is not known is not zero. */
export async function recordSweepAge({ history, metrics, now }: NotifyContext): Promise<void> {
  const closedAt = (await newestClosed(history))?.closedAt;
  if (closedAt === undefined) return;
  metrics.record('auditor.sweep.age', (now().getTime() - Date.parse(closedAt)) / 1000, {});
}
