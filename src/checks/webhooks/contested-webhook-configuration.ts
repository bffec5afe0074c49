import type { LatencyByCall } from '../../evidence/logs/latency-by-call.ts';
import type { WebhookConfiguration } from '../../evidence/webhooks.ts';
import type { FindingDraft, Gathered, Threshold } from '../../model.ts';
import { endContest } from '../../remediation/contested-webhook.ts';
import { links } from '../../remediation/links.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { countOf, formatCount, formatDuration, formatRate, listInWords } from '../../shared/format.ts';
import type { CheckContext, Unseen } from '../define-check.ts';
import { defineCheck, notApplicable, verdictOf } from '../define-check.ts';
import type { GenerationGrowth } from '../support/generation-growth.ts';
import { generationGrowth } from '../support/generation-growth.ts';
import { byClient, clientInWords } from '../support/log-clients.ts';
import { unreadConfigurations } from '../support/own-webhooks.ts';

const thresholds = {
  /** Ours: releases and rotated certificates change a configuration now and then, two writers that fight do each minute. */
  growth: { value: 10, unit: 'changesPerDay', source: links.aksEnforcerFight },
} as const satisfies Record<string, Threshold>;

type Bounds = CheckContext<typeof thresholds>['thresholds'];

export const contestedWebhookConfiguration = defineCheck({
  id: 'contested-webhook-configuration',
  title: 'Webhook configuration that two writers fight over',
  passTitle: 'No webhook configuration changes all the time',
  category: 'webhooks',
  severity: 'medium',
  guide: 'C4+',
  rationale:
    'Each change makes every API server load the configuration anew, and two controllers that undo each other never stop.',
  remedy: 'Find the two writers, and let one of them leave the field alone that both set.',
  learnMore: links.aksFaq,
  requires: ['webhooks', 'history'],
  uses: ['latencyByCall'],
  thresholds,
  resolvesAt: { growth: 8 },
  evaluate({ webhooks, history, latencyByCall }, { now, thresholds: bounds }) {
    const { configurations } = webhooks;
    const unread = unreadConfigurations(webhooks);
    if (configurations.length === 0 && unread === null) {
      return notApplicable('The cluster has no webhook configurations.');
    }
    const judged = configurations.map((configuration) => ({
      configuration,
      growth: generationGrowth(configuration, history.observations, now),
    }));
    const contested = judged.flatMap(({ configuration, growth }) =>
      growth === null || growth.perDay <= bounds.growth
        ? []
        : [findingOn(configuration, growth, latencyByCall, now, bounds)],
    );
    const young = judged.flatMap(({ configuration, growth }) =>
      growth === null || (!growth.whole && growth.perDay <= bounds.growth) ? [configuration.name] : [],
    );
    return verdictOf(configurations.length, contested, unread ?? unseenIn(young));
  },
});

function unseenIn(young: readonly string[]): Unseen | null {
  if (young.length === 0) return null;
  const names = [...new Set(young)].toSorted().map((name) => cleanText(name, 80));
  return {
    reason: 'notCollected',
    detail: `It takes two audits a day apart to see how often ${listInWords(names)} ${names.length === 1 ? 'changes' : 'change'}.`,
    remedy: 'Let the auditor sweep on; a day later it is known.',
  };
}

function findingOn(
  configuration: WebhookConfiguration,
  { changes, perDay, since }: GenerationGrowth,
  calls: Gathered<LatencyByCall>,
  now: Date,
  bounds: Bounds,
): FindingDraft {
  const { kind, name, generation, managedByAks } = configuration;
  const span = formatDuration((now.getTime() - since) / 1_000);
  const observed = `${countOf(changes, 'change')} in ${span}`;
  const writers = writersOf(kind, calls);
  return {
    severity: 'medium',
    confidence: 'measured',
    resource: { kind, name },
    summary: `The ${kind} ${cleanText(name, 80)} had ${observed}; expected are at most ${formatRate(bounds.growth)} a day.`,
    observed: { text: observed, value: perDay, unit: 'changesPerDay' },
    threshold: { ...thresholds.growth, value: bounds.growth },
    since: new Date(since).toISOString(),
    excerpts: [
      {
        label: 'Generation',
        value: `${formatCount(generation)}, ${formatCount(generation - changes)} before`,
      },
      { label: "AKS's admissions enforcer", value: enforcerInWords(configuration) },
      ...(managedByAks ? [{ label: 'Belongs to', value: 'AKS' }] : []),
      ...(writers.length === 0
        ? []
        : [{ label: `Clients that write the kind`, value: listInWords(writers) }]),
    ],
    remediation: endContest(configuration),
  };
}

function enforcerInWords({ managedByAks, enforcerDisabled }: WebhookConfiguration): string {
  if (managedByAks) return 'does not look after it';
  return enforcerDisabled ? 'is opted out of' : 'changes its selectors';
}

/** By the audit log, which lists busy calls only: none there does not mean that nobody writes. */
function writersOf(kind: WebhookConfiguration['kind'], calls: Gathered<LatencyByCall>): readonly string[] {
  if (!calls.ok) return [];
  const resource = `${kind.toLowerCase()}s`;
  const writes = calls.value.calls.filter(
    (call) => call.resource === resource && ['update', 'patch'].includes(call.verb),
  );
  return byClient(writes).map(clientInWords);
}
