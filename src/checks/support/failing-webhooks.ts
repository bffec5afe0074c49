/** Webhooks that could not be called, each once, from all that tells of them. */
import type { ApiMetrics } from '../../evidence/api-metrics.ts';
import type { LogWindow } from '../../evidence/logs/log-window.ts';
import type { FailedWebhook, WebhookFailures } from '../../evidence/logs/webhook-failures.ts';
import type { LoggedWebhook, WebhookLogLines } from '../../evidence/logs/webhook-log-lines.ts';
import type { Webhooks } from '../../evidence/webhooks.ts';
import type { Gathered } from '../../model.ts';
import type { FailedCalls } from './failed-calls.ts';
import { failedCallsOf } from './failed-calls.ts';
import type { OwnWebhook } from './own-webhooks.ts';
import { ownWebhooks } from './own-webhooks.ts';
import type { RefusedCreations } from './refused-creations.ts';

export interface FailureSources {
  readonly apiMetrics: Gathered<ApiMetrics>;
  readonly webhookFailures: Gathered<WebhookFailures>;
  readonly webhookLogLines: Gathered<WebhookLogLines>;
  /** From events; empty also where there are none to read, which says nothing. */
  readonly refused: readonly RefusedCreations[];
}

/** Only the name joins them: the logs do not tell the type, nor the configuration it is in. */
export interface FailingWebhook {
  readonly webhook: string;
  /** By the counters of one API server: one entry a type. */
  readonly calls: readonly FailedCalls[];
  /** By the audit log. */
  readonly audited: (FailedWebhook & { readonly window: LogWindow }) | null;
  /** By the API servers' own log. */
  readonly logged: LoggedWebhook | null;
  /** By events of the last half hour. */
  readonly refused: RefusedCreations | null;
}

/** Sorted by name; without the log lines that do not tell it. */
export function failingWebhooks(sources: FailureSources): readonly FailingWebhook[] {
  const { apiMetrics, webhookFailures, webhookLogLines, refused } = sources;
  const calls = apiMetrics.ok ? failedCallsOf(apiMetrics.value) : [];
  const audited = webhookFailures.ok ? webhookFailures.value.webhooks : [];
  const logged = webhookLogLines.ok ? webhookLogLines.value.webhooks : [];
  const window = webhookFailures.ok ? webhookFailures.value.window : null;
  const names = new Set([...calls, ...audited, ...logged, ...refused].map(({ webhook }) => webhook));
  names.delete('');
  return [...names].toSorted().map((webhook) => {
    const found = audited.find((one) => one.webhook === webhook);
    return {
      webhook,
      calls: calls.filter((one) => one.webhook === webhook),
      audited: found === undefined || window === null ? null : { ...found, window },
      logged: logged.find((one) => one.webhook === webhook) ?? null,
      refused: refused.find((one) => one.webhook === webhook) ?? null,
    };
  });
}

/** What is left of the failures once those are taken away that nobody can or need repair, and where to repair them. */
export interface StandingFailure {
  readonly failing: FailingWebhook;
  /** Its name is unique only inside a configuration, so there may be several; none when it was not found. */
  readonly places: readonly OwnWebhook[];
}

/**
 * Null for a webhook of AKS, and for one that is configured no more: logs end before the configurations are read, and the
 * counter stays until the API server restarts. If the counter still grows, the server still calls it.
 */
export function standingFailure(
  failing: FailingWebhook,
  webhooks: Gathered<Webhooks>,
): StandingFailure | null {
  const { webhook } = failing;
  const counted = failing.calls
    .map((calls) => ({ calls, place: placeOf(webhook, [kindOf(calls)], webhooks) }))
    .filter(({ calls, place }) => place !== 'ofAks' && (place !== 'gone' || failsNow(calls)));
  const anywhere = placeOf(webhook, bothKinds, webhooks);
  const logsStand = anywhere !== 'ofAks' && (anywhere !== 'gone' || counted.length > 0);
  const standing = {
    webhook,
    calls: counted.map(({ calls }) => calls),
    audited: logsStand ? failing.audited : null,
    logged: logsStand ? failing.logged : null,
    refused: logsStand ? failing.refused : null,
  };
  const { audited, logged, refused } = standing;
  if (counted.length === 0 && [audited, logged, refused].every((one) => one === null)) return null;
  const places = counted.flatMap(({ place }) => listed(place));
  return { failing: standing, places: places.length > 0 ? places : listed(anywhere) };
}

export function failsNow({ total }: FailedCalls): boolean {
  return total.inWindow !== null && total.inWindow > 0;
}

export type ConfigurationKind = OwnWebhook['configuration']['kind'];
export type Place = readonly OwnWebhook[] | 'ofAks' | 'gone' | 'notRead';

const bothKinds: readonly ConfigurationKind[] = [
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
];

/** The kind of configuration that a webhook of this type is in. */
export function kindOf({ type }: Pick<FailedCalls, 'type'>): ConfigurationKind {
  return type === 'mutating' ? 'MutatingWebhookConfiguration' : 'ValidatingWebhookConfiguration';
}

/** Where the webhooks of a name are configured, among configurations of these kinds. */
export function placeOf(
  name: string,
  kinds: readonly ConfigurationKind[],
  webhooks: Gathered<Webhooks>,
): Place {
  if (!webhooks.ok) return 'notRead';
  const own = ownWebhooks(webhooks.value).filter(
    ({ configuration, webhook }) => kinds.includes(configuration.kind) && webhook.name === name,
  );
  if (own.length > 0) return own;
  const ofAks = webhooks.value.configurations.some(
    ({ kind, managedByAks, webhooks: inside }) =>
      managedByAks && kinds.includes(kind) && inside.some((webhook) => webhook.name === name),
  );
  if (ofAks) return 'ofAks';
  return webhooks.value.truncated ? 'notRead' : 'gone';
}

function listed(place: Place): readonly OwnWebhook[] {
  return typeof place === 'string' ? [] : place;
}
