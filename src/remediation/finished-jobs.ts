/** Jobs that are done and stay: a time to live where they are made, and the safe way to be rid of those that are there. */
import type { Remediation, RemediationStep } from '../model.ts';
import { shellQuote } from '../shared/quote.ts';
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
      ttlStep(namespace),
      deleteStep(namespace),
      ...(quota === null ? [] : [quota]),
      {
        text: 'Go on with the other namespaces that the finding lists. The database file shrinks only when AKS defragments it, later.',
      },
    ],
    learnMore: 'https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/',
  };
}

/** By their condition: the field selector status.successful=1 misses failed ones and hits some that still run. */
export function finishedJobNames(namespace: string): string {
  return jobNames(namespace, isFinished);
}

const isFinished =
  'any(.status.conditions[]?; (.type == "Complete" or .type == "Failed") and .status == "True")';

function jobNames(namespace: string, condition: string): string {
  return `kubectl get jobs.batch ${namespace} --chunk-size=500 --output=json | jq -r '.items[] | select(${condition}) | .metadata.name'`;
}

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

/** The quiet way: the controller deletes at its own pace, pods included. */
function ttlStep(namespace: string): RemediationStep {
  const withoutTtl = `${isFinished} and .spec.ttlSecondsAfterFinished == null`;
  return {
    text: 'Give 500 finished Jobs a time to live that is over, and the control plane deletes them with their pods. Repeat until none is left, with pauses.',
    command: `${jobNames(namespaceOption(namespace), withoutTtl)} | head -n 500 | xargs -r -I{} kubectl patch jobs.batch/{} ${namespaceOption(namespace)} --type=merge --patch='{"spec":{"ttlSecondsAfterFinished":60}}'`,
  };
}

function deleteStep(namespace: string): RemediationStep {
  return {
    text: 'Or delete them, 100 at a time with pauses: every delete is a write that all watchers are told of. Without cascade=background their pods would stay.',
    command: `${finishedJobNames(namespaceOption(namespace))} | xargs -r -n 100 sh -c 'kubectl delete jobs.batch --namespace="$0" --cascade=background --wait=false "$@" && sleep 10' ${shellQuote(namespace)}`,
  };
}
