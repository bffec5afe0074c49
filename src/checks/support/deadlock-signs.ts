/** What makes it likelier that a webhook is down one day, or its failing worse. */
import { formatDuration } from '../../shared/format.ts';
import type { OwnWebhook } from './own-webhooks.ts';
import { isDown } from './own-webhooks.ts';
import { selectsAll } from './selector.ts';

export interface SignContext {
  readonly now: Date;
  readonly thresholds: {
    /** Seconds that an answer may take. */
    readonly timeout: number;
    /** Seconds before the end of a certificate from where on it is said. */
    readonly expiry: number;
  };
}

export function aggravationsOf(own: OwnWebhook, context: SignContext): readonly string[] {
  const signs = [
    ...backendSigns(own),
    ...certificateSigns(own, context),
    interceptsAll(own) ? 'it intercepts every kind in every namespace' : null,
    own.webhook.timeoutSeconds > context.thresholds.timeout
      ? `it may take ${own.webhook.timeoutSeconds} s to answer, more than ${context.thresholds.timeout} s`
      : null,
    own.configuration.enforcerDisabled
      ? 'its configuration is opted out of the admissions enforcer of AKS, which keeps webhooks away from the system'
      : null,
  ];
  return signs.filter((sign) => sign !== null);
}

function backendSigns(own: OwnWebhook): readonly string[] {
  const { backend } = own;
  if (isDown(own)) return ['its backend is down now'];
  if (backend?.state !== 'served') return [];
  if (backend.readyEndpoints === 1) return ['one ready replica: one drained node takes it out'];
  return backend.nodes === 1 ? [`all ${backend.readyEndpoints} replicas run on one node`] : [];
}

function certificateSigns({ webhook }: OwnWebhook, { now, thresholds }: SignContext): readonly string[] {
  if (webhook.caExpiresAt === null) return [];
  const left = (Date.parse(webhook.caExpiresAt) - now.getTime()) / 1_000;
  if (left <= 0) return [`its caBundle expired ${formatDuration(-left)} ago`];
  return left < thresholds.expiry ? [`its caBundle expires in ${formatDuration(left)}`] : [];
}

function interceptsAll({ webhook }: OwnWebhook): boolean {
  return (
    selectsAll(webhook.namespaceSelector) &&
    webhook.rules.some(
      ({ apiGroups, resources }) =>
        apiGroups.includes('*') && (resources.includes('*') || resources.includes('*/*')),
    )
  );
}
