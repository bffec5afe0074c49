/** What the vendors of well-known admission webhooks say to do when theirs blocks a cluster. */
import type { RemediationStep } from '../model.ts';

export interface WebhookProduct {
  readonly name: string;
  readonly recovery: readonly RemediationStep[];
  /** https link to the vendor's page. */
  readonly learnMore: string;
}

/** The product a configuration belongs to, by its name; null when it is none that is known. */
export function productOf(configuration: string): WebhookProduct | null {
  return products.find(({ pattern }) => pattern.test(configuration))?.product ?? null;
}

const products: readonly { readonly pattern: RegExp; readonly product: WebhookProduct }[] = [
  {
    pattern: /^kyverno-/,
    product: {
      name: 'Kyverno',
      recovery: [
        {
          text: 'Delete the two resource webhooks of Kyverno; it writes them again as soon as it runs.',
          command: [
            'kubectl delete validatingwebhookconfiguration/kyverno-resource-validating-webhook-cfg --ignore-not-found',
            'kubectl delete mutatingwebhookconfiguration/kyverno-resource-mutating-webhook-cfg --ignore-not-found',
          ].join('\n'),
        },
        {
          text: 'Restart the admission controller with three replicas (adapt the namespace if yours differs), then exclude kube-system and the namespace of Kyverno in its ConfigMap.',
          command: [
            'kubectl scale deployment/kyverno-admission-controller --namespace=kyverno --replicas=0',
            'kubectl scale deployment/kyverno-admission-controller --namespace=kyverno --replicas=3',
          ].join('\n'),
        },
      ],
      learnMore: 'https://kyverno.io/docs/troubleshooting/',
    },
  },
  {
    pattern: /^gatekeeper-(validating|mutating)-webhook-configuration$/,
    product: {
      name: 'Gatekeeper',
      recovery: [
        {
          text: 'Delete the validating configuration of Gatekeeper: that switches its admission checks off.',
          command:
            'kubectl delete validatingwebhookconfiguration/gatekeeper-validating-webhook-configuration --ignore-not-found',
        },
        {
          text: 'When its pods run again, apply the manifest or Helm release of your Gatekeeper version once more: that brings the configuration back.',
        },
      ],
      learnMore: 'https://open-policy-agent.github.io/gatekeeper/website/docs/emergency/',
    },
  },
  {
    pattern: /^cert-manager-webhook$/,
    product: {
      name: 'cert-manager',
      recovery: [
        {
          text: 'Repair the webhook pod of cert-manager or the network to it (adapt the namespace if yours differs); it guards the objects of cert-manager alone, so the rest of the cluster keeps working.',
          command: [
            'kubectl get pods --namespace=cert-manager --selector=app.kubernetes.io/component=webhook --output=wide',
            'kubectl rollout restart deployment/cert-manager-webhook --namespace=cert-manager',
          ].join('\n'),
        },
      ],
      learnMore: 'https://cert-manager.io/docs/troubleshooting/webhook/',
    },
  },
  {
    pattern: /^(istio-sidecar-injector|istio-revision-tag-|istio-validator|istiod-default-validator)/,
    product: {
      name: 'Istio',
      recovery: [
        {
          text: 'Repair istiod, which serves the injector and the validator (adapt the namespace if yours differs); until then, take the injection label off namespaces that must start pods without a sidecar.',
          command: [
            'kubectl get pods --namespace=istio-system --selector=app=istiod --output=wide',
            'kubectl rollout restart deployment --namespace=istio-system --selector=app=istiod',
          ].join('\n'),
        },
      ],
      learnMore: 'https://istio.io/latest/docs/ops/common-problems/injection/',
    },
  },
  {
    pattern: /^linkerd-(proxy-injector|sp-validator|policy-validator)-webhook-config$/,
    product: {
      name: 'Linkerd',
      recovery: [
        {
          text: 'Rotate the certificates of the Linkerd webhooks: those that Helm made last 365 days. Namespaces that must start pods meanwhile can be left out by a label; set NAMESPACE first.',
          command: [
            'linkerd check --proxy=false',
            'kubectl label namespace "$NAMESPACE" config.linkerd.io/admission-webhooks=disabled',
          ].join('\n'),
        },
      ],
      learnMore: 'https://linkerd.io/2/tasks/manually-rotating-webhook-tls-credentials/',
    },
  },
  {
    pattern: /-agent-injector-cfg$/,
    product: {
      name: 'the Vault agent injector',
      recovery: [
        {
          text: 'Repair the injector; its policy is Ignore by default, so that pods start without secrets and each waits for the time-out.',
          command:
            'kubectl get pods --all-namespaces --selector=app.kubernetes.io/name=vault-agent-injector --output=wide',
        },
      ],
      learnMore: 'https://developer.hashicorp.com/vault/docs/deploy/kubernetes/injector',
    },
  },
];
