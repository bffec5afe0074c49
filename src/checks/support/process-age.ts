/** Counters begin with the process that has them: of one that has just started they say nothing. */
import type { ApiMetrics } from '../../evidence/api-metrics.ts';
import { formatDuration } from '../../shared/format.ts';
import type { Unseen } from '../define-check.ts';

/** Null when the API server had run for so many seconds at a moment (ISO 8601). */
export function tooYoung({ processStartedAt }: ApiMetrics, at: string, window: number): Unseen | null {
  const seconds = processStartedAt === null ? null : (Date.parse(at) - Date.parse(processStartedAt)) / 1_000;
  if (seconds !== null && seconds >= window) return null;
  const age = seconds === null ? 'does not say when it started' : `started ${formatDuration(seconds)} ago`;
  return {
    reason: 'notCollected',
    detail: `The API server that answered ${age}, and its counters begin with it; it takes ${formatDuration(window)} to judge.`,
    remedy:
      'The next sweep sees more; the audit log in a Log Analytics workspace has the failures of all API servers.',
  };
}
