import type { LatestAudit } from '../model.ts';
import type { PlannedEntry } from '../store/history.ts';
import type { Fleet } from './context.ts';

/** Clusters that the last sweep had and this one did not find, each told once: its row remembers that it is gone. */
export function vanishedFrom(fleet: Fleet, latest: readonly LatestAudit[]): readonly PlannedEntry[] {
  const found = new Set(fleet.clusters.map(({ cluster }) => cluster.key));
  return latest
    .filter(({ cluster, notAudited }) => !found.has(cluster.key) && notAudited?.state !== 'vanished')
    .map(({ cluster }) => ({ cluster, state: 'vanished', why: whyGone(cluster.key, fleet) }));
}

function whyGone(key: string, { leftOut, unseen }: Fleet): string {
  const rule = leftOut.get(key);
  if (rule !== undefined) return `It does not belong to the fleet any more. ${rule}`;
  const part = unseen[0];
  return part === undefined
    ? 'It was in the fleet before and was not found: deleted, moved, or the auditor may not read it any more.'
    : `It was in the fleet before and was not found, and part of the fleet could not be seen: ${part}`;
}
