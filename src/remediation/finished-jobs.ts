/** Jobs that are done and stay: a time to live where they are made, and the safe way to be rid of those that are there. */
import type { Remediation, RemediationStep } from '../model.ts';
import { shellQuote } from '../shared/quote.ts';
import { deleteBatches } from './delete-batches.ts';
import { namespaceOption, objectWord } from './kubectl.ts';
import { quotaStep } from './quota.ts';

export interface FinishedJobsRequest {
  readonly namespace: string;
  /** What made most of them; null for Jobs that nobody owns. */
  readonly owner: { readonly kind: string; readonly name: string } | null;
  /** Finished Jobs that the cluster may hold. */
  readonly limit: number;
}

export function finishedJobsCleanup({ namespace, owner, limit }: FinishedJobsRequest): Remediation {
  const quota = quotaStep({ kind: 'jobs.batch', namespace, limit });
  return {
    summary: 'Give the Jobs a time to live where they are made, then delete those that have finished.',
    steps: [
      makerStep(namespace, owner),
      {
        text: 'Go on with the namespace that holds most.',
        command: `export NAMESPACE=${shellQuote(namespace)}`,
      },
      ...finishedJobSteps,
      ...(quota === null ? [] : [quota]),
      {
        text: 'Go on with the other namespaces that the finding lists. The database file shrinks only when AKS defragments it, later.',
      },
    ],
    learnMore: 'https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/',
  };
}

/** Succeeded or given up; a Job with several completions that still runs has neither. */
const isFinished =
  'any(.status.conditions[]?; (.type == "Complete" or .type == "Failed") and .status == "True")';

/** They go by NAMESPACE. */
export const finishedJobSteps: readonly RemediationStep[] = [
  {
    text: 'Delete finished Jobs by their condition and with their pods, 100 at a time. The field selector status.successful=1 would miss failed ones and hit some that still run. It ends at a page without finished Jobs.',
    command: deleteBatches({
      kind: 'jobs.batch',
      path: '/apis/batch/v1/namespaces/$NAMESPACE/jobs',
      filter: `select(${isFinished})`,
    }),
  },
  {
    text: 'Or keep the newest for a while: given a time to live, finished Jobs are deleted by their controller, here a day after they ended. This takes the first 500; repeat it as they go.',
    command: [
      `kubectl get --raw "/apis/batch/v1/namespaces/$NAMESPACE/jobs?limit=500" |`,
      `  jq -r '.items[] | select(.spec.ttlSecondsAfterFinished == null) | select(${isFinished}) | .metadata.name' |`,
      `  xargs -I NAME kubectl patch job/NAME --namespace="$NAMESPACE" --type=merge --patch='{"spec":{"ttlSecondsAfterFinished":86400}}'`,
    ].join('\n'),
  },
];

function makerStep(namespace: string, owner: FinishedJobsRequest['owner']): RemediationStep {
  const option = namespaceOption(namespace);
  if (owner === null) {
    return {
      text: 'Find what makes them: nobody owns these Jobs, so it is in their field manager. Have it set spec.ttlSecondsAfterFinished, for example to 3600.',
      command: `kubectl get jobs.batch ${option} --chunk-size=500 --no-headers --output=custom-columns=BY:.metadata.managedFields[0].manager | sort | uniq -c | sort -rn | head`,
    };
  }
  if (owner.kind === 'CronJob') {
    return {
      text: 'Give the Jobs of the CronJob a time to live of an hour. Without it those that the history limits keep stay for ever: 3 that succeeded and 1 that failed, where nothing else is set.',
      command: `kubectl patch ${objectWord('cronjob', owner.name)} ${option} --type=merge --patch='{"spec":{"jobTemplate":{"spec":{"ttlSecondsAfterFinished":3600}}}}'`,
    };
  }
  return {
    text: `Have what makes them set spec.ttlSecondsAfterFinished, for example to 3600: their owner is ${owner.kind}/${owner.name}.`,
  };
}
