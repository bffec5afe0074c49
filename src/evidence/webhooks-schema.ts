/** Webhook configurations in our shape: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/ */
import * as z from 'zod';
import { earliestExpiry } from './certificates.ts';
import { listOf, stringMap, strings } from './schema-parts.ts';
import type { LabelSelector, Webhook, WebhookBackend, WebhookConfiguration } from './webhooks.ts';

/** The schema of one item of a list of configurations of this kind; items of a list do not name their kind. */
export function configurationSchemaOf(kind: WebhookConfiguration['kind']) {
  return z
    .object({ metadata: metadataSchema, webhooks: listOf(webhookSchema) })
    .transform(({ metadata, webhooks }): WebhookConfiguration => ({
      kind,
      name: metadata.name,
      generation: metadata.generation,
      createdAt: metadata.creationTimestamp ?? null,
      managedByAks: isManagedByAks(metadata),
      enforcerDisabled: [metadata.labels, metadata.annotations].some(
        (map) => map['admissions.enforcer/disabled'] === 'true',
      ),
      webhooks,
    }));
}

const metadataSchema = z.object({
  name: z.string(),
  generation: z.number().default(0),
  creationTimestamp: z.string().nullish(),
  labels: stringMap,
  annotations: stringMap,
});

const selectorSchema = z
  .object({
    matchLabels: stringMap,
    matchExpressions: listOf(z.object({ key: z.string(), operator: z.string(), values: strings })),
  })
  .nullish()
  .transform((selector): LabelSelector => selector ?? { matchLabels: {}, matchExpressions: [] });

const clientConfigSchema = z.object({
  url: z.string().nullish(),
  service: z.object({ namespace: z.string(), name: z.string(), port: z.number().nullish() }).nullish(),
  caBundle: z.string().nullish(),
});

/** The defaults are those of the API server, which fills them in; they stand here for answers that lack them. */
const webhookSchema = z
  .object({
    name: z.string(),
    failurePolicy: z.enum(['Fail', 'Ignore']).default('Fail'),
    timeoutSeconds: z.number().default(10),
    rules: listOf(
      z.object({
        operations: strings,
        apiGroups: strings,
        apiVersions: strings,
        resources: strings,
        scope: z.enum(['*', 'Namespaced', 'Cluster']).default('*'),
      }),
    ),
    namespaceSelector: selectorSchema,
    objectSelector: selectorSchema,
    matchConditions: listOf(z.object({ name: z.string(), expression: z.string() })),
    clientConfig: clientConfigSchema,
  })
  .transform(({ clientConfig, ...webhook }): Webhook => ({
    ...webhook,
    backend: backendOf(clientConfig),
    caExpiresAt: earliestExpiry(clientConfig.caBundle),
  }));

function backendOf({ service, url }: z.output<typeof clientConfigSchema>): WebhookBackend {
  if (service) {
    return { type: 'service', namespace: service.namespace, name: service.name, port: service.port ?? 443 };
  }
  // Only the host: a URL may carry a key.
  return { type: 'url', host: url && URL.canParse(url) ? new URL(url).host : '' };
}

/**
 * AKS documents these names as examples; its prefix and label mark the others.
 * https://learn.microsoft.com/azure/aks/faq
 */
function isManagedByAks({ name, labels }: z.output<typeof metadataSchema>): boolean {
  return (
    name.startsWith('aks-') ||
    name === 'webhook-admission-controller' ||
    labels['kubernetes.azure.com/managedby'] === 'aks'
  );
}
