/** What to do about a webhook configuration that two writers change back and forth. */
import type { Remediation, RemediationStep } from '../model.ts';
import { objectWord } from './kubectl.ts';
import { links } from './links.ts';
import { productOf } from './webhook-products.ts';

export interface ContestedConfiguration {
  readonly kind: 'ValidatingWebhookConfiguration' | 'MutatingWebhookConfiguration';
  readonly name: string;
  readonly managedByAks: boolean;
  /** Opted out of AKS's admissions enforcer. */
  readonly enforcerDisabled: boolean;
}

export function endContest(configuration: ContestedConfiguration): Remediation {
  const { managedByAks, enforcerDisabled } = configuration;
  return {
    summary: managedByAks
      ? 'Stop what changes a configuration of AKS: it is put back each time.'
      : 'Find the two writers, and let one of them leave the field alone that both set.',
    steps: [
      writersStep(configuration),
      ...(managedByAks
        ? [aksStep]
        : enforcerDisabled
          ? [ownStep]
          : [enforcerStep, ...productSteps(configuration), optOutStep(configuration)]),
    ],
    learnMore: managedByAks || !enforcerDisabled ? links.aksFaq : links.webhookPractices,
  };
}

function writersStep({ kind, name }: ContestedConfiguration): RemediationStep {
  return {
    text: 'See who writes it, which fields each manager sets, and how it changes.',
    command: [
      `kubectl get ${objectWord(kind.toLowerCase(), name)} --output=yaml --show-managed-fields`,
      `kubectl get ${objectWord(kind.toLowerCase(), name)} --output=yaml --watch`,
    ].join('\n'),
  };
}

const aksStep: RemediationStep = {
  text: 'The configuration belongs to AKS. Take it out of what your GitOps tool, policy engine or operator changes; if nothing of yours does, open a support case with the generations of this finding.',
};

const ownStep: RemediationStep = {
  text: "AKS's admissions enforcer leaves this configuration alone, so both writers are yours: an operator and a GitOps tool, or two releases of the same chart. Make the GitOps tool ignore the field that the operator sets (caBundle, namespaceSelector), or remove one of them.",
};

/** The selectors are those that the enforcer adds, of newer clusters: https://learn.microsoft.com/azure/aks/faq */
const enforcerStep: RemediationStep = {
  text: 'On AKS the other writer usually is its admissions enforcer, which adds two expressions to the namespaceSelector of every webhook. Write them into your own manifest or chart, under namespaceSelector, so that there is nothing to add; or make the GitOps tool ignore the field.',
  manifest: [
    'namespaceSelector:',
    '  matchExpressions:',
    '    - key: control-plane',
    '      operator: NotIn',
    '      values: ["true"]',
    '    - key: kubernetes.azure.com/managedby',
    '      operator: NotIn',
    '      values: ["aks"]',
    '',
  ].join('\n'),
};

function productSteps({ name }: ContestedConfiguration): readonly RemediationStep[] {
  const product = productOf(name);
  if (product === null) return [];
  return [
    {
      text: `The configuration looks like that of ${product.name}, which writes it again by itself: set the selector in its values (${product.learnMore}).`,
    },
  ];
}

function optOutStep({ kind, name }: ContestedConfiguration): RemediationStep {
  return {
    text: 'Only where neither is possible, and the webhook leaves kube-system and the namespaces of AKS alone by rules of its own: opt out of the enforcer.',
    command: `kubectl annotate ${objectWord(kind.toLowerCase(), name)} admissions.enforcer/disabled=true`,
  };
}
