import type { FindingDraft, Threshold } from '../../model.ts';
import { links } from '../../remediation/links.ts';
import { webhookHardening } from '../../remediation/webhook.ts';
import { countOf, listInWords } from '../../shared/format.ts';
import type { CheckContext, Unseen } from '../define-check.ts';
import { defineCheck, notApplicable, verdictOf } from '../define-check.ts';
import { closesLoop, loopInWords } from '../support/deadlock-loop.ts';
import { aggravationsOf } from '../support/deadlock-signs.ts';
import type { OwnWebhook } from '../support/own-webhooks.ts';
import {
  ownWebhooks,
  resourceOf,
  targetOf,
  unreadConfigurations,
  webhookExcerpts,
} from '../support/own-webhooks.ts';
import { selectsAll } from '../support/selector.ts';
import type { Blocked, OwnPods, Sign } from '../support/vital-writes.ts';
import { blockedBy } from '../support/vital-writes.ts';

const thresholds = {
  timeout: { value: 10, unit: 'seconds', source: links.webhookPractices },
  /** Ours: a month to renew what signs the certificate of a webhook. */
  expiry: { value: 30 * 24 * 3_600, unit: 'seconds', source: links.webhooks },
} as const satisfies Record<string, Threshold>;

export const webhookDeadlockRisk = defineCheck({
  id: 'webhook-deadlock-risk',
  title: 'Webhook that can lock its cluster up',
  passTitle: 'No webhook stands in its own or the system’s way',
  category: 'webhooks',
  severity: 'high',
  guide: 'C4',
  rationale:
    'A webhook with failure policy Fail that intercepts what its own backend, the system or the nodes need cannot come back once it is down: nothing starts without it, and it does not start either.',
  remedy: 'Exclude the system and the webhook’s own namespace, and narrow its rules.',
  learnMore: links.webhookPractices,
  requires: ['webhooks'],
  uses: [],
  thresholds,
  evaluate({ webhooks }, context) {
    const own = ownWebhooks(webhooks);
    const unseen = unreadConfigurations(webhooks) ?? unreadPodLabels(own);
    if (own.length === 0 && unseen === null) {
      return notApplicable('The cluster has no webhooks of its own.');
    }
    return verdictOf(
      own.length,
      own.filter(isBlocking).flatMap((webhook) => findingsOn(webhook, context)),
      unseen,
    );
  },
});

/** With Ignore a write goes on without the webhook, so there is no loop to be caught in. */
function isBlocking({ webhook }: OwnWebhook): boolean {
  return webhook.failurePolicy === 'Fail';
}

/** Only the labels of its own pods, which come with the service, tell whether an objectSelector selects them. */
function unreadPodLabels(own: readonly OwnWebhook[]): Unseen | null {
  const unread = own.find(
    (candidate) =>
      isBlocking(candidate) &&
      candidate.backend?.state === 'notRead' &&
      !selectsAll(candidate.webhook.objectSelector),
  );
  if (unread?.backend?.state !== 'notRead') return null;
  return {
    reason: 'notCollected',
    detail: `Whether the webhook ${unread.webhook.name} intercepts its own pods depends on their labels, which were not read. ${unread.backend.detail}`,
    remedy: 'Let the auditor get services and list endpointslices in the namespaces of webhooks.',
  };
}

type Context = CheckContext<typeof thresholds>;

function findingsOn(own: OwnWebhook, context: Context): readonly FindingDraft[] {
  const blocked = distinct(blockedBy(own.webhook, ownPodsOf(own)));
  if (blocked.length === 0) return [];
  const { webhook, configuration } = own;
  const signs = new Set(blocked.map(({ sign }) => sign));
  const assumptions = [...new Set(blocked.flatMap((entry) => entry.assumptions))];
  const inCluster = webhook.backend.type === 'service';
  const aggravations = aggravationsOf(own, context);
  const writes = listInWords(
    blocked.map(({ write }) => write),
    8,
  );
  return [
    {
      severity: inCluster && closesLoop(signs) ? 'high' : 'medium',
      confidence: assumptions.length === 0 ? 'measured' : 'inferred',
      resource: resourceOf(own),
      summary: `The webhook ${webhook.name} of ${configuration.name} has failure policy Fail and must approve: ${writes}. ${loopInWords(own, signs)} Expected is that these writes do not depend on it.`,
      observed: { text: `intercepts ${countOf(blocked.length, 'vital write')}: ${writes}` },
      excerpts: [
        ...webhookExcerpts(own),
        ...aggravations.map((value) => ({ label: 'Makes it worse', value })),
        ...assumptions.map((value) => ({ label: 'Takes for granted', value })),
      ],
      remediation: webhookHardening(targetOf(own), {
        namespaceSelector: webhook.namespaceSelector,
        namespaces: namespacesToExclude(own, signs),
        clusterScoped: blocked.some(({ clusterScoped }) => clusterScoped),
        enforcerDisabled: configuration.enforcerDisabled,
      }),
    },
  ];
}

/** One entry per write: the same pods are made by several controllers. The one that assumes least is kept. */
function distinct(blocked: readonly Blocked[]): readonly Blocked[] {
  const byWrite = new Map<string, Blocked>();
  for (const entry of blocked) {
    const known = byWrite.get(entry.write);
    if (known === undefined || entry.assumptions.length < known.assumptions.length) {
      byWrite.set(entry.write, entry);
    }
  }
  return [...byWrite.values()];
}

function ownPodsOf({ webhook, backend }: OwnWebhook): OwnPods | null {
  if (webhook.backend.type === 'url') return null;
  const labels = backend?.state === 'served' ? (backend.selector ?? {}) : {};
  return { namespace: webhook.backend.namespace, labels };
}

function namespacesToExclude({ webhook }: OwnWebhook, signs: ReadonlySet<Sign>): readonly string[] {
  return [
    ...new Set([
      ...(signs.has('systemPods') ? ['kube-system'] : []),
      ...(signs.has('nodeReports') ? ['kube-node-lease'] : []),
      ...(signs.has('ownPods') && webhook.backend.type === 'service' ? [webhook.backend.namespace] : []),
    ]),
  ];
}
