import type { ApiMetrics, Count } from '../../evidence/api-metrics.ts';
import type { Webhooks } from '../../evidence/webhooks.ts';
import type { Confidence, Excerpt, FindingDraft, Gathered, Severity } from '../../model.ts';
import { links } from '../../remediation/links.ts';
import { unlocatedWebhook, webhookRepair } from '../../remediation/webhook.ts';
import { countOf, formatDuration, listInWords } from '../../shared/format.ts';
import { defineCheck, verdictOf } from '../define-check.ts';
import type { FailedCalls } from '../support/failed-calls.ts';
import { failedCallsOf } from '../support/failed-calls.ts';
import type { OwnWebhook } from '../support/own-webhooks.ts';
import { isDown, ownWebhooks, targetOf, webhookExcerpts } from '../support/own-webhooks.ts';
import { blockedBy } from '../support/vital-writes.ts';

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
  requires: ['apiMetrics'],
  uses: ['webhooks'],
  thresholds: {},
  evaluate({ apiMetrics, webhooks }) {
    const failed = failedCallsOf(apiMetrics);
    const drafts = failed.flatMap((calls) => findingsOn(calls, apiMetrics, webhooks));
    return verdictOf(Math.max(failed.length, inspectedIn(webhooks)), drafts);
  },
});

function inspectedIn(webhooks: Gathered<Webhooks>): number {
  return webhooks.ok ? ownWebhooks(webhooks.value).length : 0;
}

function findingsOn(
  calls: FailedCalls,
  metrics: ApiMetrics,
  webhooks: Gathered<Webhooks>,
): readonly FindingDraft[] {
  const configured = configuredAs(calls, webhooks);
  if (configured === 'ofAks') return [];
  // Deleted since it failed: the counter stays until the API server restarts, and nothing is left to repair.
  if (configured === 'gone' && !(calls.total.inWindow !== null && calls.total.inWindow > 0)) return [];
  const places = configured === 'gone' || configured === 'notRead' ? [] : configured;
  const [place] = places;
  const judged = judge(calls, places);
  const counted = inWords(calls.total, metrics);
  return [
    {
      ...judged,
      resource: {
        kind: calls.type === 'mutating' ? 'MutatingWebhook' : 'ValidatingWebhook',
        name: calls.webhook,
      },
      summary: `Calls to the ${calls.type} webhook ${calls.webhook} fail: ${counted}, ${effectOf(calls)}; expected are none.`,
      observed: {
        text: counted,
        value: calls.total.inWindow ?? calls.total.sinceStart,
        unit: 'calls',
      },
      excerpts: [...callExcerpts(calls, metrics), ...(place === undefined ? [] : placeExcerpts(places))],
      remediation:
        place === undefined ? unlocatedWebhook(calls.webhook, calls.type) : webhookRepair(targetOf(place)),
    },
  ];
}

/** Where the webhook is configured. Its name is unique only inside a configuration, so there may be several. */
function configuredAs(
  calls: FailedCalls,
  webhooks: Gathered<Webhooks>,
): readonly OwnWebhook[] | 'ofAks' | 'gone' | 'notRead' {
  if (!webhooks.ok) return 'notRead';
  const kind = calls.type === 'mutating' ? 'MutatingWebhookConfiguration' : 'ValidatingWebhookConfiguration';
  const own = ownWebhooks(webhooks.value).filter(
    ({ configuration, webhook }) => configuration.kind === kind && webhook.name === calls.webhook,
  );
  if (own.length > 0) return own;
  const named = webhooks.value.configurations.some(
    (configuration) =>
      configuration.managedByAks &&
      configuration.kind === kind &&
      configuration.webhooks.some(({ name }) => name === calls.webhook),
  );
  if (named) return 'ofAks';
  return webhooks.value.truncated ? 'notRead' : 'gone';
}

/**
 * Calls that fail now are graver than those a counter remembers. Without a window, or with one too short to see a rare
 * call, a backend that is down says that it goes on.
 */
function judge(
  { total, refused }: FailedCalls,
  places: readonly OwnWebhook[],
): { readonly severity: Severity; readonly confidence: Confidence } {
  const failsNow = total.inWindow !== null && total.inWindow > 0;
  if (failsNow || places.some(isDown)) {
    return { severity: severityNow(refused, places), confidence: failsNow ? 'measured' : 'inferred' };
  }
  return { severity: total.inWindow === null ? 'medium' : 'low', confidence: 'inferred' };
}

function severityNow(refused: boolean, places: readonly OwnWebhook[]): Severity {
  if (!refused) return 'medium';
  const blocksSystem = places.some(({ webhook }) =>
    blockedBy(webhook, null).some(({ sign }) => sign === 'systemPods' || sign === 'nodeReports'),
  );
  return blocksSystem ? 'critical' : 'high';
}

function effectOf({ refused }: FailedCalls): string {
  return refused ? 'and the writes were refused' : 'and the writes went through unchecked after waiting';
}

function inWords({ sinceStart, inWindow }: Count, metrics: ApiMetrics): string {
  const lifetime = `${countOf(sinceStart, 'call')} since the API server started`;
  if (inWindow === null || metrics.windowSeconds === null) return lifetime;
  return `${countOf(inWindow, 'call')} in ${formatDuration(metrics.windowSeconds)}, ${lifetime}`;
}

function callExcerpts({ operations }: FailedCalls, { processStartedAt }: ApiMetrics): readonly Excerpt[] {
  return [
    ...(operations.length > 0 ? [{ label: 'Operations', value: operations.join(', ') }] : []),
    ...(processStartedAt === null ? [] : [{ label: 'API server started', value: processStartedAt }]),
  ];
}

function placeExcerpts(places: readonly OwnWebhook[]): readonly Excerpt[] {
  const [first] = places;
  return [
    { label: 'Configured in', value: listInWords(places.map(({ configuration }) => configuration.name)) },
    ...(first === undefined ? [] : webhookExcerpts(first)),
  ];
}
