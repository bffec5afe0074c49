/** The writes whose failure locks a cluster up (facts from the API server's and the kubelet's own behaviour). */
import type { Webhook } from '../../evidence/webhooks.ts';
import type { VitalWrite } from './webhook-reach.ts';
import { reachOf } from './webhook-reach.ts';

/** What a webhook stands in the way of. */
export type Sign = 'ownPods' | 'systemPods' | 'nodeReports' | 'identities';

/** A vital write that reaches a webhook. */
export interface Blocked {
  readonly sign: Sign;
  /** The write in words: `create pods in kube-system`. */
  readonly write: string;
  /** The object has no namespace, so that no namespaceSelector helps. */
  readonly clusterScoped: boolean;
  readonly assumptions: readonly string[];
}

/** Where the webhook's own pods run, and what is known of their labels. */
export interface OwnPods {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Every vital write that would be sent to the webhook. */
export function blockedBy(webhook: Webhook, own: OwnPods | null): readonly Blocked[] {
  const candidates = own === null ? clusterWide : [ownPodWrite(own), ...clusterWide];
  return candidates.flatMap(({ sign, write }) => {
    const { reached, assumptions } = reachOf(webhook, write);
    return reached
      ? [{ sign, write: inWords(write), clusterScoped: write.namespace === null, assumptions }]
      : [];
  });
}

interface Candidate {
  readonly sign: Sign;
  readonly write: VitalWrite;
}

/**
 * What AKS sets on kube-system. Its admissions enforcer exempts namespaces by exactly these two labels:
 * https://learn.microsoft.com/en-us/azure/aks/faq
 */
const kubeSystem = {
  name: 'kube-system',
  labels: {
    'kubernetes.io/metadata.name': 'kube-system',
    'control-plane': 'true',
    'kubernetes.azure.com/managedby': 'aks',
  },
};

const podController = serviceAccount('replicaset-controller');
const kubelet = {
  name: 'system:node:any',
  groups: ['system:nodes', 'system:authenticated'],
};

const clusterWide: readonly Candidate[] = [
  podsOf('systemPods', kubeSystem, podController, {}),
  podsOf('systemPods', kubeSystem, serviceAccount('daemon-set-controller'), {}),
  {
    sign: 'nodeReports',
    write: {
      operation: 'UPDATE',
      apiGroup: 'coordination.k8s.io',
      resource: 'leases',
      namespace: {
        name: 'kube-node-lease',
        labels: { 'kubernetes.io/metadata.name': 'kube-node-lease' },
      },
      labels: {},
      user: kubelet,
    },
  },
  clusterScoped('nodeReports', 'CREATE', '', 'nodes', kubelet),
  clusterScoped('nodeReports', 'UPDATE', '', 'nodes/status', kubelet),
  clusterScoped('identities', 'CREATE', 'certificates.k8s.io', 'certificatesigningrequests', kubelet),
  clusterScoped('identities', 'CREATE', 'authentication.k8s.io', 'tokenreviews', kubelet),
  clusterScoped('identities', 'CREATE', 'authorization.k8s.io', 'subjectaccessreviews', kubelet),
];

function ownPodWrite({ namespace, labels }: OwnPods): Candidate {
  const known =
    namespace === kubeSystem.name
      ? kubeSystem
      : { name: namespace, labels: { 'kubernetes.io/metadata.name': namespace } };
  return podsOf('ownPods', known, podController, labels);
}

function podsOf(
  sign: Sign,
  namespace: NonNullable<VitalWrite['namespace']>,
  user: VitalWrite['user'],
  labels: VitalWrite['labels'],
): Candidate {
  return {
    sign,
    write: { operation: 'CREATE', apiGroup: '', resource: 'pods', namespace, labels, user },
  };
}

function clusterScoped(
  sign: Sign,
  operation: VitalWrite['operation'],
  apiGroup: string,
  resource: string,
  user: VitalWrite['user'],
): Candidate {
  return { sign, write: { operation, apiGroup, resource, namespace: null, labels: {}, user } };
}

function serviceAccount(name: string): VitalWrite['user'] {
  return {
    name: `system:serviceaccount:kube-system:${name}`,
    groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated'],
  };
}

function inWords({ operation, resource, namespace }: VitalWrite): string {
  return `${operation.toLowerCase()} ${resource}${namespace === null ? '' : ` in ${namespace.name}`}`;
}
