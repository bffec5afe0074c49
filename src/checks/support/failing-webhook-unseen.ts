/** What neither counters nor logs tell of failing webhooks. */
import type { LogVisibility } from '../../evidence/logs/visibility.ts';
import type { Gathered } from '../../model.ts';
import { formatCount, formatDuration } from '../../shared/format.ts';
import type { Unseen } from '../define-check.ts';
import { bothMissing } from './both-missing.ts';
import { cutRemedy } from './cut-events.ts';
import type { FailureSources } from './failing-webhooks.ts';
import { tooShort } from './log-window.ts';

/** The API servers' own log is no all-clear by itself: it says nothing of calls whose line did not arrive. */
export function unseenFailures(
  { apiMetrics, webhookFailures }: FailureSources,
  logVisibility: Gathered<LogVisibility>,
  window: number,
): Unseen | null {
  if (!webhookFailures.ok) {
    return apiMetrics.ok ? tooYoung(apiMetrics, window) : bothMissing(apiMetrics, webhookFailures);
  }
  const { value } = webhookFailures;
  const left = value.webhookCount - value.webhooks.length;
  if (left > 0) {
    return {
      reason: 'truncated',
      detail: `The audit log has failed calls of ${formatCount(left)} more ${left === 1 ? 'webhook' : 'webhooks'} than are listed.`,
      remedy: 'Repair those that are listed; the others come up when they are gone.',
    };
  }
  if (apiMetrics.ok && tooYoung(apiMetrics, window) === null) return null;
  return tooShort(value.window, window) ?? cutBehind(logVisibility);
}

/** The counters begin with the process that has them: of one that has just started they say nothing. */
function tooYoung(
  { value: { processStartedAt }, at }: Extract<FailureSources['apiMetrics'], { readonly ok: true }>,
  window: number,
): Unseen | null {
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

/** That a call failed and was let pass is written behind the bodies of the event, which a cut one has lost. */
function cutBehind(visibility: Gathered<LogVisibility>): Unseen | null {
  if (!visibility.ok || visibility.value.cutRows === 0) return null;
  return {
    reason: 'truncated',
    detail: `Of the audit events ${formatCount(visibility.value.cutRows)} are cut, and have lost whether a webhook failed and the write was let pass.`,
    remedy: cutRemedy,
  };
}
