/** How many objects of each kind a sample cluster holds at a moment. */
import type { Cluster } from '../collections.ts';
import { clusterWide } from '../collections.ts';
import { typicalCounts } from '../objects/typical-counts.ts';
import { nodeCount } from '../story.ts';
import { amountAt } from '../time.ts';
import type { Story } from '../story.ts';
import type { Moment } from '../time.ts';

export interface KindCount {
  readonly group: string;
  readonly resource: string;
  /** `plural` or `plural.group`. */
  readonly kind: string;
  readonly count: number;
}

/** What can be listed is counted; the rest is what a cluster of this size has, unless the story says otherwise. */
export function objectCounts(story: Story, moment: Moment): readonly KindCount[] {
  const counts: Record<string, number> = { ...typicalCounts(nodeCount(story)) };
  const cluster: Cluster = { story, caBundle: '' };
  for (const collection of clusterWide) {
    const { group, resource } = collection;
    counts[`${resource}.${group}`] = collection.items(cluster, moment, 'v1').length;
  }
  for (const [kind, amount] of Object.entries(story.objects)) counts[kind] = amountAt(amount, moment);
  return Object.entries(counts).map(([kind, count]) => ({ ...groupResourceOf(kind), kind, count }));
}

function groupResourceOf(kind: string): { readonly group: string; readonly resource: string } {
  const dot = kind.indexOf('.');
  return dot < 0
    ? { group: '', resource: kind }
    : { group: kind.slice(dot + 1), resource: kind.slice(0, dot) };
}
