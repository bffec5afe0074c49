/** Kinds that are known to pile up: why they do, and what stops it. */
import type { RemediationStep } from '../model.ts';
import { matchesPattern } from '../shared/pattern.ts';
import { deleteBatches } from './delete-batches.ts';
import { finishedJobSteps } from './finished-jobs.ts';
import { links } from './links.ts';

export interface KnownLeaker {
  /** `plural` or `plural.group`, as the metrics name it; `*` stands for any text. */
  readonly kinds: readonly string[];
  /** When only some objects of the kind are meant: labels and field managers of which most of them have one. */
  readonly signs?: LeakSigns;
  /** What makes them and what stops it, one sentence. */
  readonly why: string;
  /** Where NAMESPACE is needed, it has been set by a step before. */
  readonly steps: readonly RemediationStep[];
  readonly learnMore: string;
  /** Made by the control plane for other objects: a quota on them would break what they belong to. */
  readonly derived?: true;
}

/** What most objects have: labels as `key=value`, and names of field managers, which are written in either case. */
export type LeakSigns = readonly string[];

/** The one that fits best; undefined for a kind that is known for nothing. */
export function knownLeaker(kind: string, seen: LeakSigns): KnownLeaker | undefined {
  const lower = new Set(seen.map((sign) => sign.toLowerCase()));
  return knownLeakers.find(
    ({ kinds, signs }) =>
      kinds.some((pattern) => matchesPattern(pattern, kind)) &&
      (signs === undefined || signs.some((sign) => lower.has(sign))),
  );
}

const ownerStep: RemediationStep = {
  text: 'Let the creator set an ownerReference to what the object belongs to, in the same namespace or cluster-scoped: the garbage collector then deletes it with its owner. An owner in another namespace makes the object vanish at once.',
};

const helmReleases = {
  why: 'Helm keeps one Secret per release revision, ten each by default: lower its history, for AKS advises fewer than five.',
  steps: [
    {
      text: 'Count the revisions that Helm keeps of each release.',
      command: `kubectl get secrets --namespace="$NAMESPACE" --selector=owner=helm --label-columns=name --chunk-size=500 --no-headers | awk '{print $NF}' | sort | uniq -c | sort -rn | head`,
    },
    {
      text: 'Keep fewer: set this where releases are made. The next upgrade of a release then deletes its older revisions.',
      command: 'export HELM_MAX_HISTORY=3',
    },
  ],
  learnMore: links.aksLargeScale,
} satisfies Pick<KnownLeaker, 'why' | 'steps' | 'learnMore'>;

