/** What to do about webhooks that writes wait for: those that are slow, and those that may be slow all at once. */
import type { Remediation, RemediationStep } from '../model.ts';
import { jsonPatch, namespaceOption } from './kubectl.ts';
import { links } from './links.ts';
import { type WebhookTarget, backendStep, sameWebhook, typeOf } from './webhook.ts';
import { productOf } from './webhook-products.ts';

/** For one whose calls take long; null where its configuration is not known. */
export function speedUpWebhook(webhook: string, target: WebhookTarget | null): Remediation {
  return {
    summary: `Give the backend of ${webhook} what it lacks, or send less to it: every write that it intercepts waits for it.`,
    steps: [
      ...(target === null
        ? [
            {
              text: `Find the configuration that has the webhook ${webhook}.`,
              command:
                'kubectl get mutatingwebhookconfigurations,validatingwebhookconfigurations --output=custom-columns=KIND:.kind,NAME:.metadata.name,WEBHOOKS:.webhooks[*].name',
            },
          ]
        : [backendStep(target), ...usageSteps(target)]),
      {
        text: 'Narrow what is sent to it: only the kinds and operations that its policies need, without kube-system, by rules, selectors and match conditions.',
      },
      {
        text: 'Look at what it does while it answers: calls to a registry or to the API server, many policies, limits on its CPU. Policies in CEL need no webhook at all.',
      },
    ],
    learnMore: links.webhookPractices,
  };
}

/** Ours: upstream advises small time-outs, and an answer that takes longer is as good as none. */
const shortTimeout = 3;

/** For those of a chain whose time-outs can be made shorter. */
export function shortenTimeouts(
  targets: readonly (WebhookTarget & { readonly timeoutSeconds: number })[],
): Remediation {
  const long = targets.filter(({ timeoutSeconds }) => timeoutSeconds > shortTimeout);
  const products = new Set(targets.flatMap(({ configuration }) => productOf(configuration)?.name ?? []));
  return {
    summary:
      'Make the time-outs shorter: the API server ends a write after 34 s, and then neither the answer nor the failure policy of the last webhooks counts.',
    steps: [
      ...(long.length === 0
        ? []
        : [
            {
              text: `Give each webhook ${shortTimeout} s. A patch is refused if its webhook has moved inside the configuration since.`,
              command: long
                .map((target) =>
                  jsonPatch(typeOf(target), target.configuration, [
                    sameWebhook(target),
                    { op: 'replace', path: `/webhooks/${target.index}/timeoutSeconds`, value: shortTimeout },
                  ]),
                )
                .join('\n'),
            },
          ]),
      ...(products.size === 0
        ? []
        : [
            {
              text: `Set the same in the values of ${[...products].toSorted().join(', ')}, whose own settings overwrite these changes.`,
            },
          ]),
      {
        text: 'Let fewer of them see one write: narrow their rules to the kinds that they change, and merge what can be one.',
      },
    ],
    learnMore: links.webhookPractices,
  };
}

function usageSteps({ backend }: WebhookTarget): readonly RemediationStep[] {
  if (backend.type === 'url') return [];
  return [
    {
      text: 'See whether its pods are at their limits; give them more, and more replicas.',
      command: `kubectl top pods ${namespaceOption(backend.namespace)} --containers`,
    },
  ];
}
