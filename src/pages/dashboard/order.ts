import type { LatestAudit } from '../../model.ts';
import { severities } from '../../model.ts';
import { compareText } from '../../shared/compare-text.ts';

/** What needs attention most comes first: bad findings, then clusters that nobody could look at, then the unknown. */
export function byAttention(clusters: readonly LatestAudit[]): readonly LatestAudit[] {
  return clusters.toSorted((left, right) => {
    const ranks = ranksOf(left);
    const others = ranksOf(right);
    const place = ranks.findIndex((rank, index) => rank !== others[index]);
    return place < 0
      ? compareText(left.cluster.name, right.cluster.name)
      : (ranks[place] ?? 0) - (others[place] ?? 0);
  });
}

/** Compared one after the other; the smaller one needs attention more. */
function ranksOf({ newest, notAudited }: LatestAudit): readonly number[] {
  if (newest === null) return [notAudited?.state === 'skipped' ? 3 : 1];
  const { findings, score, coverage } = newest.headline;
  const counts = severities.map((severity) => -(findings[severity] ?? 0));
  const critical = (findings.critical ?? 0) > 0;
  const gone = notAudited?.state === 'vanished' || notAudited?.state === 'skipped';
  const outOfSight = notAudited !== undefined;
  return [gone ? 3 : critical ? 0 : outOfSight ? 1 : 2, ...counts, score ?? -1, coverage];
}