/** In the order in which they are tried: what has signs comes before the rest of its kind. */
export const knownLeakers: readonly KnownLeaker[] = [
  {
    kinds: ['jobs.batch'],
    why: 'Jobs without ttlSecondsAfterFinished are never deleted: set it where they are made, then delete the finished ones.',
    steps: [
      {
        text: 'Give the template of the creator a time to live, for example one hour. For a CronJob (set CRONJOB), which also keeps three finished Jobs of its own:',
        command: `kubectl patch "cronjob/$CRONJOB" --namespace="$NAMESPACE" --type=merge --patch='{"spec":{"jobTemplate":{"spec":{"ttlSecondsAfterFinished":3600}}}}'`,
      },
      ...finishedJobSteps,
    ],
    learnMore: 'https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/',
  },
  {
    kinds: ['pods'],
    why: 'Finished and evicted pods stay until 12,500 of them exist in the cluster: delete them and give their owners a time to live.',
    steps: ['Failed', 'Succeeded'].map((phase) => ({
      text: `Delete pods of the namespace that have ${phase === 'Failed' ? 'failed' : 'succeeded'}, 100 at a time.`,
      command: deleteBatches({
        kind: 'pods',
        path: '/api/v1/namespaces/$NAMESPACE/pods',
        fieldSelector: `status.phase=${phase}`,
      }),
    })),
    learnMore: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-garbage-collection',
    derived: true,
  },
  {
    kinds: ['events', 'events.events.k8s.io'],
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
  {
    kinds: ['replicasets.apps'],
    why: 'Every rollout leaves a ReplicaSet, ten a Deployment by default: lower revisionHistoryLimit.',
    steps: [
      {
        text: 'Keep fewer revisions (set DEPLOYMENT); the controller then deletes the older ones itself.',
        command: `kubectl patch "deployment/$DEPLOYMENT" --namespace="$NAMESPACE" --type=merge --patch='{"spec":{"revisionHistoryLimit":3}}'`,
      },
    ],
    learnMore: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#clean-up-policy',
    derived: true,
  },
  {
    kinds: ['controllerrevisions.apps'],
    why: 'Every change of a StatefulSet or DaemonSet leaves a revision, ten each by default: lower revisionHistoryLimit.',
    steps: [
      {
        text: 'Keep fewer revisions (set WORKLOAD to statefulset/NAME or daemonset/NAME); the controller then deletes the older ones itself.',
        command: `kubectl patch "$WORKLOAD" --namespace="$NAMESPACE" --type=merge --patch='{"spec":{"revisionHistoryLimit":3}}'`,
      },
    ],
    learnMore: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/',
    derived: true,
  },
  { kinds: ['secrets'], signs: ['owner=helm', 'helm'], ...helmReleases },
  {
    kinds: ['secrets'],
    why: 'Helm keeps one Secret per release revision, ten each by default: lower its history, and delete tokens and certificates that nothing uses.',
    steps: [
      {
        text: 'See which types they are, without their content. Tokens of service accounts were made by Kubernetes up to 1.23; from 1.30 on it deletes those that nobody used for a year.',
        command: `kubectl get secrets --namespace="$NAMESPACE" --chunk-size=500 --no-headers | awk '{print $2}' | sort | uniq -c | sort -rn`,
      },
      ...helmReleases.steps,
    ],
    learnMore: links.aksLargeScale,
  },
  {
    kinds: ['configmaps'],
    why: 'ConfigMaps pile up when tools such as Spark, Flink or leader elections under changing names write one per run and set no owner: make the tool own or delete them.',
    steps: [ownerStep],
    learnMore: 'https://kubernetes.io/docs/concepts/architecture/garbage-collection/',
  },
  {
    kinds: ['leases.coordination.k8s.io'],
    why: 'There is one Lease per node and per leader election; more come from operators that elect under changing names.',
    steps: [
      {
        text: 'See who held those that are no longer renewed; the ones of kube-node-lease belong to nodes. Give the operator a fixed name for its election.',
        command: `kubectl get leases --namespace="$NAMESPACE" --chunk-size=500 --sort-by=.spec.renewTime --output=custom-columns=NAME:.metadata.name,RENEWED:.spec.renewTime,HOLDER:.spec.holderIdentity | head -50`,
      },
      ownerStep,
    ],
    learnMore: 'https://kubernetes.io/docs/concepts/architecture/leases/',
  },
  {
    kinds: ['certificatesigningrequests.certificates.k8s.io'],
    why: 'Pending requests are deleted after a day: this many mean that the approver is missing or that something asks again and again.',
    steps: [
      {
        text: 'See who asks and what became of it.',
        command: `kubectl get csr --chunk-size=500 --no-headers --output=custom-columns=USER:.spec.username,SIGNER:.spec.signerName | sort | uniq -c | sort -rn | head`,
      },
    ],
    learnMore: 'https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/',
  },
  {
    kinds: ['policyreports.wgpolicyk8s.io', 'clusterpolicyreports.wgpolicyk8s.io'],
    why: 'Policy reports are written per resource by policy engines and scanners and are large: keep failures only, or move them out of etcd with the reports server.',
    steps: [
      {
        text: 'With Kyverno 1.17 or newer keep failing results alone: add the argument --allowedResults=fail to its reports controller; or install the reports server, which stores reports in a database of its own.',
      },
    ],
    learnMore: 'https://kyverno.io/docs/installation/scaling/',
  },
  {
    kinds: [
      'ephemeralreports.reports.kyverno.io',
      'clusterephemeralreports.reports.kyverno.io',
      // Their names before Kyverno 1.12.
      'admissionreports.kyverno.io',
      'clusteradmissionreports.kyverno.io',
      'backgroundscanreports.kyverno.io',
      'clusterbackgroundscanreports.kyverno.io',
    ],
    why: 'Intermediate reports of Kyverno pile up when its reports controller cannot keep up: give it more resources or repair it.',
    steps: [
      {
        text: 'See whether the reports controller runs and is not short of memory. It makes reports out of these and then deletes them.',
        command:
          'kubectl get pods --all-namespaces --selector=app.kubernetes.io/component=reports-controller --output=wide',
      },
    ],
    learnMore: 'https://kyverno.io/docs/installation/scaling/',
  },
  {
    kinds: ['updaterequests.kyverno.io'],
    why: 'Update requests of Kyverno pile up when a generate or mutate-existing policy keeps failing: repair the policy, then delete the failed requests.',
    steps: [
      {
        text: 'See which policy they are of.',
        command: `kubectl get updaterequests.kyverno.io --all-namespaces --chunk-size=500 --no-headers --output=custom-columns=POLICY:.spec.policy,STATE:.status.state | sort | uniq -c | sort -rn | head`,
      },
    ],
    learnMore: 'https://kyverno.io/docs/troubleshooting/',
  },
  {
    kinds: ['*.aquasecurity.github.io'],
    why: 'The Trivy operator writes a large report per ReplicaSet and container: switch off the scanners that nobody reads, let reports expire, and keep fewer old ReplicaSets.',
    steps: [
      {
        text: 'See the time to live of reports and which scanners are on (OPERATOR_SCANNER_REPORT_TTL, OPERATOR_…_ENABLED).',
        command:
          'kubectl get configmaps --all-namespaces --selector=app.kubernetes.io/name=trivy-operator --output=yaml | grep OPERATOR_',
      },
      {
        text: 'Old ReplicaSets are scanned too: lower revisionHistoryLimit of the Deployments that are rolled out often.',
      },
    ],
    learnMore:
      'https://aquasecurity.github.io/trivy-operator/latest/getting-started/installation/configuration/',
  },
  {
    kinds: ['pipelineruns.tekton.dev', 'taskruns.tekton.dev', 'customruns.tekton.dev'],
    why: 'Tekton never deletes runs by itself: turn its pruner on.',
    steps: [
      {
        text: 'Where the Tekton operator runs, switch the event-based pruner on and keep a few runs. The pruner by jobs must be off for it.',
        command: `kubectl patch tektonconfig/config --type=merge --patch='{"spec":{"pruner":{"disabled":true},"tektonpruner":{"disabled":false,"global-config":{"enforcedConfigLevel":"global","successfulHistoryLimit":10,"failedHistoryLimit":10}}}}'`,
      },
    ],
    learnMore: 'https://tekton.dev/docs/operator/tektonpruner',
  },
  {
    kinds: ['workflows.argoproj.io', 'workflowtaskresults.argoproj.io', 'workflowtasksets.argoproj.io'],
    why: 'Argo Workflows have no time to live unless ttlStrategy sets one: set it in the workflow defaults, delete their pods with podGC, and archive what must be kept.',
    steps: [
      {
        text: 'In the ConfigMap workflow-controller-configmap (set ARGO to its namespace) set under spec of the key workflowDefaults: ttlStrategy.secondsAfterCompletion to 86400, a day, and podGC.strategy to OnPodCompletion. Results and pods go with their workflow.',
        command: 'kubectl edit configmap/workflow-controller-configmap --namespace="$ARGO"',
      },
    ],
    learnMore: 'https://argo-workflows.readthedocs.io/en/latest/cost-optimisation/',
  },
  {
    kinds: ['analysisruns.argoproj.io', 'experiments.argoproj.io'],
    why: 'Argo Rollouts keeps finished analyses and experiments up to the limits of each Rollout: lower them.',
    steps: [
      {
        text: 'Keep fewer of them (set ROLLOUT).',
        command: `kubectl patch "rollout/$ROLLOUT" --namespace="$NAMESPACE" --type=merge --patch='{"spec":{"revisionHistoryLimit":3,"analysis":{"successfulRunHistoryLimit":3,"unsuccessfulRunHistoryLimit":3}}}'`,
      },
    ],
    learnMore: 'https://argo-rollouts.readthedocs.io/en/stable/features/analysis/',
  },
  {
    kinds: [
      'certificaterequests.cert-manager.io',
      'orders.acme.cert-manager.io',
      'challenges.acme.cert-manager.io',
    ],
    why: 'Before cert-manager 1.18 certificate requests are kept without limit, and their orders with them, unless revisionHistoryLimit of the Certificate says otherwise: set it to 1.',
    steps: [
      {
        text: 'Keep one request of each Certificate (set CERTIFICATE), or upgrade to 1.18, where that is the default.',
        command: `kubectl patch "certificate/$CERTIFICATE" --namespace="$NAMESPACE" --type=merge --patch='{"spec":{"revisionHistoryLimit":1}}'`,
      },
    ],
    learnMore: 'https://cert-manager.io/docs/usage/certificate/',
  },
  {
    kinds: ['endpointslices.discovery.k8s.io', 'endpoints'],
    why: 'They follow Services and their pods: fewer Services or fewer pods behind them is the only cure.',
    steps: [],
    learnMore: links.scalabilityThresholds,
    derived: true,
  },
];
