/** Which kinds of objects fill a database. */
import type { ApiMetrics } from '../../evidence/api-metrics.ts';
import type { Excerpt } from '../../model.ts';
import { compareText } from '../../shared/compare-text.ts';
import { formatBytes, formatCount } from '../../shared/format.ts';

const shownKinds = 5;

/** The kinds that hold most: by bytes where the server estimates them, else by number. */
export function largestKinds({ objects }: ApiMetrics): readonly Excerpt[] {
  if (objects === null) return [];
  const estimated = Object.entries(objects.estimatedBytes);
  return estimated.length > 0
    ? largest(estimated).map(([kind, bytes]) => ({ label: kind, value: `about ${formatBytes(bytes)}` }))
    : largest(Object.entries(objects.counts)).map(([kind, count]) => ({
        label: kind,
        value: `${formatCount(count)} objects`,
      }));
}

/** A kind that makes up more than half of all estimated bytes. */
export function dominantKind({ objects }: ApiMetrics): string | null {
  const estimated = Object.entries(objects?.estimatedBytes ?? {});
  let total = 0;
  for (const [, bytes] of estimated) total += bytes;
  return estimated.find(([, bytes]) => bytes > total / 2)?.[0] ?? null;
}

function largest(entries: readonly (readonly [string, number])[]): readonly (readonly [string, number])[] {
  return entries
    .toSorted(([leftKind, left], [rightKind, right]) => right - left || compareText(leftKind, rightKind))
    .slice(0, shownKinds);
}
