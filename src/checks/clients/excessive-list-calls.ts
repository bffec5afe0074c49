import type { LogWindow } from '../../evidence/logs/log-window.ts';
import type { FindingDraft, Threshold } from '../../model.ts';
import { fewerLists } from '../../remediation/clients.ts';
import { links } from '../../remediation/links.ts';
import { lookCloser } from '../../remediation/log-query.ts';
import { countOf, formatCount, formatRate, listInWords } from '../../shared/format.ts';
import type { CheckContext, Unseen } from '../define-check.ts';
import { defineCheck, unknown, verdictOf } from '../define-check.ts';
import { type RestrictionEvidence, restrictionSteps } from '../support/client-restriction.ts';
import { type ListLoad, listLoad } from '../support/listed-objects.ts';
import { beyondTheCut, callInWords, callKey, kindOf } from '../support/log-calls.ts';
import {
  byClient,
  clientCulprit,
  clientExcerpts,
  clientInWords,
  clientResource,
} from '../support/log-clients.ts';
import { readsUnseen, secondsSeen, shortestWindow, tooShort } from '../support/log-window.ts';

const thresholds = {
  /** Ours: as if a kind at the guide's bound of 10,000 objects were listed whole every second. */
  objects: { value: 10_000, unit: 'objectsPerSecond', source: links.guide },
  /**
   * Ours, for LISTs of unknown size: one of 1,000 objects or more takes ten seats, the most there are for a LIST up to
   * 1.33, and ten of those a second are 10,000 objects a second.
   */
  rate: { value: 10, unit: 'requestsPerSecond', source: links.flowControl },
  window: shortestWindow,
} as const satisfies Record<string, Threshold>;

type Bounds = CheckContext<typeof thresholds>['thresholds'];

/** Ours: no API server handles an object in less than a microsecond. */
const leastMsPerObject = 0.001;

export const excessiveListCalls = defineCheck({
  id: 'excessive-list-calls',
  title: 'Client that lists too much',
  passTitle: 'No client lists too much',
  category: 'clients',
  severity: 'high',
  guide: 'C3',
  rationale:
    'A LIST costs the API server memory and time for every object that it goes through; one client that polls a large kind can bring it down.',
  remedy: 'Make the client watch instead of listing, or hold its LISTs down by a flow schema.',
  learnMore: links.guide,
  requires: ['latencyByCall'],
  uses: ['apiMetrics', 'flowControl'],
  thresholds,
  resolvesAt: { objects: 9_000, rate: 9 },
  evaluate({ latencyByCall, apiMetrics, flowControl }, { thresholds: bounds }) {
    const { window, calls } = latencyByCall;
    const blind = tooShort(window, bounds.window) ?? readsUnseen(window, 'Who lists how much is not known.');
    if (blind !== null) return unknown(blind.reason, blind.detail, blind.remedy);
    const seconds = secondsSeen(window);
    const lists = calls.filter(({ verb, scope }) => verb === 'list' && scope !== 'resource');
    const loads = byClient(lists, callKey).map((client) => listLoad(client, apiMetrics, seconds));
    const drafts = loads.flatMap((load) => findingsOn(load, window, bounds, { apiMetrics, flowControl }));
    const unseen =
      unsized(loads, bounds) ?? beyondTheCut(latencyByCall, leastMsPerObject * bounds.objects * seconds);
    return verdictOf(loads.length, drafts, unseen);
  },
});

/** LISTs that were let pass although they are too much if each is of the whole kind. */
function unsized(loads: readonly ListLoad[], bounds: Bounds): Unseen | null {
  const open = loads.filter(
    (load) =>
      (load.objectsPerSecond ?? 0) <= bounds.objects &&
      load.unsizedPerSecond <= bounds.rate &&
      load.mostPerSecond > bounds.objects,
  );
  const [first] = open;
  if (first === undefined) return null;
  const names = listInWords([...new Set(open.map(({ call }) => callInWords(call)))].toSorted(), 3);
  return {
    reason: 'notCollected',
    detail: `How many objects these calls go through is not known: ${names}.`,
    remedy:
      first.objects === null
        ? 'Let the auditor read /metrics of the API server, which has the object counts.'
        : 'Count the objects of the namespaces that are listed; the object counts of the API server are for all of them together.',
  };
}

function findingsOn(
  load: ListLoad,
  window: LogWindow,
  bounds: Bounds,
  evidence: RestrictionEvidence,
): readonly FindingDraft[] {
  const { client, call } = load;
  const judged = judge(load, bounds);
  if (judged === null) return [];
  return [
    {
      ...judged,
      resource: clientResource(client, callKey(call)),
      culprit: clientCulprit(client),
      excerpts: [...clientExcerpts(client), ...listExcerpts(load)],
      remediation: fewerLists(
        lookCloser(window, { client, call }),
        restrictionSteps(client.username, call, ['list'], evidence),
      ),
    },
  ];
}

type Judged = Pick<FindingDraft, 'severity' | 'confidence' | 'summary' | 'observed' | 'threshold'>;

function judge(load: ListLoad, bounds: Bounds): Judged | null {
  const { client, call, objects, objectsPerSecond, unsizedPerSecond, perSecond } = load;
  const subject = `The client ${clientInWords(client)} sends ${callInWords(call)}`;
  if (objects !== null && objectsPerSecond !== null && objectsPerSecond > bounds.objects) {
    const observed = `${formatRate(perSecond)} times a second, which makes ${formatRate(objectsPerSecond)} objects a second`;
    return {
      severity: 'high',
      confidence: 'measured',
      summary: `${subject} ${observed}; expected are at most ${formatRate(bounds.objects)}.`,
      observed: { text: observed, value: objectsPerSecond, unit: 'objectsPerSecond' },
      threshold: { ...thresholds.objects, value: bounds.objects },
    };
  }
  if (unsizedPerSecond <= bounds.rate || harmless(load, bounds)) return null;
  const observed = `${formatRate(unsizedPerSecond)} times a second, each of unknown size`;
  return {
    severity: 'medium',
    confidence: 'inferred',
    summary: `${subject} ${observed}; expected are at most ${formatRate(bounds.rate)} a second.`,
    observed: { text: observed, value: unsizedPerSecond, unit: 'requestsPerSecond' },
    threshold: { ...thresholds.rate, value: bounds.rate },
  };
}

/** Even if each LIST, paged or not, went through the whole kind, it would not be too much. */
function harmless({ objects, perSecond }: ListLoad, bounds: Bounds): boolean {
  return objects !== null && objects * perSecond <= bounds.objects;
}

function listExcerpts({ call, requests, unpaged, objects }: ListLoad): FindingDraft['excerpts'] {
  return [
    { label: 'LISTs', value: `${countOf(requests, 'LIST')}, ${formatCount(unpaged)} of them without pages` },
    {
      label: `Objects of the kind ${kindOf(call)}`,
      value: objects === null ? 'not known' : formatCount(objects),
    },
    ...(call.scope === 'namespace'
      ? [{ label: 'Scope', value: 'one namespace, which holds an unknown part of the kind' }]
      : []),
  ];
}
