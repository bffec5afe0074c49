/** What makes a kind of object pile up, and the safe way to be rid of them. */
import type { Remediation, RemediationStep } from '../model.ts';
import { shellQuote } from '../shared/quote.ts';
import { finishedJobNames } from './finished-jobs.ts';
import { links } from './links.ts';
import { isBuiltIn, quotaStep, scopeOf } from './quota.ts';

export interface CleanupRequest {
  /** `plural` or `plural.group`. */
  readonly kind: string;
  /** Objects a namespace may hold once it is cleaned up. */
  readonly limit: number;
  /** The count may be a left-over of a deleted CustomResourceDefinition. */
  readonly maybeStale: boolean;
}

export function cleanupOf({ kind, limit, maybeStale }: CleanupRequest): Remediation {
  const recipe = recipes[kind];
  const quota = recipe?.derived === true ? null : quotaStep({ kind, namespace: null, limit });
  return {
    summary:
      recipe?.why ??
      `Find out what creates ${kind} and never deletes them, make it stop, then delete what is left over.`,
    steps: [
      ...(maybeStale ? [staleStep(kind)] : []),
      ...findSteps(kind),
      ...(recipe?.steps ?? []),
      ...(quota === null ? [] : [quota]),
      {
        text: 'Delete in batches of some hundreds with pauses: every delete is a write that all watchers are told of. The database file shrinks only when AKS defragments it, later.',
      },
    ],
    learnMore: recipe?.learnMore ?? links.guide,
  };
}

/** Whether the control plane makes them for other objects, so that a quota on them would break what they belong to. */
export function isDerived(kind: string): boolean {
  return recipes[kind]?.derived === true;
}

function staleStep(kind: string): RemediationStep {
  return {
    text: 'Make sure that the kind still exists: before Kubernetes 1.34 the count of a deleted CustomResourceDefinition stays until the API server restarts.',
    command: `kubectl get ${shellQuote(`crd/${kind}`)}`,
  };
}

/** Counts a kind by namespace, in pages; null where that is no use. */
export function countByNamespace(kind: string): string | null {
  // A kind is a plural and a group; anything else would be an option or a second argument to kubectl.
  if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(kind)) return null;
  if (kind === 'namespaces' || scopeOf(kind) === 'cluster') return null;
  return `kubectl get ${kind} --all-namespaces --chunk-size=500 --no-headers --output=custom-columns=NAMESPACE:.metadata.namespace | sort | uniq -c | sort -rn | head`;
}

function findSteps(kind: string): readonly RemediationStep[] {
  const command = countByNamespace(kind);
  if (command === null) return [];
  return [
    {
      text: 'Count them by namespace. kubectl reads in pages of 500; on an API server in trouble do this at a quiet hour.',
      command,
    },
    ...(isBuiltIn(kind)
      ? [
          {
            text: 'Look at who makes them in that namespace: owner, manager and age.',
            command: `kubectl get ${kind} --namespace="$NAMESPACE" --chunk-size=500 --sort-by=.metadata.creationTimestamp --output=custom-columns=NAME:.metadata.name,CREATED:.metadata.creationTimestamp,OWNER:.metadata.ownerReferences[0].kind,BY:.metadata.managedFields[0].manager | head -50`,
          },
        ]
      : []),
  ];
}

interface Recipe {
  readonly why: string;
  readonly steps: readonly RemediationStep[];
  readonly learnMore: string;
  /** Made by the control plane for other objects: a quota on them would break what they belong to. */
  readonly derived?: true;
}

