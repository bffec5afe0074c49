/** Webhooks whose calls take long, each once, by the histograms of one API server. */
import type { ApiMetrics, WebhookDurations } from '../../evidence/api-metrics.ts';
import type { Webhooks } from '../../evidence/webhooks.ts';
import type { Gathered } from '../../model.ts';
import { compareText } from '../../shared/compare-text.ts';
import { kindOf, placeOf } from './failing-webhooks.ts';
import type { OwnWebhook } from './own-webhooks.ts';
import { type Slowness, type SlownessBounds, mayBeSlow, slownessOf } from './slow-calls.ts';

interface SlowCalls extends Slowness {
  readonly type: WebhookDurations['type'];
  readonly operation: string;
}

export interface SlowWebhook {
  readonly webhook: string;
  /** Slow operations, the slowest first; what is slow now counts before what was since the start. */
  readonly calls: readonly [SlowCalls, ...SlowCalls[]];
  /** Where it is configured; null when nobody knows, or when the name is in several configurations. */
  readonly place: OwnWebhook | null;
}

/** Sorted by name. */
export function slowWebhooks(
  { webhookDurations }: ApiMetrics,
  webhooks: Gathered<Webhooks>,
  bounds: SlownessBounds,
): readonly SlowWebhook[] {
  const slow = webhookDurations.flatMap((one) => {
    const slowness = slownessOf(one, bounds);
    if (slowness === null || !stands(one, webhooks, slowness.recent)) return [];
    return [{ ...slowness, webhook: one.webhook, type: one.type, operation: one.operation }];
  });
  return [...Map.groupBy(slow, ({ webhook }) => webhook)]
    .toSorted(([left], [right]) => compareText(left, right))
    .flatMap(([webhook, calls]) => {
      const [worst, ...others] = calls.toSorted(slowestFirst);
      if (worst === undefined) return [];
      const places = placeOf(webhook, [kindOf(worst)], webhooks);
      const [place = null, another] = typeof places === 'string' ? [] : places;
      return [{ webhook, calls: [worst, ...others], place: another === undefined ? place : null }];
    });
}

/** Names of those that too few calls, or a histogram that ends too early, leave open. Sorted. */
export function maybeSlowWebhooks(
  { webhookDurations }: ApiMetrics,
  webhooks: Gathered<Webhooks>,
  bounds: SlownessBounds,
): readonly string[] {
  const open = webhookDurations.filter((one) => mayBeSlow(one, bounds) && stands(one, webhooks, false));
  return [...new Set(open.map(({ webhook }) => webhook))].toSorted();
}

/** Those of AKS are not the owner's to repair, and what is configured no more is slow no more, unless it is called. */
function stands(
  { webhook, ...durations }: WebhookDurations,
  webhooks: Gathered<Webhooks>,
  recent: boolean,
): boolean {
  const place = placeOf(webhook, [kindOf(durations)], webhooks);
  return place !== 'ofAks' && (place !== 'gone' || recent);
}

function slowestFirst(left: SlowCalls, right: SlowCalls): number {
  return (
    Number(right.recent) - Number(left.recent) ||
    right.p99.seconds - left.p99.seconds ||
    compareText(`${left.type} ${left.operation}`, `${right.type} ${right.operation}`)
  );
}
