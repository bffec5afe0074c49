/** Which kinds of objects have grown most, by what earlier audits counted. */
import type { ClusterHistory } from '../../evidence/history.ts';
import { compareText } from '../../shared/compare-text.ts';
import { dayMs } from '../../shared/durations.ts';

export interface GrownKind {
  /** `plural` or `plural.group`. */
  readonly kind: string;
  /** Objects more than at the oldest count of the last week; more than 0. */
  readonly more: number;
}

const prefix = 'objects:';
const spanMs = 7 * dayMs;

/** Those that grew within a week, most first. */
export function grownKinds({ series }: Pick<ClusterHistory, 'series'>, now: Date): readonly GrownKind[] {
  const since = now.getTime() - spanMs;
  return Object.entries(series)
    .filter(([name]) => name.startsWith(prefix))
    .flatMap(([name, points]) => {
      const within = points
        .filter(({ at }) => Date.parse(at) >= since)
        .toSorted((left, right) => Date.parse(left.at) - Date.parse(right.at));
      const more = (within.at(-1)?.value ?? 0) - (within[0]?.value ?? 0);
      return more > 0 ? [{ kind: name.slice(prefix.length), more }] : [];
    })
    .toSorted((left, right) => right.more - left.more || compareText(left.kind, right.kind));
}
