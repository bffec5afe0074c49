import * as z from 'zod';
import { compareText } from '../shared/compare-text.ts';
import { countedOf } from './counted-objects.ts';
import { defineGatherer } from './define-gatherer.ts';
import { ownersSchema } from './owner.ts';
import { listOf } from './schema-parts.ts';

/** Jobs that are done and were not cleaned up. Only read when there are many Jobs. */
export interface FinishedJobs {
  /** Jobs by the metrics. */
  readonly total: number;
  /** Jobs that were read; 0 when there are so few that they were not asked for. */
  readonly read: number;
  /** Whether all were read, or so few are there that none was. */
  readonly complete: boolean;
  readonly finishedWithoutTtl: number;
  readonly finishedWithTtl: number;
  /** By namespace and what made them, most without TTL first, at most ten. */
  readonly groups: readonly FinishedJobGroup[];
}

export interface FinishedJobGroup {
  readonly namespace: string;
  /** `CronJob/nightly`, `Workflow/…`; null for Jobs without an owner. */
  readonly owner: { readonly kind: string; readonly name: string } | null;
  readonly finishedWithoutTtl: number;
  /** ISO 8601. */
  readonly oldestFinishedAt: string;
}

/** Ours: a tenth of the number from which on the guide calls a kind too many. With fewer Jobs there cannot be too many finished ones. */
const fewJobs = 1_000;
const pageSize = 500;
const mostPages = 4;
const mostGroups = 10;

export const finishedJobs = defineGatherer({
  id: 'finishedJobs',
  source: 'LIST jobs, when there are over 1,000',
  maxRequests: mostPages,
  needs: [{ apiGroup: 'batch', resources: ['jobs'], verbs: ['list'] }],
  timeoutSeconds: 45,
  goesBy: ['apiMetrics'],
  async gather(context): Promise<FinishedJobs> {
    const total = countedOf(context, 'jobs.batch');
    if (total <= fewJobs) return { ...nothing, total };
    const { kubernetes, signal } = context;
    const { items, truncated } = await kubernetes.list('/apis/batch/v1/jobs', jobSchema, {
      signal,
      limit: pageSize,
      maxPages: Math.max(1, Math.min(mostPages, kubernetes.requestsLeft())),
    });
    const finished = items.flatMap((job) =>
      job.finishedAt === null ? [] : [{ ...job, at: job.finishedAt }],
    );
    const withoutTtl = finished.filter(({ hasTtl }) => !hasTtl);
    return {
      total,
      read: items.length,
      complete: !truncated,
      finishedWithoutTtl: withoutTtl.length,
      finishedWithTtl: finished.length - withoutTtl.length,
      groups: groupsOf(withoutTtl),
    };
  },
});

const nothing = {
  read: 0,
  complete: true,
  finishedWithoutTtl: 0,
  finishedWithTtl: 0,
  groups: [],
};

interface Job {
  readonly namespace: string;
  readonly owner: FinishedJobGroup['owner'];
  readonly hasTtl: boolean;
  /** ISO 8601; null while it is not finished. */
  readonly finishedAt: string | null;
}

const moment = z.iso.datetime({ offset: true });

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/ */
const jobSchema = z
  .object({
    metadata: z.object({ namespace: z.string(), creationTimestamp: moment, ownerReferences: ownersSchema }),
    spec: z.object({ ttlSecondsAfterFinished: z.number().nullish() }),
    status: z
      .object({
        completionTime: moment.nullish(),
        conditions: listOf(
          z.object({ type: z.string(), status: z.string(), lastTransitionTime: moment.nullish() }),
        ),
      })
      .nullish(),
  })
  .transform(({ metadata, spec, status }): Job => {
    const end = status?.conditions.find(
      ({ type, status: is }) => is === 'True' && (type === 'Complete' || type === 'Failed'),
    );
    // A server that does not say when it ended: not before it was made.
    const at = end?.lastTransitionTime ?? status?.completionTime ?? metadata.creationTimestamp;
    return {
      namespace: metadata.namespace,
      owner: metadata.ownerReferences,
      hasTtl: typeof spec.ttlSecondsAfterFinished === 'number',
      finishedAt: end === undefined ? null : new Date(at).toISOString(),
    };
  });

function groupsOf(jobs: readonly (Job & { readonly at: string })[]): readonly FinishedJobGroup[] {
  const groups = Map.groupBy(jobs, ({ namespace, owner }) => JSON.stringify([namespace, owner]));
  return [...groups]
    .toSorted(
      ([leftKey, left], [rightKey, right]) => right.length - left.length || compareText(leftKey, rightKey),
    )
    .slice(0, mostGroups)
    .flatMap(([, members]) => {
      const [first] = members.toSorted((left, right) => compareText(left.at, right.at));
      if (first === undefined) return [];
      const { namespace, owner, at } = first;
      return { namespace, owner, finishedWithoutTtl: members.length, oldestFinishedAt: at };
    });
}
