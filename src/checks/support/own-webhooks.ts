/** The webhooks of the cluster that its owner can change, and where each one stands. */
import type { BackendState, Webhook, WebhookConfiguration, Webhooks } from '../../evidence/webhooks.ts';
import type { Excerpt, ResourceRef } from '../../model.ts';
import type { WebhookTarget } from '../../remediation/webhook.ts';
import { countOf, listInWords } from '../../shared/format.ts';
import type { Unseen } from '../define-check.ts';

/** A webhook that the server may call, whoever it is of. */
export interface ConfiguredWebhook {
  readonly configuration: WebhookConfiguration;
  readonly webhook: Webhook;
  /** Position in its configuration. */
  readonly index: number;
}

export interface OwnWebhook extends ConfiguredWebhook {
  /** State of its service; null for a URL. A service that nobody looked at is `notRead`. */
  readonly backend: BackendState | null;
}

/** Every webhook that the server may call: one without rules is never called. */
export function configuredWebhooks({ configurations }: Webhooks): readonly ConfiguredWebhook[] {
  return configurations
    .flatMap((configuration) =>
      configuration.webhooks.map((webhook, index) => ({ configuration, webhook, index })),
    )
    .filter(({ webhook }) => webhook.rules.length > 0);
}

/** Those of them that are not of AKS. */
export function ownWebhooks(webhooks: Webhooks): readonly OwnWebhook[] {
  return configuredWebhooks(webhooks)
    .filter(({ configuration }) => !configuration.managedByAks)
    .map((one) => ({ ...one, backend: stateOf(one.webhook, webhooks.backends) }));
}

export function resourceOf({ configuration, webhook }: OwnWebhook): ResourceRef {
  return { kind: configuration.kind, name: configuration.name, part: webhook.name };
}

export function targetOf({ configuration, webhook, index }: ConfiguredWebhook): WebhookTarget {
  return {
    kind: configuration.kind,
    configuration: configuration.name,
    webhook: webhook.name,
    index,
    failurePolicy: webhook.failurePolicy,
    backend: webhook.backend,
  };
}

/** Whether the API server cannot call it now: the service is gone or has no ready endpoint. */
export function isDown({ backend }: OwnWebhook): boolean {
  return backend?.state === 'serviceMissing' || (backend?.state === 'served' && backend.readyEndpoints === 0);
}

/** `kyverno/kyverno-svc`, or the host of a URL. */
export function backendName({ backend }: Webhook): string {
  return backend.type === 'url' ? backend.host : `${backend.namespace}/${backend.name}`;
}

export function webhookExcerpts({ webhook, backend }: OwnWebhook): readonly Excerpt[] {
  return [
    { label: 'Failure policy', value: webhook.failurePolicy },
    { label: 'Intercepts', value: intercepted(webhook) },
    { label: 'Backend', value: `${backendName(webhook)}: ${backendInWords(backend)}` },
    { label: 'Time-out', value: `${webhook.timeoutSeconds} s` },
  ];
}

/** Configurations that were not read: there may be more webhooks than were looked at. */
export function unreadConfigurations({ truncated }: Webhooks): Unseen | null {
  if (!truncated) return null;
  return {
    reason: 'truncated',
    detail: 'The cluster has more webhook configurations than one audit reads.',
    remedy:
      'Delete configurations that nothing uses; the rest cannot be judged within the budget of an audit.',
  };
}

function stateOf({ backend }: Webhook, backends: Webhooks['backends']): BackendState | null {
  if (backend.type === 'url') return null;
  const key = `${backend.namespace}/${backend.name}`;
  const state = Object.hasOwn(backends, key) ? backends[key] : undefined;
  return state ?? { state: 'notRead', detail: `The service ${key} was not looked at.` };
}

function intercepted({ rules }: Webhook): string {
  return listInWords(
    rules.map(
      ({ operations, apiGroups, resources }) =>
        `${operations.join('/')} of ${resources.join(', ')} in ${apiGroups.map((group) => group || 'core').join(', ')}`,
    ),
    3,
  );
}

function backendInWords(backend: BackendState | null): string {
  if (backend === null) return 'outside of what the auditor can look at';
  if (backend.state === 'serviceMissing') return 'the service does not exist';
  if (backend.state === 'notRead') return 'not read';
  return `${backend.readyEndpoints} of ${backend.endpoints} endpoints ready on ${countOf(backend.nodes, 'node')}`;
}
