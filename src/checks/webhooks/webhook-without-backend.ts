import type { FindingDraft } from '../../model.ts';
import { links } from '../../remediation/links.ts';
import { webhookRemoval, webhookRepair } from '../../remediation/webhook.ts';
import { listInWords } from '../../shared/format.ts';
import type { Unseen } from '../define-check.ts';
import { defineCheck, notApplicable, verdictOf } from '../define-check.ts';
import type { OwnWebhook } from '../support/own-webhooks.ts';
import {
  backendName,
  isDown,
  ownWebhooks,
  resourceOf,
  targetOf,
  unreadConfigurations,
  webhookExcerpts,
} from '../support/own-webhooks.ts';

export const webhookWithoutBackend = defineCheck({
  id: 'webhook-without-backend',
  title: 'Webhook without a backend',
  passTitle: 'Every webhook has a backend that is ready',
  category: 'webhooks',
  severity: 'critical',
  guide: 'C4',
  rationale:
    'When nobody answers a webhook with failure policy Fail, every write that it intercepts is refused; with Ignore every such write waits and goes unchecked.',
  remedy: 'Bring the backend back, or take the webhook configuration away.',
  learnMore: links.webhookPractices,
  requires: ['webhooks'],
  uses: [],
  thresholds: {},
  evaluate({ webhooks }) {
    // A URL has no service to look at; whether its calls fail is seen by failing-webhook.
    const served = ownWebhooks(webhooks).filter(({ backend }) => backend !== null);
    const unseen = unreadConfigurations(webhooks) ?? unreadBackends(served);
    if (served.length === 0 && unseen === null) {
      return notApplicable('The cluster has no webhooks of its own that call a service.');
    }
    return verdictOf(served.length, served.filter(isDown).map(findingOn), unseen);
  },
});

function unreadBackends(served: readonly OwnWebhook[]): Unseen | null {
  const unread = served.filter(({ backend }) => backend?.state === 'notRead');
  const [first] = unread;
  if (first?.backend?.state !== 'notRead') return null;
  const names = [...new Set(unread.map(({ webhook }) => backendName(webhook)))].toSorted();
  return {
    reason: 'notCollected',
    detail: `The state of the services ${listInWords(names)} was not read. ${first.backend.detail}`,
    remedy:
      'If access is missing, let the auditor get services and list endpointslices in these namespaces; an audit looks at ten services at most.',
  };
}

function findingOn(own: OwnWebhook): FindingDraft {
  const { webhook, configuration, backend } = own;
  const blocking = webhook.failurePolicy === 'Fail';
  const missing = backend?.state === 'serviceMissing';
  const service = backendName(webhook);
  const observed = missing ? 'the service does not exist' : 'no ready endpoint';
  const effect = blocking
    ? 'every write that it intercepts is refused'
    : 'every write that it intercepts waits for it and goes unchecked';
  return {
    severity: blocking ? 'critical' : 'medium',
    confidence: 'measured',
    resource: resourceOf(own),
    summary: `The webhook ${webhook.name} of ${configuration.name} calls the service ${service}, ${missing ? 'which does not exist' : 'which has no ready endpoint'}: ${effect}; expected is at least one ready endpoint.`,
    observed: { text: observed },
    excerpts: webhookExcerpts(own),
    remediation: missing ? webhookRemoval(targetOf(own)) : webhookRepair(targetOf(own)),
  };
}
