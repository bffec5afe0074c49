import { defineGatherer } from './define-gatherer.ts';
import { readBackends } from './webhook-backends.ts';
import { configurationSchemaOf } from './webhooks-schema.ts';

export interface WebhookRule {
  readonly operations: readonly string[];
  readonly apiGroups: readonly string[];
  readonly apiVersions: readonly string[];
  readonly resources: readonly string[];
  readonly scope: '*' | 'Namespaced' | 'Cluster';
}

/** A label selector as the server holds it. */
export interface LabelSelector {
  readonly matchLabels: Readonly<Record<string, string>>;
  readonly matchExpressions: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values: readonly string[];
  }[];
}

export type WebhookBackend =
  | {
      readonly type: 'service';
      readonly namespace: string;
      readonly name: string;
      readonly port: number;
    }
  | { readonly type: 'url'; readonly host: string };

export interface Webhook {
  readonly name: string;
  readonly failurePolicy: 'Fail' | 'Ignore';
  readonly timeoutSeconds: number;
  readonly rules: readonly WebhookRule[];
  readonly namespaceSelector: LabelSelector;
  readonly objectSelector: LabelSelector;
  /** CEL expressions; each may exempt requests. */
  readonly matchConditions: readonly { readonly name: string; readonly expression: string }[];
  readonly backend: WebhookBackend;
  /** End of the earliest-expiring certificate in `caBundle`, ISO 8601; null when there is none or it cannot be read. */
  readonly caExpiresAt: string | null;
}

export interface WebhookConfiguration {
  readonly kind: 'ValidatingWebhookConfiguration' | 'MutatingWebhookConfiguration';
  readonly name: string;
  readonly generation: number;
  readonly createdAt: string | null;
  /** AKS's own, by name or label: not for the owner to change. */
  readonly managedByAks: boolean;
  /** Opted out of AKS's admissions enforcer. */
  readonly enforcerDisabled: boolean;
  readonly webhooks: readonly Webhook[];
}

/** State of a service that webhooks call. */
export type BackendState =
  | { readonly state: 'serviceMissing' }
  | {
      readonly state: 'served';
      readonly readyEndpoints: number;
      readonly endpoints: number;
      /** Distinct nodes of the ready endpoints, where the slices name them. */
      readonly nodes: number;
      /** Labels to find its pods with; null for a service without a selector. */
      readonly selector: Readonly<Record<string, string>> | null;
    }
  | { readonly state: 'notRead'; readonly detail: string };

export interface Webhooks {
  readonly configurations: readonly WebhookConfiguration[];
  /** By `namespace/name`. */
  readonly backends: Readonly<Record<string, BackendState>>;
  /** True when there were more configurations than the page bound. */
  readonly truncated: boolean;
}

export const webhooks = defineGatherer({
  id: 'webhooks',
  source:
    'LIST validating- and mutatingwebhookconfigurations; GET service and LIST EndpointSlices of each backend',
  maxRequests: 25,
  needs: [
    {
      apiGroup: 'admissionregistration.k8s.io',
      resources: ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations'],
      verbs: ['list'],
    },
    { apiGroup: '', resources: ['services'], verbs: ['get'] },
    { apiGroup: 'discovery.k8s.io', resources: ['endpointslices'], verbs: ['list'] },
  ],
  timeoutSeconds: 45,
  async gather(context): Promise<Webhooks> {
    const { kubernetes, signal } = context;
    const list = (plural: string, kind: WebhookConfiguration['kind']) =>
      kubernetes.list(`/apis/admissionregistration.k8s.io/v1/${plural}`, configurationSchemaOf(kind), {
        signal,
        limit: 500,
        maxPages: 2,
      });
    const [validating, mutating] = await Promise.all([
      list('validatingwebhookconfigurations', 'ValidatingWebhookConfiguration'),
      list('mutatingwebhookconfigurations', 'MutatingWebhookConfiguration'),
    ]);
    const configurations = [...validating.items, ...mutating.items];
    return {
      configurations,
      backends: await readBackends(context, configurations),
      truncated: validating.truncated || mutating.truncated,
    };
  },
});
