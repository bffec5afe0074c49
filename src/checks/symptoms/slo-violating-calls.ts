import type { LatencyByCall } from '../../evidence/logs/latency-by-call.ts';
import type { SlowRequestLayers } from '../../evidence/logs/slow-request-layers.ts';
import type { Confidence, Excerpt, FindingDraft, Gathered, Severity, Threshold } from '../../model.ts';
import { speedUpCall } from '../../remediation/clients.ts';
import { links } from '../../remediation/links.ts';
import { lookCloser } from '../../remediation/log-query.ts';
import { countOf, formatCount, formatLatency, formatPercent, listInWords } from '../../shared/format.ts';
import type { CheckContext, Unseen } from '../define-check.ts';
import { defineCheck, verdictOf } from '../define-check.ts';
import type { Violation } from '../support/call-objective.ts';
import { sumOf, violations } from '../support/call-objective.ts';
import { cutRemedy, mostCut, timesLost } from '../support/cut-events.ts';
import {
  beyondTheCut,
  callInWords,
  callKey,
  callName,
  hasObjective,
  wholeListRemedy,
} from '../support/log-calls.ts';
import { clientCulprit, clientInWords } from '../support/log-clients.ts';
import { readsUnseen, shortestWindow, tooShort } from '../support/log-window.ts';
import { layersOf } from '../support/slow-layers.ts';

const thresholds = {
  /** The objective is a 99th percentile, so one call in a hundred may be late. */
  late: { value: 0.01, unit: 'ratio', source: links.apiCallSlo },
  /** Ours: the 99th percentile of fewer calls is their maximum. */
  minimum: { value: 100, unit: 'calls', source: links.apiCallSlo },
  /** Older text of the objective, by which upstream's alerts still go. */
  namespaceList: { value: 5, unit: 'seconds', source: links.apiServerRules },
  window: shortestWindow,
  cut: mostCut,
} as const satisfies Record<string, Threshold>;

type Bounds = CheckContext<typeof thresholds>['thresholds'];

export const sloViolatingCalls = defineCheck({
  id: 'slo-violating-calls',
  title: 'Calls slower than the Kubernetes objective',
  passTitle: 'API calls keep the Kubernetes objective',
  category: 'symptoms',
  severity: 'high',
  guide: 'S, L3',
  rationale:
    'Kubernetes promises 99 % of calls on one object within 1 s and of LISTs within 30 s; calls beyond that are what users feel, and name the client to look at.',
  remedy: 'Go by where the time is spent, and let the clients that are named ask for less at once.',
  learnMore: links.apiCallSlo,
  requires: ['latencyByCall'],
  uses: ['slowRequestLayers', 'logVisibility'],
  thresholds,
  resolvesAt: { late: 0.008, namespaceList: 4.5 },
  evaluate({ latencyByCall, slowRequestLayers, logVisibility }, { thresholds: bounds }) {
    const drafts = violations(latencyByCall, bounds).map((violation) =>
      findingOn(violation, latencyByCall, slowRequestLayers, bounds),
    );
    const unseen =
      unseenIn(latencyByCall, bounds) ??
      untimedCalls(latencyByCall, bounds) ??
      timesLost(logVisibility, bounds.cut);
    return verdictOf(latencyByCall.callCount, drafts, unseen);
  },
});

/**
 * A call that breaks the objective is listed before all others, so only a slow LIST in a namespace can hide beyond the
 * cut: one whose 99th percentile is over the bound had at least one such call in a hundred. Bounds that are set lower than
 * the query ranks by prove nothing.
 */
function unseenIn(latency: LatencyByCall, bounds: Bounds): Unseen | null {
  const rankedByThese = bounds.late >= 0.01 && bounds.minimum >= 100;
  const leastMs = rankedByThese ? 0.01 * bounds.minimum * bounds.namespaceList * 1_000 : 0;
  return (
    tooShort(latency.window, bounds.window) ??
    readsUnseen(latency.window, 'How long reads take is not known.') ??
    lateBeyondTheCut(latency, bounds) ??
    beyondTheCut(latency, leastMs)
  );
}

/** Each client alone may keep the objective that all of them together break: only listed ones are added up. */
function lateBeyondTheCut({ callCount, calls, totalLate }: LatencyByCall, bounds: Bounds): Unseen | null {
  const hidden = totalLate - sumOf(calls, 'overObjective');
  if (hidden <= bounds.late * bounds.minimum) return null;
  return {
    reason: 'truncated',
    detail: `Of the requests that are not among the ${formatCount(calls.length)} listed of ${formatCount(callCount)} calls ${formatCount(hidden)} were late, which may together break the objective of their kind.`,
    remedy: wholeListRemedy,
  };
}

