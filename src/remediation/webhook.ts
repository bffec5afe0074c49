/** How to get past a webhook that blocks writes, and how to keep one from locking its cluster up. */
import type { Remediation, RemediationStep } from '../model.ts';
import { shellQuote } from '../shared/quote.ts';
import type { PatchOperation } from './kubectl.ts';
import { backup, backupFile, jsonPatch, namespaceOption, objectWord, restore } from './kubectl.ts';
import { links } from './links.ts';
import { productOf } from './webhook-products.ts';

/** One webhook inside its configuration. */
export interface WebhookTarget {
  readonly kind: 'ValidatingWebhookConfiguration' | 'MutatingWebhookConfiguration';
  readonly configuration: string;
  readonly webhook: string;
  /** Position in the list `webhooks` of the configuration. */
  readonly index: number;
  readonly failurePolicy: 'Fail' | 'Ignore';
  readonly backend:
    | { readonly type: 'service'; readonly namespace: string; readonly name: string }
    | { readonly type: 'url'; readonly host: string };
}

/** For a webhook whose calls fail now: let writes through, repair, put back. */
export function webhookRepair(target: WebhookTarget): Remediation {
  const product = productOf(target.configuration);
  const blocking = target.failurePolicy === 'Fail';
  return {
    summary: blocking
      ? 'Let writes through first, then repair the backend and put the policy back; a webhook configuration can always be changed, whatever is blocked.'
      : 'Repair the backend; writes go through meanwhile, but each waits for the webhook and none is checked by it.',
    steps: [
      ...(blocking ? openSteps(target) : []),
      ...(product?.recovery ?? []),
      backendStep(target),
      ...(blocking ? [restoreStep(target)] : []),
    ],
    learnMore: product?.learnMore ?? links.webhookPractices,
  };
}

/** For a webhook that is left over from something uninstalled: there is nothing to repair. */
export function webhookRemoval(target: WebhookTarget): Remediation {
  const type = typeOf(target);
  const repair = webhookRepair(target);
  return {
    ...repair,
    summary: `If what owned it is uninstalled, delete the configuration; otherwise install the backend again. ${repair.summary}`,
    steps: [
      ...repair.steps,
      {
        text: 'Or, when nothing in the cluster owns it any more, delete the configuration as a whole; the backup keeps it.',
        command: [
          backup(type, target.configuration),
          `kubectl delete ${objectWord(type, target.configuration)}`,
        ].join('\n'),
      },
      {
        text: 'If it was needed after all, create it again as it was saved.',
        command: restore(type, target.configuration),
      },
    ],
  };
}

/** A label selector, as the webhook holds it. */
interface Selector {
  readonly matchLabels: Readonly<Record<string, string>>;
  readonly matchExpressions: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values: readonly string[];
  }[];
}

export interface Exclusion {
  readonly namespaceSelector: Selector;
  /** Namespaces to keep away from the webhook; empty when selectors cannot help. */
  readonly namespaces: readonly string[];
  /** Whether it also intercepts what no namespace selector can exempt. */
  readonly clusterScoped: boolean;
  readonly enforcerDisabled: boolean;
}

/** For a webhook that works today and would lock the cluster up the day its backend is gone. */
export function webhookHardening(target: WebhookTarget, exclusion: Exclusion): Remediation {
  const product = productOf(target.configuration);
  return {
    summary:
      'Take the system and the webhook’s own namespace out of its reach, so that its pods and those of the system can always start without it.',
    steps: [
      ...(exclusion.namespaces.length > 0 ? [excludeStep(target, exclusion)] : []),
      ...(exclusion.clusterScoped
        ? [
            {
              text: 'Narrow the rules to the kinds that the policies need. Nodes, certificate requests and access reviews have no namespace, so only narrower rules, scope Namespaced or a match condition keep the webhook away from them.',
            },
          ]
        : []),
      ...(exclusion.enforcerDisabled ? [enforcerStep(target)] : []),
      {
        text: 'Run at least two replicas of the backend on different nodes with a PodDisruptionBudget, keep timeoutSeconds at 10 or less, and choose failurePolicy Ignore where a write may pass unchecked.',
      },
      ...(product === null
        ? []
        : [
            {
              text: `The configuration looks like that of ${product.name}, whose own settings may overwrite these changes: make them in its values or manifest too (${product.learnMore}).`,
            },
          ]),
      {
        text: 'Keep this at hand for the day it happens: it lets writes through again even when nothing else works.',
        command: [
          backup(typeOf(target), target.configuration),
          jsonPatch(typeOf(target), target.configuration, policy(target, 'Ignore')),
        ].join('\n'),
      },
    ],
    learnMore: links.webhookPractices,
  };
}

