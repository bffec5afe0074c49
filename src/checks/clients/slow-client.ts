import type { ClientLatency, LatencyBin, LatencyByClient } from '../../evidence/logs/latency-by-client.ts';
import type { LogVisibility } from '../../evidence/logs/visibility.ts';
import type { FindingDraft, Gathered, Threshold } from '../../model.ts';
import { speedUpClient } from '../../remediation/clients.ts';
import { links } from '../../remediation/links.ts';
import { countOf, formatCount, formatDuration, formatLatency } from '../../shared/format.ts';
import type { CheckContext, Unseen } from '../define-check.ts';
import { defineCheck, unknown, verdictOf } from '../define-check.ts';
import { cutRemedy, cutsUnseen } from '../support/cut-events.ts';
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
import { readsUnseen, tooShort } from '../support/log-window.ts';

const thresholds = {
  /** The objective for a call on one object, which a client's mean should stay well within. */
  mean: { value: 1, unit: 'seconds', source: links.apiCallSlo },
  /** Ours: three of the guide's bins of five minutes. */
  duration: { value: 900, unit: 'seconds', source: links.guide },
  /** Ours: the mean of fewer calls in a bin is that of one slow call. */
  minimum: { value: 20, unit: 'calls', source: links.guide },
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
  uses: ['logVisibility'],
  thresholds,
  evaluate({ latencyByClient, logVisibility }, { thresholds: bounds }) {
    const short = tooShort(latencyByClient.window, bounds.duration);
    if (short !== null) return unknown(short.reason, short.detail, short.remedy);
    const drafts = byClient(latencyByClient.clients).flatMap((client) =>
      findingsOn(client, latencyByClient.binSeconds, bounds),
    );
    const unseen = unseenIn(latencyByClient, bounds) ?? cutBehind(latencyByClient, logVisibility, bounds);
    return verdictOf(latencyByClient.clientCount, drafts, unseen);
  },
});

function unseenIn(latency: LatencyByClient, bounds: Bounds): Unseen | null {
  return (
    readsUnseen(latency.window, 'How long clients wait for their reads is not known.') ??
    beyondTheCut(latency, bounds)
  );
}

/** Cut events have lost their times; so many of one client, however few among all, may be what made it slow. */
function cutBehind(
  { binSeconds }: LatencyByClient,
  visibility: Gathered<LogVisibility>,
  bounds: Bounds,
): Unseen | null {
  if (!visibility.ok) return cutsUnseen(visibility);
  const { cutRows } = visibility.value;
  if (cutRows < binsIn(bounds, binSeconds) * bounds.minimum) return null;
  return {
    reason: 'truncated',
    detail: `Of the audit events ${formatCount(cutRows)} are cut and have lost their times, which is enough to hide a client that is slow.`,
    remedy: cutRemedy,
  };
}

/** Ranked by time spent: a slow client that is not listed would have spent less than the last one that is. */
function beyondTheCut({ clients, clientCount, binSeconds }: LatencyByClient, bounds: Bounds): Unseen | null {
  if (clientCount <= clients.length) return null;
  const leastListed = Math.min(...clients.map(({ requests, meanMs }) => requests * meanMs));
  if (leastListed < binsIn(bounds, binSeconds) * bounds.minimum * bounds.mean * 1_000) return null;
  return {
    reason: 'truncated',
    detail: `Only the ${clients.length} clients of ${clientCount} that keep the server busy longest are listed, and even the last of them is busy enough to hide a slow one behind it.`,
    remedy: 'Run the query of step 2 of the guide over the workspace for all clients.',
  };
}

function binsIn({ duration }: Bounds, binSeconds: number): number {
  return Math.ceil(duration / binSeconds);
}

function findingsOn(
  { items, ...client }: ClientGroup<ClientLatency>,
  binSeconds: number,
  bounds: Bounds,
): readonly FindingDraft[] {
  const isSlow = ({ requests, meanMs }: LatencyBin): boolean =>
    requests >= bounds.minimum && meanMs > bounds.mean * 1_000;
  const run = longestRun(mergeBins(items.flatMap(({ bins }) => bins)), binSeconds, isSlow);
  if (run === null || run.bins.length < binsIn(bounds, binSeconds)) return [];
  const observed = `${formatLatency(run.meanMs)} on average for ${formatDuration(run.bins.length * binSeconds)}`;
  return [
    {
      severity: 'medium',
      confidence: 'measured',
      resource: clientResource(client),
      summary: `Requests of the client ${clientInWords(client)} take ${observed}; expected is at most ${formatLatency(bounds.mean * 1_000)}.`,
      observed: { text: observed, value: run.meanMs / 1_000, unit: 'seconds' },
      threshold: { ...thresholds.mean, value: bounds.mean },
      culprit: clientCulprit(client),
      since: run.since,
      excerpts: [...clientExcerpts(client), ...runExcerpts(run)],
      remediation: speedUpClient(),
    },
  ];
}

function runExcerpts({ bins, requests }: SlowRun): FindingDraft['excerpts'] {
  const worst = Math.max(...bins.map(({ meanMs }) => meanMs));
  return [
    { label: 'Slow bins', value: `${bins.length}, with ${countOf(requests, 'call')}` },
    { label: 'Highest mean of a bin', value: formatLatency(worst) },
  ];
}
