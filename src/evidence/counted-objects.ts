/** The number of objects by kind, for gatherers that go by it. */
import { ReadError } from '../shared/errors.ts';
import type { ApiMetrics } from './api-metrics.ts';
import type { GatherContext } from './define-gatherer.ts';

type CountedObjects = NonNullable<ApiMetrics['objects']>;

/** Throws the reason for which there are no counts: without them nobody knows whether there is anything to read. */
export function countedObjects({ known: { apiMetrics } }: Pick<GatherContext, 'known'>): CountedObjects {
  if (apiMetrics === undefined) throw notThere('/metrics was not read.');
  if (!apiMetrics.ok) throw new ReadError(apiMetrics.reason, apiMetrics.detail, apiMetrics.remedy);
  const { objects } = apiMetrics.value;
  if (objects === null || (Object.keys(objects.counts).length === 0 && objects.unreadable.length === 0))
    throw notThere('The API server shows no object counts on /metrics.');
  return objects;
}

/** The count of one kind of Kubernetes itself; throws also when the server has not counted it, which is not zero. */
export function countedOf(context: Pick<GatherContext, 'known'>, kind: string): number {
  const count = countedObjects(context).counts[kind];
  if (count === undefined) throw notThere(`The API server itself has no count of ${kind}.`);
  return count;
}

function notThere(detail: string): ReadError {
  return new ReadError(
    'notCollected',
    detail,
    'Audit again; right after a start the API server has not counted yet.',
  );
}
