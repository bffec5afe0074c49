import type { FailedCreateEvents } from '../../evidence/failed-create-events.ts';
import type { WebhookLogLines } from '../../evidence/logs/webhook-log-lines.ts';
import type { Webhooks } from '../../evidence/webhooks.ts';
import type { FindingDraft, Gathered, Threshold } from '../../model.ts';
import { links } from '../../remediation/links.ts';
import { unlocatedWebhook, unnamedWebhook } from '../../remediation/unlocated-webhook.ts';
import { webhookRepair } from '../../remediation/webhook.ts';
import { countOf } from '../../shared/format.ts';
import { defineCheck, verdictOf } from '../define-check.ts';
import { judged, refusesWrites } from '../support/failing-webhook-severity.ts';
import { unseenFailures } from '../support/failing-webhook-unseen.ts';
import {
  failureExcerpts,
  firstFailure,
  observedIn,
  sampleExcerpts,
  webhookInWords,
} from '../support/failing-webhook-words.ts';
import type { FailureSources, StandingFailure } from '../support/failing-webhooks.ts';
import { failingWebhooks, standingFailure } from '../support/failing-webhooks.ts';
import { ownWebhooks, targetOf } from '../support/own-webhooks.ts';
import { type RefusedCreations, refusedCreations } from '../support/refused-creations.ts';

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
  uses: [
    'apiMetrics',
    'webhookFailures',
    'webhookLogLines',
    'failedCreateEvents',
    'webhooks',
    'logVisibility',
  ],
  thresholds,
  evaluate({ webhooks, logVisibility, failedCreateEvents, ...rest }, { now, thresholds: { window } }) {
    const sources = { ...rest, refused: recentlyRefused(failedCreateEvents, window, now) };
    const failing = failingWebhooks(sources);
    const standing = failing.flatMap((one) => standingFailure(one, webhooks) ?? []);
    const drafts = [
      ...standing.map((one) => findingOn(one, sources)),
      ...unnamedFindings(sources.webhookLogLines),
    ];
    return verdictOf(
      Math.max(failing.length, drafts.length, inspectedIn(webhooks)),
      drafts,
      unseenFailures(sources, logVisibility, window),
    );
  },
});

/**
 * Twice the window: the recorder of events may leave out an update of an event that repeats itself, for some minutes. That
 * events could not be read says nothing: counters and logs have all that they tell, but for who was blocked.
 */
function recentlyRefused(
  events: Gathered<FailedCreateEvents>,
  window: number,
  now: Date,
): readonly RefusedCreations[] {
  return events.ok ? refusedCreations(events.value, new Date(now.getTime() - 2 * window * 1_000)) : [];
}

function inspectedIn(webhooks: Gathered<Webhooks>): number {
  return webhooks.ok ? ownWebhooks(webhooks.value).length : 0;
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
