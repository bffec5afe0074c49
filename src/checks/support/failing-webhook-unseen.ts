/** What neither counters nor logs tell of failing webhooks. */
import type { LogVisibility } from '../../evidence/logs/visibility.ts';
import type { Gathered } from '../../model.ts';
import { formatCount } from '../../shared/format.ts';
import type { Unseen } from '../define-check.ts';
import { bothMissing } from './both-missing.ts';
import { cutRemedy, cutsUnseen } from './cut-events.ts';
import type { FailureSources } from './failing-webhooks.ts';
import { tooShort } from './log-window.ts';
import { tooYoung } from './process-age.ts';

/** The API servers' own log is no all-clear by itself: it says nothing of calls whose line did not arrive. */
export function unseenFailures(
  { apiMetrics, webhookFailures }: FailureSources,
  logVisibility: Gathered<LogVisibility>,
  window: number,
): Unseen | null {
  if (!webhookFailures.ok) {
    return apiMetrics.ok
      ? tooYoung(apiMetrics.value, apiMetrics.at, window)
      : bothMissing(apiMetrics, webhookFailures);
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
  if (apiMetrics.ok && tooYoung(apiMetrics.value, apiMetrics.at, window) === null) return null;
  return tooShort(value.window, window) ?? cutBehind(logVisibility);
}

/** That a call failed and was let pass is written behind the bodies of the event, which a cut one has lost. */
function cutBehind(visibility: Gathered<LogVisibility>): Unseen | null {
  if (!visibility.ok) return cutsUnseen(visibility);
  if (visibility.value.cutRows === 0) return null;
  return {
    reason: 'truncated',
    detail: `Of the audit events ${formatCount(visibility.value.cutRows)} are cut, and have lost whether a webhook failed and the write was let pass.`,
    remedy: cutRemedy,
  };
}