const recipes: Readonly<Partial<Record<string, Recipe>>> = {
  'jobs.batch': {
    why: 'Jobs without ttlSecondsAfterFinished are never deleted: set it where they are made, then delete the finished ones.',
    steps: [
      {
        text: 'Give the template of the creator a time to live, for example one hour. For a CronJob (set NAMESPACE and CRONJOB):',
        command: `kubectl patch "cronjob/$CRONJOB" --namespace="$NAMESPACE" --type=merge --patch='{"spec":{"jobTemplate":{"spec":{"ttlSecondsAfterFinished":3600}}}}'`,
      },
      {
        text: 'Delete finished Jobs, 100 at a time, by their condition: the field selector status.successful=1 misses failed ones and hits some that still run.',
        command: `${finishedJobNames('--namespace="$NAMESPACE"')} | xargs -r -n 100 kubectl delete jobs.batch --namespace="$NAMESPACE" --cascade=background`,
      },
    ],
    learnMore: 'https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/',
  },
  pods: {
    why: 'Finished and evicted pods stay until 12,500 of them exist in the cluster: delete them and give their owners a time to live.',
    steps: [
      {
        text: 'Delete failed and succeeded pods of the namespace.',
        command: [
          'kubectl delete pods --namespace="$NAMESPACE" --field-selector=status.phase=Failed',
          'kubectl delete pods --namespace="$NAMESPACE" --field-selector=status.phase=Succeeded',
        ].join('\n'),
      },
    ],
    learnMore: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-garbage-collection',
    derived: true,
  },
  events: {
    why: 'Events live for an hour, so this many are made every hour: find what repeats itself, mostly a crash loop or a failing probe, and repair it.',
    steps: [
      {
        text: 'Look at a sample for what repeats. Events are read from etcd itself, so do not list them all.',
        command: `kubectl get --raw '/api/v1/events?limit=500' | jq -r '.items[] | [.reason, .involvedObject.namespace, .involvedObject.kind] | join(" ")' | sort | uniq -c | sort -rn | head -20`,
      },
    ],
    learnMore: links.aksLargeScale,
    derived: true,
  },
  'replicasets.apps': {
    why: 'Every rollout leaves a ReplicaSet, ten a Deployment by default: lower revisionHistoryLimit.',
    steps: [
      {
        text: 'Keep fewer revisions (set NAMESPACE and DEPLOYMENT); the controller then deletes the older ones itself.',
        command: `kubectl patch "deployment/$DEPLOYMENT" --namespace="$NAMESPACE" --type=merge --patch='{"spec":{"revisionHistoryLimit":3}}'`,
      },
    ],
    learnMore: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#clean-up-policy',
    derived: true,
  },
  'controllerrevisions.apps': {
    why: 'Every change of a StatefulSet or DaemonSet leaves a revision, ten each by default: lower revisionHistoryLimit.',
    steps: [],
    learnMore: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/',
    derived: true,
  },
  secrets: {
    why: 'Helm keeps one Secret per release revision, ten each by default: lower its history, and delete tokens and certificates that nothing uses.',
    steps: [
      {
        text: 'Count the Secrets of Helm, then keep fewer revisions: AKS advises fewer than 5.',
        command: [
          `kubectl get secrets --all-namespaces --selector=owner=helm --chunk-size=500 --no-headers --output=custom-columns=RELEASE:.metadata.labels.name | sort | uniq -c | sort -rn | head`,
          'export HELM_MAX_HISTORY=3',
        ].join('\n'),
      },
    ],
    learnMore: links.aksLargeScale,
  },
  configmaps: {
    why: 'ConfigMaps pile up when tools write one per run and set no owner: make the tool own or delete them.',
    steps: [],
    learnMore: 'https://kubernetes.io/docs/concepts/architecture/garbage-collection/',
  },
  'leases.coordination.k8s.io': {
    why: 'There is one Lease per node and per leader election; more come from operators that elect under changing names.',
    steps: [],
    learnMore: 'https://kubernetes.io/docs/concepts/architecture/leases/',
  },
  'certificatesigningrequests.certificates.k8s.io': {
    why: 'Pending requests are deleted after a day: this many mean that the approver is missing or that something asks again and again.',
    steps: [
      {
        text: 'See who asks and what became of it.',
        command: `kubectl get csr --chunk-size=500 --no-headers --output=custom-columns=USER:.spec.username,SIGNER:.spec.signerName | sort | uniq -c | sort -rn | head`,
      },
    ],
    learnMore: 'https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/',
  },
  'policyreports.wgpolicyk8s.io': reports('PolicyReports'),
  'clusterpolicyreports.wgpolicyk8s.io': reports('ClusterPolicyReports'),
  'ephemeralreports.reports.kyverno.io': kyvernoBacklog(),
  'clusterephemeralreports.reports.kyverno.io': kyvernoBacklog(),
  'updaterequests.kyverno.io': {
    why: 'Update requests of Kyverno pile up when a generate or mutate-existing policy keeps failing: repair the policy, then delete the failed requests.',
    steps: [],
    learnMore: 'https://kyverno.io/docs/troubleshooting/',
  },
  'pipelineruns.tekton.dev': tekton('PipelineRuns'),
  'taskruns.tekton.dev': tekton('TaskRuns'),
  'workflows.argoproj.io': {
    why: 'Argo Workflows have no time to live unless ttlStrategy sets one: set it in the workflow defaults, and archive what must be kept.',
    steps: [],
    learnMore: 'https://argo-workflows.readthedocs.io/en/latest/cost-optimisation/',
  },
  'certificaterequests.cert-manager.io': {
    why: 'Certificate requests of cert-manager are kept without limit unless revisionHistoryLimit of the Certificate says otherwise: set it to 1.',
    steps: [],
    learnMore: 'https://cert-manager.io/docs/usage/certificate/',
  },
  'endpointslices.discovery.k8s.io': slices('EndpointSlices'),
  endpoints: slices('Endpoints'),
};

function reports(kinds: string): Recipe {
  return {
    why: `${kinds} are written per resource by policy engines and scanners and are large: keep failures only, or move them out of etcd with the reports server.`,
    steps: [
      {
        text: 'With Kyverno 1.17 or newer keep failing results alone: add the argument --allowedResults=fail to its reports controller; or install the reports server, which stores reports in a database of its own.',
      },
    ],
    learnMore: 'https://kyverno.io/docs/installation/scaling/',
  };
}

function kyvernoBacklog(): Recipe {
  return {
    why: 'Ephemeral reports pile up when the reports controller of Kyverno cannot keep up: give it more resources or repair it.',
    steps: [
      {
        text: 'See whether the reports controller runs and is not short of memory.',
        command:
          'kubectl get pods --all-namespaces --selector=app.kubernetes.io/component=reports-controller --output=wide',
      },
    ],
    learnMore: 'https://kyverno.io/docs/installation/scaling/',
  };
}

function tekton(kinds: string): Recipe {
  return {
    why: `Tekton never deletes ${kinds} by itself: turn its pruner on.`,
    steps: [],
    learnMore: 'https://tekton.dev/docs/operator/tektonconfig/#pruner',
  };
}

function slices(kinds: string): Recipe {
  return {
    why: `${kinds} follow Services and their pods: fewer Services or fewer pods behind them is the only cure.`,
    steps: [],
    learnMore: links.scalabilityThresholds,
    derived: true,
  };
}
