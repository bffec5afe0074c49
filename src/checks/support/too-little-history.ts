/** What keeps the past of a cluster from telling whether its objects pile up. */
import type { ClusterHistory } from '../../evidence/history.ts';
import { compareText } from '../../shared/compare-text.ts';
import { formatCount, formatDuration, listInWords } from '../../shared/format.ts';
import type { Unseen } from '../define-check.ts';

/** Of these kinds there are too few counts; null when there are no such kinds. */
export function tooLittleHistory(
  kinds: readonly string[],
  { series }: ClusterHistory,
  now: Date,
  { span, objects }: { readonly span: number; readonly objects: number },
): Unseen | null {
  if (kinds.length === 0) return null;
  const times = Object.values(series).flatMap((points) => points.map(({ at }) => Date.parse(at)));
  const seconds = (now.getTime() - Math.min(now.getTime(), ...times)) / 1_000;
  const known =
    seconds === 0
      ? 'nothing is remembered of the cluster'
      : `the cluster is remembered for ${formatDuration(seconds)}`;
  return {
    reason: 'notCollected',
    detail: `There are too few counts of ${listInWords(kinds.toSorted(compareText))}, with ${formatCount(objects)} objects or more, to tell growth: ${known}, and it takes ${formatDuration(span)} with a count on most days.`,
    remedy: 'Let the scheduled sweeps go on; at least one a day has to reach the API server.',
  };
}
