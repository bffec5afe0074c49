/** Kinds of which a cluster may hold very many: each object is made when it is looked at, and always the same. */
import { sum } from '../../../src/shared/sum.ts';
import { typicalCounts } from './typical-counts.ts';
import { nodeCount } from '../story.ts';
import { amountAt, dayMilliseconds, daysBefore } from '../time.ts';
import type { Story, StoryHolding } from '../story.ts';
import type { Moment } from '../time.ts';
import { metadataOf, secondsText, uidOf } from './object.ts';
import type { KubernetesObject, ObjectMetadata, OrderedObjects } from './object.ts';

type HeapKind = 'ConfigMap' | 'Job' | 'Pod';

interface Heap {
  /** As the metrics count it. */
  readonly counted: string;
  readonly kind: HeapKind;
}

export const heaps = {
  configmaps: { counted: 'configmaps', kind: 'ConfigMap' },
  jobs: { counted: 'jobs.batch', kind: 'Job' },
  pods: { counted: 'pods', kind: 'Pod' },
} as const satisfies Readonly<Record<string, Heap>>;

/** What no holding of the story takes. */
const elsewhere: Omit<StoryHolding, 'share'> = { namespace: 'default', prefix: 'web', manager: 'helm' };
/** Age of the oldest where the story does not say how fast they come. */
const oldestDays = 60;

interface Segment {
  readonly holding: Omit<StoryHolding, 'share'>;
  readonly count: number;
}

/** In one namespace, or in all. */
export function heapOf(
  { counted, kind }: Heap,
  story: Story,
  moment: Moment,
  namespace: string | null,
): OrderedObjects {
  const segments = segmentsOf(story, counted, moment).filter(
    ({ holding }) => namespace === null || holding.namespace === namespace,
  );
  return {
    length: sum(segments.map(({ count }) => count)),
    at: (index) => {
      let left = index;
      for (const segment of segments) {
        if (left < segment.count) return objectOf(kind, story, segment, left, daysOf(story, counted), moment);
        left -= segment.count;
      }
      return undefined;
    },
  };
}

function segmentsOf(story: Story, counted: string, moment: Moment): readonly Segment[] {
  const total = amountAt(story.objects[counted] ?? typicalCounts(nodeCount(story))[counted] ?? 0, moment);
  const held = (story.holdings[counted] ?? []).map(({ share, ...holding }) => ({
    holding,
    count: Math.floor(total * share),
  }));
  const rest = total - sum(held.map(({ count }) => count));
  // As keys: a namespace with a dash behind its name comes before the one without.
  return [...held, { holding: elsewhere, count: rest }].toSorted((left, right) =>
    `${left.holding.namespace}/` < `${right.holding.namespace}/` ? -1 : 1,
  );
}

/** How long ago the oldest was made. */
function daysOf(story: Story, counted: string): number {
  const amount = story.objects[counted];
  return typeof amount === 'object' && amount.perDay !== undefined
    ? Math.min(365, amount.at / amount.perDay)
    : oldestDays;
}

/** A prime, to step through the ages with: names say nothing of ages. */
const stride = 104_729;

function objectOf(
  kind: HeapKind,
  story: Story,
  { holding, count }: Segment,
  index: number,
  days: number,
  moment: Moment,
): KubernetesObject {
  const youth = ((index * stride) % count) / count;
  const created = new Date(moment.now.getTime() - (1 - youth) * days * dayMilliseconds);
  const name = `${holding.prefix}-${String(index).padStart(7, '0')}`;
  const metadata = metadataOf(story.name, kind, name, created, {
    namespace: holding.namespace,
    ...(holding.owner === undefined ? {} : { ownerReferences: [ownerOf(story, holding.owner)] }),
    managedFields: [
      { manager: holding.manager, operation: 'Update', apiVersion: 'v1', time: secondsText(created) },
    ],
  });
  return { metadata, ...bodyOf(kind, metadata, created, moment) };
}

function ownerOf({ name: cluster }: Story, owner: NonNullable<StoryHolding['owner']>): object {
  return {
    apiVersion: owner.kind === 'ReplicaSet' ? 'apps/v1' : 'batch/v1',
    ...owner,
    uid: uidOf(cluster, owner.kind, owner.name),
    controller: true,
    blockOwnerDeletion: true,
  };
}

const runMinutes = 9;

function bodyOf(kind: HeapKind, { name }: ObjectMetadata, created: Date, moment: Moment): object {
  const ended = daysBefore(created, -runMinutes / (24 * 60));
  const isDone = ended < moment.now;
  if (kind === 'ConfigMap') return { data: { input: `orders/${name}.csv` } };
  if (kind === 'Pod') {
    return {
      spec: { containers: [{ name: 'main', image: 'registry.contoso.com/app:1.4' }] },
      status: { phase: isDone ? 'Succeeded' : 'Running' },
    };
  }
  return {
    spec: { parallelism: 1, completions: 1, backoffLimit: 2 },
    status: isDone ? doneJob(created, ended) : { startTime: secondsText(created), active: 1 },
  };
}

function doneJob(started: Date, ended: Date): object {
  return {
    startTime: secondsText(started),
    completionTime: secondsText(ended),
    succeeded: 1,
    conditions: [{ type: 'Complete', status: 'True', lastTransitionTime: secondsText(ended) }],
  };
}
