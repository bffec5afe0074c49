import type { ApiMetrics } from '../../evidence/api-metrics.ts';
import type { Webhooks } from '../../evidence/webhooks.ts';
import type { FindingDraft, Gathered, GatheredValue, Missing, Threshold } from '../../model.ts';
import { links } from '../../remediation/links.ts';
import { listInWords } from '../../shared/format.ts';
import type { CheckContext, Unseen } from '../define-check.ts';
import { defineCheck, notApplicable, verdictOf } from '../define-check.ts';
import { bothMissing } from '../support/both-missing.ts';
import { shortestWindow } from '../support/log-window.ts';
import { configuredWebhooks, ownWebhooks, unreadConfigurations } from '../support/own-webhooks.ts';
import { tooYoung } from '../support/process-age.ts';
import { chainFinding, slowFinding } from '../support/slow-webhook-findings.ts';
import { maybeSlowWebhooks, slowWebhooks } from '../support/slow-webhooks.ts';
import { chainsOver } from '../support/webhook-chains.ts';

const thresholds = {
  /** Ours: the whole of a write on one object may take as long, by the objective of Kubernetes. */
  p99: { value: 1, unit: 'seconds', source: links.apiCallSlo },
  /** Ours: the 99th percentile of fewer is their maximum. */
  minimum: { value: 100, unit: 'calls', source: links.apiCallSlo },
  /** After so long the API server ends a write, whatever it waits for. */
  deadline: { value: 34, unit: 'seconds', source: links.writeDeadline },
  /** Ours: an API server that has just started has called few. */
  window: shortestWindow,
} as const satisfies Record<string, Threshold>;

type Bounds = CheckContext<typeof thresholds>['thresholds'];

export const slowWebhook = defineCheck({
  id: 'slow-webhook',
  title: 'Webhooks that make writes wait',
  passTitle: 'Writes do not wait long for webhooks',
  category: 'webhooks',
  severity: 'medium',
  guide: 'C4',
  rationale:
    'Every write that a webhook intercepts waits for its answer, and for one mutating webhook after the other; where their time-outs add up beyond the limit of the API server, the write is ended before any failure policy applies.',
  remedy: 'Give the backend of the slow webhook more, narrow its rules, and make time-outs shorter.',
  learnMore: links.webhookPractices,
  requires: [],
  uses: ['apiMetrics', 'webhooks'],
  thresholds,
  evaluate({ apiMetrics, webhooks }, { thresholds: bounds }) {
    const own = webhooks.ok ? ownWebhooks(webhooks.value) : [];
    if (webhooks.ok && own.length === 0 && !webhooks.value.truncated) {
      return notApplicable('The cluster has no webhooks of its own.');
    }
    const slowness = { seconds: bounds.p99, minimum: bounds.minimum };
    const slow = apiMetrics.ok ? slowWebhooks(apiMetrics.value, webhooks, slowness) : [];
    const drafts: readonly FindingDraft[] = [
      ...(apiMetrics.ok
        ? slow.map((one) =>
            slowFinding(one, apiMetrics.value, { ...thresholds.p99, value: bounds.p99 }, slowness),
          )
        : []),
      ...chainFindings(webhooks, { ...thresholds.deadline, value: bounds.deadline }),
    ];
    const inspected = Math.max(own.length, drafts.length);
    return verdictOf(inspected, drafts, unseenIn(apiMetrics, webhooks, bounds));
  },
});

/** One finding, whatever the number of writes: they are sent to much the same webhooks. */
function chainFindings(webhooks: Gathered<Webhooks>, deadline: Threshold): readonly FindingDraft[] {
  if (!webhooks.ok) return [];
  const chains = chainsOver(configuredWebhooks(webhooks.value), deadline.value).filter((chain) =>
    chain.webhooks.some(({ configuration }) => !configuration.managedByAks),
  );
  const [worst, ...others] = chains;
  return worst === undefined ? [] : [chainFinding(worst, others, deadline)];
}

function unseenIn(
  metrics: Gathered<ApiMetrics>,
  webhooks: Gathered<Webhooks>,
  bounds: Bounds,
): Unseen | null {
  if (!metrics.ok) {
    return webhooks.ok
      ? because(metrics, 'How long webhooks take is not known.')
      : bothMissing(metrics, webhooks);
  }
  if (!webhooks.ok) {
    return because(webhooks, 'Which webhooks a write waits for is not known.');
  }
  return (
    unreadConfigurations(webhooks.value) ??
    tooYoung(metrics.value, metrics.at, bounds.window) ??
    undecided(metrics, webhooks, bounds)
  );
}

function because({ reason, detail, remedy }: Missing, what: string): Unseen {
  return { reason, detail: `${what} ${detail}`, remedy };
}

function undecided(
  { value }: GatheredValue<ApiMetrics>,
  webhooks: Gathered<Webhooks>,
  { p99, minimum }: Bounds,
): Unseen | null {
  const names = maybeSlowWebhooks(value, webhooks, { seconds: p99, minimum });
  if (names.length === 0) return null;
  return {
    reason: 'notCollected',
    detail: `Calls of ${listInWords(names)} may be slow, but what the API server has timed since it started is too little to judge.`,
    remedy: 'Audit again in some hours.',
  };
}
