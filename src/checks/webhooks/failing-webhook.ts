import type { WebhookLogLines } from '../../evidence/logs/webhook-log-lines.ts';
import type { LogVisibility } from '../../evidence/logs/visibility.ts';
import type { Webhooks } from '../../evidence/webhooks.ts';
import type { FindingDraft, Gathered, Threshold } from '../../model.ts';
import { links } from '../../remediation/links.ts';
import { unlocatedWebhook, unnamedWebhook } from '../../remediation/unlocated-webhook.ts';
import { webhookRepair } from '../../remediation/webhook.ts';
import { countOf, formatCount } from '../../shared/format.ts';
import type { Unseen } from '../define-check.ts';
import { defineCheck, verdictOf } from '../define-check.ts';
import { bothMissing } from '../support/both-missing.ts';
import { cutRemedy, cutsUnseen } from '../support/cut-events.ts';
import { judged, refusesWrites } from '../support/failing-webhook-severity.ts';
import {
  failureExcerpts,
  firstFailure,
  observedIn,
  sampleExcerpts,
  webhookInWords,
} from '../support/failing-webhook-words.ts';
import type { FailureSources, StandingFailure } from '../support/failing-webhooks.ts';
import { failingWebhooks, standingFailure } from '../support/failing-webhooks.ts';
import { tooShort } from '../support/log-window.ts';
import { ownWebhooks, targetOf } from '../support/own-webhooks.ts';
import { tooYoung } from '../support/process-age.ts';

const thresholds = {
  /** Controllers try a refused write again after 1,000 seconds at the latest: a shorter log may lie between two tries. */
  window: { value: 1_000, unit: 'seconds', source: links.controllerRetries },
} as const satisfies Record<string, Threshold>;

export const failingWebhook = defineCheck({
  id: 'failing-webhook',
  title: 'Webhook calls that fail',
  passTitle: 'The API server reaches every webhook it calls',
  category: 'webhooks',
  severity: 'critical',
  guide: 'C4, S',
  rationale:
    'A call that fails refuses the write with an internal error, or lets it pass unchecked after the whole time-out.',
  remedy: 'Let writes through by policy Ignore, repair the backend, put the policy back.',
  learnMore: links.guide,
  requires: [],
  uses: ['apiMetrics', 'webhookFailures', 'webhookLogLines', 'webhooks', 'logVisibility'],
  thresholds,
  evaluate({ webhooks, logVisibility, ...sources }, { thresholds: { window } }) {
    const failing = failingWebhooks(sources);
    const standing = failing.flatMap((one) => standingFailure(one, webhooks) ?? []);
    const drafts = [
      ...standing.map((one) => findingOn(one, sources)),
      ...unnamedFindings(sources.webhookLogLines),
    ];
    return verdictOf(
      Math.max(failing.length, drafts.length, inspectedIn(webhooks)),
      drafts,
      unseenIn(sources, logVisibility, window),
    );
  },
});

function inspectedIn(webhooks: Gathered<Webhooks>): number {
  return webhooks.ok ? ownWebhooks(webhooks.value).length : 0;
}

/** The API servers' own log is no all-clear by itself: it says nothing of calls whose line did not arrive. */
function unseenIn(
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

function findingOn(standing: StandingFailure, { apiMetrics }: FailureSources): FindingDraft {
  const { failing, places } = standing;
  const [place] = places;
  const since = firstFailure(failing);
  const observed = observedIn(failing, apiMetrics);
  const effect = refusesWrites(failing)
    ? 'the writes were refused'
    : 'the writes went through unchecked after waiting';
  return {
    ...judged(standing),
    // Without the type, which only some of the sources tell: the finding stays the same when they come and go.
    resource: { kind: 'Webhook', name: failing.webhook },
    summary: `Calls to ${webhookInWords(standing)} fail: ${observed.text}, and ${effect}; expected are none.`,
    observed,
    culprit: { kind: 'webhook', name: failing.webhook },
    ...(since === null ? {} : { since }),
    excerpts: failureExcerpts(standing, apiMetrics),
    remediation: place === undefined ? unlocatedWebhook(failing.webhook) : webhookRepair(targetOf(place)),
  };
}

/** Lines in a form that does not tell the webhook: it may be one of those that are found, or another. */
function unnamedFindings(lines: Gathered<WebhookLogLines>): readonly FindingDraft[] {
  const unnamed = lines.ok ? lines.value.webhooks.find(({ webhook }) => webhook === '') : undefined;
  if (unnamed === undefined) return [];
  const { failedClosed, failedOpen, firstAt, lastAt, sample } = unnamed;
  const observed = `${countOf(failedClosed + failedOpen, 'failed call')} of a webhook whose name is not told`;
  const effect = failedClosed > 0 ? 'the writes were refused' : 'the writes went through unchecked';
  return [
    {
      severity: failedClosed > 0 ? 'high' : 'medium',
      confidence: 'measured',
      resource: { kind: 'Webhook', name: '(not named)' },
      summary: `The log of the API servers has ${observed}, and ${effect}; expected are none.`,
      observed: { text: observed, value: failedClosed + failedOpen, unit: 'calls' },
      since: firstAt,
      excerpts: [{ label: 'Last failure in a log', value: lastAt }, ...sampleExcerpts(sample)],
      remediation: unnamedWebhook(),
    },
  ];
}
