/** What is said of webhooks that writes wait for. */
import type { ApiMetrics } from '../../evidence/api-metrics.ts';
import type { FindingDraft, Threshold } from '../../model.ts';
import { shortenTimeouts, speedUpWebhook } from '../../remediation/slow-webhook.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { countOf, formatDuration, formatLatency, listInWords } from '../../shared/format.ts';
import type { ConfiguredWebhook } from './own-webhooks.ts';
import { targetOf, webhookExcerpts } from './own-webhooks.ts';
import type { SlownessBounds } from './slow-calls.ts';
import { confidenceIn, p99InWords, periodInWords, slownessExcerpts } from './slow-calls.ts';
import type { SlowWebhook } from './slow-webhooks.ts';
import type { WebhookChain } from './webhook-chains.ts';

export function slowFinding(
  { webhook, calls, place }: SlowWebhook,
  metrics: ApiMetrics,
  threshold: Threshold,
  bounds: SlownessBounds,
): FindingDraft {
  const [worst, ...others] = calls;
  const name = cleanText(webhook, 120);
  const observed = `${p99InWords(worst.p99)} for 99 % of ${countOf(worst.calls, 'call')} on ${worst.operation} ${periodInWords(worst, metrics)}`;
  return {
    severity: 'medium',
    confidence: confidenceIn(worst, bounds),
    // Like that of failing-webhook: only the name is in the metrics.
    resource: { kind: 'Webhook', name: webhook },
    summary: `The webhook ${name} takes up to ${observed}; expected is at most ${formatLatency(threshold.value * 1_000)}.`,
    observed: { text: observed, value: worst.p99.seconds, unit: 'seconds' },
    threshold,
    culprit: { kind: 'webhook', name: webhook },
    excerpts: [
      { label: 'Type', value: worst.type },
      ...slownessExcerpts(worst, metrics),
      ...others.map((one) => ({
        label: `Also on ${one.operation}`,
        value: `${p99InWords(one.p99)} ${periodInWords(one, metrics)}`,
      })),
      ...(place === null ? [] : webhookExcerpts(place)),
    ],
    remediation: speedUpWebhook(webhook, place === null ? null : targetOf(place)),
  };
}

export function chainFinding(
  chain: WebhookChain,
  others: readonly WebhookChain[],
  deadline: Threshold,
): FindingDraft {
  const { write, seconds, webhooks, assumptions } = chain;
  const sorted = webhooks.toSorted(
    (left, right) => right.webhook.timeoutSeconds - left.webhook.timeoutSeconds || byName(left, right),
  );
  const observed = `up to ${formatDuration(seconds)} for ${countOf(webhooks.length, 'webhook')}`;
  return {
    severity: 'medium',
    confidence: assumptions.length === 0 ? 'measured' : 'inferred',
    resource: { kind: 'AdmissionChain', name: 'timeouts' },
    summary: `A write may wait longer than the API server lets it: to ${write} may take ${observed}; expected is at most ${formatDuration(deadline.value)}.`,
    observed: { text: observed, value: seconds, unit: 'seconds' },
    threshold: deadline,
    excerpts: [
      { label: 'Webhooks', value: listInWords(sorted.map(inWords), 8) },
      {
        label: 'Adds up',
        value: 'mutating webhooks one after the other, then the longest of the validating ones',
      },
      ...(others.length === 0
        ? []
        : [
            {
              label: 'Also',
              value: listInWords(others.map((other) => `${other.write} (${formatDuration(other.seconds)})`)),
            },
          ]),
      ...assumptions.map((value) => ({ label: 'Takes for granted', value })),
    ],
    remediation: shortenTimeouts(
      sorted
        .filter(({ configuration }) => !configuration.managedByAks)
        .map((one) => ({ ...targetOf(one), timeoutSeconds: one.webhook.timeoutSeconds })),
    ),
  };
}

function inWords({ configuration, webhook }: ConfiguredWebhook): string {
  const type = configuration.kind === 'MutatingWebhookConfiguration' ? 'mutating' : 'validating';
  return `${webhook.name} of ${configuration.name} (${type}, ${webhook.timeoutSeconds} s)`;
}

function byName(left: ConfiguredWebhook, right: ConfiguredWebhook): number {
  return inWords(left) < inWords(right) ? -1 : 1;
}
