/** How grave it is that a webhook cannot be called, and how sure that is. */
import type { Confidence, Severity } from '../../model.ts';
import { bySeverity } from '../../model.ts';
import type { FailedCalls } from './failed-calls.ts';
import type { FailingWebhook, StandingFailure } from './failing-webhooks.ts';
import { failsNow } from './failing-webhooks.ts';
import type { OwnWebhook } from './own-webhooks.ts';
import { isDown } from './own-webhooks.ts';
import type { RefusedCreations } from './refused-creations.ts';
import { blockedBy } from './vital-writes.ts';

export interface Judged {
  readonly severity: Severity;
  readonly confidence: Confidence;
}

/** The gravest that any of the sources says; of two that say the same, the surer. */
export function judged(standing: StandingFailure): Judged {
  const { failing, places } = standing;
  const all = [...failing.calls.map((calls) => byCounter(calls, places)), ...byLogs(standing)];
  return (
    all.toSorted(
      (left, right) =>
        bySeverity(left, right) ||
        Number(left.confidence !== 'measured') - Number(right.confidence !== 'measured'),
    )[0] ?? { severity: 'low', confidence: 'inferred' }
  );
}

/** Whether any write was refused, rather than all let through. */
export function refusesWrites({ calls, audited, logged, refused }: FailingWebhook): boolean {
  return (
    refused !== null ||
    calls.some((one) => one.refused) ||
    (audited?.blocked ?? 0) > 0 ||
    (logged?.failedClosed ?? 0) > 0
  );
}

/**
 * Calls that fail now are graver than those a counter remembers. Without a window, or with one too short to see a rare
 * call, a backend that is down says that it goes on.
 */
function byCounter(calls: FailedCalls, places: readonly OwnWebhook[]): Judged {
  const now = failsNow(calls);
  if (now || places.some(isDown)) {
    return { severity: severityNow(calls.refused, places), confidence: now ? 'measured' : 'inferred' };
  }
  return { severity: calls.total.inWindow === null ? 'medium' : 'low', confidence: 'inferred' };
}

function byLogs({ failing: { audited, logged, refused }, places }: StandingFailure): readonly Judged[] {
  const measured = (severity: Severity): Judged => ({ severity, confidence: 'measured' });
  return [
    ...(audited === null
      ? []
      : [measured(audited.blockedSystem > 0 ? 'critical' : severityNow(audited.blocked > 0, places))]),
    ...(logged === null ? [] : [measured(severityNow(logged.failedClosed > 0, places))]),
    ...(refused === null ? [] : [measured(blocksSystem(refused) ? 'critical' : severityNow(true, places))]),
  ];
}

function blocksSystem({ workloads }: RefusedCreations): boolean {
  return workloads.some(({ namespace }) => namespace === 'kube-system');
}

function severityNow(refused: boolean, places: readonly OwnWebhook[]): Severity {
  if (!refused) return 'medium';
  const blocksSystem = places.some(({ webhook }) =>
    blockedBy(webhook, null).some(({ sign }) => sign === 'systemPods' || sign === 'nodeReports'),
  );
  return blocksSystem ? 'critical' : 'high';
}
