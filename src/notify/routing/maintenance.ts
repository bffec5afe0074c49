import type { AlertCluster } from '../../notification.ts';
import { patternOf } from '../../shared/pattern.ts';
import { hasTag, tagRule } from '../../shared/tag-rule.ts';
import type { MaintenanceWindow } from '../settings/notify-settings.ts';

export interface Maintenance {
  readonly until: Date;
  /** The one that ends last. */
  readonly window: MaintenanceWindow;
}

/**
 * The maintenance that a cluster is in at a moment; null when there is none. Without a cluster it is that of the whole
 * fleet: only windows that name neither clusters nor tags.
 */
export function maintenanceUntil(
  windows: readonly MaintenanceWindow[],
  cluster: AlertCluster | null,
  at: Date,
): Maintenance | null {
  const [last] = windows
    .filter((window) => isOpen(window, at) && isAbout(window, cluster))
    .map((window) => ({ until: new Date(window.to), window }))
    .toSorted((left, right) => right.until.getTime() - left.until.getTime());
  return last ?? null;
}

function isOpen({ from, to }: MaintenanceWindow, at: Date): boolean {
  return Date.parse(from) <= at.getTime() && at.getTime() < Date.parse(to);
}

/** As with a match, all that is given has to be true. */
function isAbout({ clusters, tags }: MaintenanceWindow, cluster: AlertCluster | null): boolean {
  if (cluster === null) return clusters.length === 0 && tags.length === 0;
  const named = clusters.length === 0 || clusters.some((pattern) => patternOf(pattern)(cluster.name));
  return named && (tags.length === 0 || tags.some((tag) => hasTag(cluster.tags, tagRule(tag))));
}
