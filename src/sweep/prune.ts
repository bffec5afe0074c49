import type { SweepContext } from './context.ts';
import { dayMs } from '../shared/durations.ts';

/** How long what is stored is kept, in days. */
export interface Retention {
  /** Audits, sweeps, resolved findings, dead letters, and clusters that no sweep had news of. */
  readonly auditDays: number;
  readonly hourlyDays: number;
  readonly dailyDays: number;
}

/** Evidence is on its way for as long as a sweep may last, which is a day at most. */
const evidenceDays = 1;

/** Removes what is older than it is kept. What is not done when the signal ends it is done the next time. */
export async function pruneHistory(
  { history, now, log }: Pick<SweepContext, 'history' | 'now' | 'log'>,
  { auditDays, hourlyDays, dailyDays }: Retention,
  signal: AbortSignal,
): Promise<void> {
  const started = now();
  const daysAgo = (days: number): Date => new Date(started.getTime() - days * dayMs);
  const removed = await history.prune(
    {
      audits: daysAgo(auditDays),
      hourlyRollups: daysAgo(hourlyDays),
      dailyRollups: daysAgo(dailyDays),
      evidence: daysAgo(evidenceDays),
    },
    signal,
  );
  const milliseconds = now().getTime() - started.getTime();
  log.info('History pruned', { ...removed, complete: !signal.aborted, milliseconds });
}