/** A kind of call whose own events are cut shows no late one, however few they are among all events. */
function untimedCalls({ calls }: LatencyByCall, bounds: Bounds): Unseen | null {
  const kinds = [...Map.groupBy(calls, callKey).values()];
  const blind = kinds.find((one) => {
    const [requests, untimed] = [sumOf(one, 'requests'), sumOf(one, 'untimed')];
    return requests >= bounds.minimum && untimed > bounds.late * requests;
  });
  const [call] = blind ?? [];
  if (call === undefined) return null;
  return {
    reason: 'truncated',
    detail: `The audit events of ${callInWords(call)} are cut and have lost their times, so nothing tells how long it takes.`,
    remedy: cutRemedy,
  };
}

function findingOn(
  violation: Violation,
  { window }: LatencyByCall,
  slowRequestLayers: Gathered<SlowRequestLayers>,
  bounds: Bounds,
): FindingDraft {
  const { call, clients } = violation;
  const layers = layersOf(call, slowRequestLayers);
  const [worst] = clients;
  return {
    ...judge(violation, layers.mostlyOutside),
    resource: { kind: 'APICall', name: callName(call), part: partOf(violation) },
    ...observation(violation, bounds),
    culprit: clientCulprit(worst.client),
    excerpts: [
      ...callExcerpts(violation),
      layers.excerpt,
      ...(hasObjective(call)
        ? [{ label: 'Objective', value: 'leaves out webhooks and queueing; the log includes them' }]
        : [
            {
              label: 'Objective',
              value: 'is not promised for this kind; it is held to that of built-in kinds',
            },
          ]),
    ],
    remediation: speedUpCall(call.verb, layers.largest, lookCloser(window, { call })),
  };
}

function partOf({ call }: Violation): string {
  return `${call.verb} ${call.scope}`;
}

function judge(
  { breach, certain, call }: Violation,
  mostlyOutside: boolean,
): { readonly severity: Severity; readonly confidence: Confidence } {
  if (!hasObjective(call)) return { severity: 'medium', confidence: 'inferred' };
  const severity = breach === 'kind' ? 'high' : 'medium';
  if (mostlyOutside) return { severity, confidence: 'inferred' };
  return { severity, confidence: certain ? 'measured' : 'sampled' };
}

function observation(
  { breach, call, requests, late, p99Ms, clients: [worst] }: Violation,
  bounds: Bounds,
): Pick<FindingDraft, 'summary' | 'observed' | 'threshold'> {
  const by = breach === 'kind' ? '' : ` by ${clientInWords(worst.client)}`;
  if (breach === 'slowList') {
    const seconds = (p99Ms ?? 0) / 1_000;
    const observed = `a 99th percentile of ${formatLatency(p99Ms ?? 0)}`;
    return {
      summary: `${callInWords(call)}${by} has ${observed}; expected is at most ${formatLatency(bounds.namespaceList * 1_000)}.`,
      observed: { text: observed, value: seconds, unit: 'seconds' },
      threshold: { ...thresholds.namespaceList, value: bounds.namespaceList },
    };
  }
  const share = late / requests;
  const observed = `${formatPercent(share)} of ${countOf(requests, 'call')} take longer than ${formatLatency(call.objectiveMs)}`;
  return {
    summary: `Of ${callInWords(call)}${by}, ${observed}; expected is at most ${formatPercent(bounds.late)}.`,
    observed: { text: observed, value: share, unit: 'ratio' },
    threshold: { ...thresholds.late, value: bounds.late },
  };
}

function callExcerpts({ call, late, p99Ms, clients }: Violation): readonly Excerpt[] {
  const named = clients.map(
    ({ client, late: own, requests }) =>
      `${clientInWords(client)}: ${formatCount(own)} of ${formatCount(requests)} late`,
  );
  return [
    { label: 'Call', value: callKey(call) },
    { label: 'Late calls', value: formatCount(late) },
    ...(p99Ms === null ? [] : [{ label: 'Worst 99th percentile of a client', value: formatLatency(p99Ms) }]),
    { label: 'Clients', value: listInWords(named, 3) },
    ...(clients.some(({ client }) => client.role !== 'client')
      ? [{ label: 'Among them', value: 'clients that call themselves probers or the auditor; anybody can' }]
      : []),
  ];
}
