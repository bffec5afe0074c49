/** What the API server tells of how many objects there are, and what it does not. */
import type { ApiMetrics } from '../../evidence/api-metrics.ts';
import type { FindingDraft, Verdict } from '../../model.ts';
import { listInWords } from '../../shared/format.ts';
import { unknown, type Unseen } from '../define-check.ts';

export type ObjectCounts = NonNullable<ApiMetrics['objects']>;

/** Whether it tells of any kind, be it that it cannot count it. */
export function areCounted(objects: ApiMetrics['objects']): objects is ObjectCounts {
  return objects !== null && (Object.keys(objects.counts).length > 0 || objects.unreadable.length > 0);
}

export function notCounted(): Verdict<FindingDraft> {
  return unknown(
    'notCollected',
    'The API server shows no object counts on /metrics.',
    'Audit again; right after a start the API server has not counted yet.',
  );
}

/** Kinds whose count it shows as -1. */
export function uncountable({ unreadable }: ObjectCounts): Unseen | null {
  if (unreadable.length === 0) return null;
  return {
    reason: 'notCollected',
    detail: `The API server itself cannot count ${listInWords(unreadable.toSorted())}.`,
    remedy:
      'See whether the kind can be listed at all (kubectl get KIND --chunk-size=500); a broken conversion webhook of a CustomResourceDefinition is a usual cause.',
  };
}