function openSteps(target: WebhookTarget): readonly RemediationStep[] {
  const type = typeOf(target);
  return [
    { text: 'Save the configuration.', command: backup(type, target.configuration) },
    {
      text: 'Let writes pass when the webhook cannot be called. The patch is refused if the webhook has moved inside the configuration since.',
      command: jsonPatch(type, target.configuration, policy(target, 'Ignore')),
    },
    {
      text: 'Check that a write works; nothing is created.',
      command:
        'kubectl run webhook-check --namespace=default --image=mcr.microsoft.com/oss/kubernetes/pause:3.9 --restart=Never --dry-run=server --output=name',
    },
  ];
}

/** What to look at when the backend does not do its work. */
export function backendStep({ backend }: WebhookTarget): RemediationStep {
  if (backend.type === 'url') {
    return {
      text: `Check that the API server can reach ${backend.host} on the network, that it answers HTTPS, and that its certificate is signed by the caBundle of the webhook.`,
      command: `curl --silent --show-error --verbose --max-time 10 --output /dev/null ${shellQuote(`https://${backend.host}/`)}`,
    };
  }
  const inNamespace = namespaceOption(backend.namespace);
  return {
    text: `Repair the service ${backend.namespace}/${backend.name}: its pods must run and be ready.`,
    command: [
      `kubectl get ${shellQuote(`service/${backend.name}`)} ${inNamespace} --output=wide`,
      `kubectl get endpointslices ${inNamespace} --selector=${shellQuote(`kubernetes.io/service-name=${backend.name}`)}`,
      `kubectl get pods ${inNamespace} --output=wide`,
      `kubectl get events ${inNamespace} --sort-by=.lastTimestamp`,
    ].join('\n'),
  };
}

function restoreStep(target: WebhookTarget): RemediationStep {
  const type = typeOf(target);
  return {
    text: `When the backend answers again, put the policy back (the saved state is in ${backupFile(type, target.configuration)}).`,
    command: jsonPatch(type, target.configuration, policy(target, 'Fail')),
  };
}

function excludeStep(target: WebhookTarget, { namespaceSelector, namespaces }: Exclusion): RemediationStep {
  const selector = {
    ...(Object.keys(namespaceSelector.matchLabels).length > 0
      ? { matchLabels: namespaceSelector.matchLabels }
      : {}),
    matchExpressions: [
      // Exists and DoesNotExist take no values: the server refuses even an unneeded list with entries.
      ...namespaceSelector.matchExpressions.map(({ key, operator, values }) =>
        values.length > 0 ? { key, operator, values } : { key, operator },
      ),
      { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: namespaces },
    ],
  };
  return {
    text: 'Exclude these namespaces from the webhook; what its selector says today is kept.',
    command: jsonPatch(typeOf(target), target.configuration, [
      sameWebhook(target),
      { op: 'add', path: `/webhooks/${target.index}/namespaceSelector`, value: selector },
    ]),
  };
}

function enforcerStep(target: WebhookTarget): RemediationStep {
  const name = shellQuote(`${typeOf(target)}/${target.configuration}`);
  return {
    text: `Let the admissions enforcer of AKS protect its namespaces again: take the opt-out off, whether it is a label or an annotation (${links.aksFaq}).`,
    command: [
      `kubectl label ${name} admissions.enforcer/disabled-`,
      `kubectl annotate ${name} admissions.enforcer/disabled-`,
    ].join('\n'),
  };
}

function policy(target: WebhookTarget, value: 'Fail' | 'Ignore'): readonly PatchOperation[] {
  return [sameWebhook(target), { op: 'replace', path: `/webhooks/${target.index}/failurePolicy`, value }];
}

/** Makes the server refuse the whole patch when another webhook sits at this position by now. */
export function sameWebhook({ index, webhook }: WebhookTarget): PatchOperation {
  return { op: 'test', path: `/webhooks/${index}/name`, value: webhook };
}

export function typeOf({ kind }: WebhookTarget): string {
  return kind.toLowerCase();
}
