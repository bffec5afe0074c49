/** The time over which too many requests ended in an error. */
import type { ApiMetrics } from '../../evidence/api-metrics.ts';

type Requests = NonNullable<ApiMetrics['requests']>;

export interface ErrorBounds {
  /** Share of requests that may end in an error. */
  readonly errors: number;
  /** Requests below which a share says nothing. */
  readonly minimum: number;
}

/** How many requests ended in an error, over which time. */
export interface Period {
  readonly recent: boolean;
  readonly errors: number;
  readonly all: number;
  readonly ratio: number;
}

/** The window where it has enough requests and too many errors, else the life of the process; null when both are fine. */
export function worstPeriod({ all, serverErrors: errors }: Requests, bounds: ErrorBounds): Period | null {
  const periods = [
    { recent: true, errors: errors.inWindow ?? 0, all: all.inWindow ?? 0 },
    { recent: false, errors: errors.sinceStart, all: all.sinceStart },
  ];
  for (const period of periods) {
    const ratio = period.errors / period.all;
    if (period.all >= bounds.minimum && ratio > bounds.errors) return { ...period, ratio };
  }
  return null;
}
