/** What is open, cluster by cluster. */
import pLimit from 'p-limit';
import type { BaselineEntry } from '../../model.ts';
import { nullIfUnreadable } from '../../store/codec.ts';
import type { ClusterFindings, History } from '../../store/history.ts';

/** One read each, of clusters with more open findings than fit beside their newest state. */
const clustersAtOnce = 16;

export interface OpenFindings {
  readonly entries: readonly BaselineEntry[];
  /** Whether these are all. */
  readonly whole: boolean;
}

export const nothingOpen: OpenFindings = { entries: [], whole: true };

/** Every open finding, by cluster key: where too many were kept to be beside the newest state, all are read. */
export async function allOpen(
  history: Pick<History, 'baseline'>,
  found: readonly ClusterFindings[],
): Promise<ReadonlyMap<string, OpenFindings>> {
  const limit = pLimit(clustersAtOnce);
  const all = await limit.map(found, async ({ cluster, findings, leftOut }) => {
    // The fleet is not to be silent for one cluster that has a damaged row.
    const whole = leftOut === 0 ? findings : await nullIfUnreadable(() => history.baseline(cluster.key));
    const entries = (whole ?? findings).filter(({ resolved }) => resolved === undefined);
    return [cluster.key, { entries, whole: whole !== null }] as const;
  });
  return new Map(all);
}
