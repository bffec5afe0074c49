/** Admission webhook configurations with every field a server fills in, and what AKS's admissions enforcer adds. */
import { dayMilliseconds, daysBefore, isThere, timesOf } from '../time.ts';
import type { Story, StorySelector, StoryWebhook, StoryWebhookConfiguration } from '../story.ts';
import type { Moment } from '../time.ts';
import { metadataOf } from './object.ts';
import type { KubernetesObject } from './object.ts';

export function webhookConfigurations(
  kind: StoryWebhookConfiguration['kind'],
  story: Story,
  moment: Moment,
  caBundle: string,
): readonly KubernetesObject[] {
  return story.webhookConfigurations
    .filter((configuration) => configuration.kind === kind && isThere(configuration, moment))
    .map((configuration) => ({
      metadata: metadataOf(
        story.name,
        kind,
        configuration.name,
        daysBefore(moment.begun, configuration.ageDays),
        {
          generation: generationAt(configuration, moment),
          ...(configuration.labels === undefined ? {} : { labels: configuration.labels }),
          ...(configuration.annotations === undefined ? {} : { annotations: configuration.annotations }),
        },
      ),
      webhooks: configuration.webhooks.map((webhook) => webhookOf(configuration, webhook, caBundle)),
    }));
}

function generationAt(
  { generation = 2, contested }: StoryWebhookConfiguration,
  { now, begun }: Moment,
): number {
  if (contested === undefined) return generation;
  const { from, to } = timesOf(contested, begun);
  const days = (Math.min(now.getTime(), to) - from) / dayMilliseconds;
  return generation + Math.floor(Math.max(0, days) * contested.perDay);
}

function webhookOf(
  configuration: StoryWebhookConfiguration,
  webhook: StoryWebhook,
  caBundle: string,
): object {
  return {
    name: webhook.name,
    clientConfig: clientConfigOf(webhook, caBundle),
    rules: webhook.rules.map((rule) => ({
      operations: rule.operations,
      apiGroups: rule.apiGroups,
      apiVersions: rule.apiVersions ?? ['*'],
      resources: rule.resources,
      scope: rule.scope ?? '*',
    })),
    failurePolicy: webhook.failurePolicy,
    matchPolicy: 'Equivalent',
    namespaceSelector: isEnforced(configuration)
      ? enforced(webhook.namespaceSelector ?? {})
      : (webhook.namespaceSelector ?? {}),
    objectSelector: webhook.objectSelector ?? {},
    sideEffects: 'None',
    timeoutSeconds: webhook.timeoutSeconds,
    admissionReviewVersions: ['v1'],
    ...(configuration.kind === 'MutatingWebhookConfiguration' ? { reinvocationPolicy: 'Never' } : {}),
  };
}

function clientConfigOf({ backend }: StoryWebhook, caBundle: string): object {
  if ('url' in backend) return { url: backend.url, caBundle };
  const { namespace, service: name, path } = backend;
  return { service: { namespace, name, path, port: 443 }, caBundle };
}

// https://learn.microsoft.com/azure/aks/faq#can-admission-controller-webhooks-impact-kube-system-and-internal-aks-namespaces
function isEnforced({ labels = {}, annotations = {} }: StoryWebhookConfiguration): boolean {
  const optOut = 'admissions.enforcer/disabled';
  const ofAks = labels['kubernetes.azure.com/managedby'] === 'aks';
  return !ofAks && labels[optOut] !== 'true' && annotations[optOut] !== 'true';
}

function enforced(selector: StorySelector): StorySelector {
  return {
    ...selector,
    matchExpressions: [
      ...(selector.matchExpressions ?? []),
      { key: 'control-plane', operator: 'NotIn', values: ['true'] },
      { key: 'kubernetes.azure.com/managedby', operator: 'NotIn', values: ['aks'] },
    ],
  };
}
