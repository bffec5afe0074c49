import type { ClientLatency, LatencyBin, LatencyByClient } from '../../evidence/logs/latency-by-client.ts';
import type { FindingDraft, RemediationStep, Threshold } from '../../model.ts';
import { speedUpClient } from '../../remediation/clients.ts';
import { links } from '../../remediation/links.ts';
import { lookCloser } from '../../remediation/log-query.ts';
import { countOf, formatDuration, formatLatency, formatRate } from '../../shared/format.ts';
import type { CheckContext } from '../define-check.ts';
import { defineCheck, unknown, verdictOf } from '../define-check.ts';
import { binsIn, hiddenSlowClients } from '../support/hidden-slow-clients.ts';
import type { SlowRun } from '../support/latency-bins.ts';
import { longestRun, mergeBins } from '../support/latency-bins.ts';
import type { ClientGroup } from '../support/log-clients.ts';
import {
  byClient,
  clientCulprit,
  clientExcerpts,
  clientInWords,
  clientResource,
} from '../support/log-clients.ts';
import { usualMeanMs } from '../support/client-habit.ts';
import { tooShort } from '../support/log-window.ts';

const thresholds = {
  /** The objective for a call on one object, which a client's mean should stay well within. */
  mean: { value: 1, unit: 'seconds', source: links.apiCallSlo },
  /** Ours: three of the guide's bins of five minutes. */
  duration: { value: 900, unit: 'seconds', source: links.guide },
  /** Ours: the mean of fewer calls in a bin is that of one slow call. */
  minimum: { value: 20, unit: 'calls', source: links.guide },
  /** Ours: against the client's own median of a week. */
  times: { value: 5, unit: 'times', source: links.guide },
  /** Ours: what is faster than a quarter of the objective hurts nobody, however slow it is for that client. */
  least: { value: 0.25, unit: 'seconds', source: links.apiCallSlo },
} as const satisfies Record<string, Threshold>;

type Bounds = CheckContext<typeof thresholds>['thresholds'];

export const slowClient = defineCheck({
  id: 'slow-client',
  title: 'Client whose requests are slow',
  passTitle: 'No client waits long for the API server',
  category: 'clients',
  severity: 'medium',
  guide: 'L2',
  rationale:
    'How long a client waits shows the load that it makes better than how often it asks: the guide looks there for the calls that overload the API server.',
  remedy: 'Find the kind of call that is slow, and ask for less at once.',
  learnMore: links.guide,
  requires: ['latencyByClient'],
  uses: ['logVisibility', 'history'],
  thresholds,
  resolvesAt: { mean: 0.9, times: 4 },
  evaluate({ latencyByClient, logVisibility, history }, { now, thresholds: bounds }) {
    const short = tooShort(latencyByClient.window, bounds.duration);
    if (short !== null) return unknown(short.reason, short.detail, short.remedy);
    const observations = history.ok ? history.value.observations : [];
    const drafts = byClient(latencyByClient.clients).flatMap((client) =>
      findingsOn(client, usualMeanMs(client, observations, now), latencyByClient, bounds),
    );
    const unseen = hiddenSlowClients(latencyByClient, logVisibility, bounds);
    return verdictOf(latencyByClient.clientCount, drafts, unseen);
  },
});

function findingsOn(
  { items, ...client }: ClientGroup<ClientLatency>,
  usualMs: number | null,
  { binSeconds, window }: LatencyByClient,
  bounds: Bounds,
): readonly FindingDraft[] {
  const bins = mergeBins(items.flatMap((item) => item.bins));
  const slower = (limitMs: number): SlowRun | null => {
    const isSlow = ({ requests, meanMs }: LatencyBin): boolean =>
      requests >= bounds.minimum && meanMs > limitMs;
    const run = longestRun(bins, binSeconds, isSlow);
    return run !== null && run.bins.length >= binsIn(bounds, binSeconds) ? run : null;
  };
  const look = lookCloser(window, { client });
  const slow = slower(bounds.mean * 1_000);
  if (slow !== null) {
    const expected = formatLatency(bounds.mean * 1_000);
    const threshold = { ...thresholds.mean, value: bounds.mean };
    return [findingOn(client, slow, binSeconds, { expected, threshold, usualMs, look })];
  }
  if (usualMs === null) return [];
  const unusual = slower(Math.max(bounds.least * 1_000, bounds.times * usualMs));
  if (unusual === null) return [];
  const expected = `${formatRate(bounds.times)} times its usual ${formatLatency(usualMs)}`;
  const threshold = { ...thresholds.times, value: bounds.times };
  return [findingOn(client, unusual, binSeconds, { expected, threshold, usualMs, look })];
}

interface Crossed {
  readonly expected: string;
  readonly threshold: Threshold;
  readonly usualMs: number | null;
  readonly look: readonly RemediationStep[];
}

function findingOn(
  client: Omit<ClientGroup<ClientLatency>, 'items'>,
  run: SlowRun,
  binSeconds: number,
  { expected, threshold, usualMs, look }: Crossed,
): FindingDraft {
  const observed = `${formatLatency(run.meanMs)} on average for ${formatDuration(run.bins.length * binSeconds)}`;
  return {
    severity: 'medium',
    confidence: 'measured',
    resource: clientResource(client),
    summary: `Requests of the client ${clientInWords(client)} take ${observed}; expected is at most ${expected}.`,
    observed: { text: observed, value: run.meanMs / 1_000, unit: 'seconds' },
    threshold,
    culprit: clientCulprit(client),
    since: run.since,
    excerpts: [
      ...clientExcerpts(client),
      ...runExcerpts(run),
      ...(usualMs === null ? [] : [{ label: 'Usual mean, of a week', value: formatLatency(usualMs) }]),
    ],
    remediation: speedUpClient(look),
  };
}

function runExcerpts({ bins, requests }: SlowRun): FindingDraft['excerpts'] {
  const worst = Math.max(...bins.map(({ meanMs }) => meanMs));
  return [
    { label: 'Slow bins', value: `${bins.length}, with ${countOf(requests, 'call')}` },
    { label: 'Highest mean of a bin', value: formatLatency(worst) },
  ];
}
