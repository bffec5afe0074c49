/** Where the time of one kind of call goes, as far as the API server wrote it down. */
import type { SlowRequestLayers } from '../../evidence/logs/slow-request-layers.ts';
import type { ApiCall } from '../../evidence/logs/latency-by-call.ts';
import type { Excerpt, Gathered } from '../../model.ts';
import { formatPercent, listInWords } from '../../shared/format.ts';
import { callKey } from './log-calls.ts';

export interface LayerShares {
  readonly excerpt: Excerpt;
  /** The layer with most time; null when none is known. */
  readonly largest: string | null;
  /** Most of the time is spent in what the objective leaves out: webhooks, and waiting for a seat. */
  readonly mostlyOutside: boolean;
}

/** https://github.com/kubernetes/community/blob/master/sig-scalability/slos/api_call_latency.md */
const outside = new Set(['mutating-webhook', 'validating-webhook', 'apf-queue-wait']);

export function layersOf(call: ApiCall, evidence: Gathered<SlowRequestLayers>): LayerShares {
  if (!evidence.ok) return unknownLayers(evidence.detail);
  const same = evidence.value.calls.filter((slow) => callKey(slow) === callKey(call));
  const totalMs = same.reduce((sum, slow) => sum + slow.totalMs, 0);
  if (totalMs === 0) {
    return unknownLayers(
      'Not told: these calls are not among those with most time in layers, or the server did not write it down, as 1.34.0 to 1.34.6 and 1.35.0 to 1.35.3 do not.',
    );
  }
  const sums = Map.groupBy(
    same.flatMap(({ layers }) => layers),
    ({ layer }) => layer,
  );
  const shares = [...sums]
    .map(([layer, parts]) => ({ layer, share: parts.reduce((sum, { ms }) => sum + ms, 0) / totalMs }))
    .toSorted((left, right) => right.share - left.share || (left.layer < right.layer ? -1 : 1));
  const inWords = shares.slice(0, 4).map(({ layer, share }) => `${layer} ${formatPercent(share)}`);
  const outsideShare = shares.reduce((sum, { layer, share }) => sum + (outside.has(layer) ? share : 0), 0);
  return {
    excerpt: { label: 'Time in layers', value: inWords.length === 0 ? 'none told' : listInWords(inWords) },
    largest: shares[0]?.layer ?? null,
    mostlyOutside: outsideShare > 0.5,
  };
}

function unknownLayers(why: string): LayerShares {
  return { excerpt: { label: 'Time in layers', value: why }, largest: null, mostlyOutside: false };
}
