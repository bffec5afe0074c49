import type { LatencyByCall } from '../../evidence/logs/latency-by-call.ts';
import type { FindingDraft, Threshold } from '../../model.ts';
import { fewerWrites } from '../../remediation/clients.ts';
import { links } from '../../remediation/links.ts';
import { lookCloser } from '../../remediation/log-query.ts';
import { formatCount, formatPercent, formatRate } from '../../shared/format.ts';
import type { CheckContext } from '../define-check.ts';
import { defineCheck, unknown, verdictOf } from '../define-check.ts';
import { type RestrictionEvidence, restrictionSteps } from '../support/client-restriction.ts';
import { beyondTheCut, callInWords, callKey } from '../support/log-calls.ts';
import { clientCulprit, clientExcerpts, clientInWords, clientResource } from '../support/log-clients.ts';
import { secondsSeen, shortestWindow, tooShort } from '../support/log-window.ts';
import { type WriteLoad, writeLoads } from '../support/write-load.ts';

const thresholds = {
  /** Upstream's objectives hold up to 20 changes a second in the whole cluster; here it is one client and kind. */
  rate: { value: 20, unit: 'requestsPerSecond', source: links.slos },
  /** Ours: "mostly". */
  unchanged: { value: 0.5, unit: 'ratio', source: links.guide },
  /** Ours: a quarter of the churn above; below it nobody gains much by sparing them. */
  unchangedRate: { value: 5, unit: 'requestsPerSecond', source: links.slos },
  window: shortestWindow,
} as const satisfies Record<string, Threshold>;

type Bounds = CheckContext<typeof thresholds>['thresholds'];

/** Ours: no write is answered in less than a millisecond, for even one that changes nothing reads the object first. */
const leastMsPerWrite = 1;

export const excessiveWriteCalls = defineCheck({
  id: 'excessive-write-calls',
  title: 'Client that writes too much',
  passTitle: 'No client writes too much',
  category: 'clients',
  severity: 'medium',
  guide: 'C3',
  rationale:
    'Every write goes through admission to etcd, makes a new revision and is told to all watchers, so a client that writes in a loop slows everybody down.',
  remedy: 'Make the client compare before it writes and gather changes, or hold its writes down.',
  learnMore: links.guide,
  requires: ['latencyByCall'],
  uses: ['apiMetrics', 'flowControl'],
  thresholds,
  resolvesAt: { rate: 18, unchanged: 0.45, unchangedRate: 4.5 },
  evaluate({ latencyByCall, apiMetrics, flowControl }, { thresholds: bounds }) {
    const short = tooShort(latencyByCall.window, bounds.window);
    if (short !== null) return unknown(short.reason, short.detail, short.remedy);
    const seconds = secondsSeen(latencyByCall.window);
    const loads = writeLoads(latencyByCall.calls, seconds);
    const drafts = loads.flatMap((load) =>
      findingsOn(load, latencyByCall, bounds, { apiMetrics, flowControl }),
    );
    return verdictOf(loads.length, drafts, unseenIn(latencyByCall, seconds, bounds));
  },
});

/** Writes are in either log. What is too frequent takes so much time together that only a busy list can hide it. */
function unseenIn(latency: LatencyByCall, seconds: number, bounds: Bounds) {
  return beyondTheCut(latency, leastMsPerWrite * seconds * Math.min(bounds.rate, bounds.unchangedRate));
}

function findingsOn(
  load: WriteLoad,
  { window }: LatencyByCall,
  bounds: Bounds,
  evidence: RestrictionEvidence,
): readonly FindingDraft[] {
  const { client, call, requests, unchanged, unchangedShare } = load;
  const idle = unchangedShare > bounds.unchanged && load.unchangedPerSecond > bounds.unchangedRate;
  if (load.perSecond <= bounds.rate && !idle) return [];
  const subject = `The client ${clientInWords(client)} sends ${callInWords(call)}`;
  return [
    {
      severity: 'medium',
      // How many versions there were is an estimate of the log service.
      confidence: idle ? 'inferred' : 'measured',
      resource: clientResource(client, callKey(call)),
      ...(idle ? idleWrites(subject, load, bounds) : frequentWrites(subject, load, bounds)),
      culprit: clientCulprit(client),
      excerpts: [
        ...clientExcerpts(client),
        { label: 'Writes', value: formatCount(requests) },
        { label: 'That changed nothing', value: `at least ${formatCount(unchanged)}` },
      ],
      remediation: fewerWrites(
        idle,
        lookCloser(window, { client, call }),
        restrictionSteps(client.username, call, [call.verb], evidence),
      ),
    },
  ];
}

type Observed = Pick<FindingDraft, 'summary' | 'observed' | 'threshold'>;

function frequentWrites(subject: string, { perSecond }: WriteLoad, { rate }: Bounds): Observed {
  const observed = `${formatRate(perSecond)} times a second`;
  return {
    summary: `${subject} ${observed}; expected is at most ${formatRate(rate)}.`,
    observed: { text: observed, value: perSecond, unit: 'requestsPerSecond' },
    threshold: { ...thresholds.rate, value: rate },
  };
}

function idleWrites(
  subject: string,
  { perSecond, unchangedShare }: WriteLoad,
  { unchanged }: Bounds,
): Observed {
  const observed = `${formatRate(perSecond)} times a second, and ${formatPercent(unchangedShare)} of these writes change nothing`;
  return {
    summary: `${subject} ${observed}; expected is at most ${formatPercent(unchanged)}.`,
    observed: { text: observed, value: unchangedShare, unit: 'ratio' },
    threshold: { ...thresholds.unchanged, value: unchanged },
  };
}
