import type { ApiMetrics } from '../../evidence/api-metrics.ts';
import type { FailedRequests } from '../../evidence/logs/failed-requests.ts';
import type { FindingDraft, Gathered, Threshold } from '../../model.ts';
import { relieveLevel } from '../../remediation/clients.ts';
import { links } from '../../remediation/links.ts';
import { countOf, formatCount, formatPercent } from '../../shared/format.ts';
import type { CheckContext, Unseen } from '../define-check.ts';
import { defineCheck, verdictOf } from '../define-check.ts';
import { type ClientShare, failureCalls, hiddenFailures, sharesOf } from '../support/client-failures.ts';
import { rejectionFinding, waitFindings } from '../support/level-findings.ts';
import { rejectionsOver } from '../support/level-rejections.ts';
import {
  clientCulprit,
  clientExcerpts,
  clientInWords,
  clientResource,
  isSystemUser,
} from '../support/log-clients.ts';
import { readsUnseen, shortestWindow, tooShort } from '../support/log-window.ts';

const thresholds = {
  /** Ours: one in a thousand is more than a start-up or a single burst. */
  share: { value: 0.001, unit: 'ratio', source: links.flowControl },
  /** Ours: fewer are no pattern, whatever share they are. */
  minimum: { value: 10, unit: 'requests', source: links.flowControl },
  /** Ours: with the wait in it a call on one object is over the objective then. */
  wait: { value: 1, unit: 'seconds', source: links.apiCallSlo },
  /** Ours: the 99th percentile of fewer is their maximum. */
  waitMinimum: { value: 100, unit: 'requests', source: links.apiCallSlo },
  window: shortestWindow,
} as const satisfies Record<string, Threshold>;

type Bounds = CheckContext<typeof thresholds>['thresholds'];

/** 429 before authorization: only those are of priority and fairness. */
const kinds = ['throttled'] as const;

export const throttledClients = defineCheck({
  id: 'throttled-clients',
  title: 'Clients that the API server turns away',
  passTitle: 'The API server turns hardly any request away',
  category: 'clients',
  severity: 'high',
  guide: 'C3',
  rationale:
    'When a priority level is full the API server answers 429: users see errors, and when nodes or controllers are turned away the cluster stops to heal itself.',
  remedy: 'Find who takes the seats of the level, and lower that load.',
  learnMore: links.flowControl,
  requires: [],
  uses: ['failedRequests', 'apiMetrics'],
  thresholds,
  resolvesAt: { share: 0.000_8 },
  evaluate({ failedRequests, apiMetrics }, { thresholds: bounds }) {
    const clients = failedRequests.ok ? sharesOf(failedRequests.value, kinds) : [];
    const drafts = [
      ...clients.flatMap((client) => clientFindings(client, bounds)),
      ...(apiMetrics.ok ? levelFindings(apiMetrics.value, bounds) : []),
    ];
    const inspected = failedRequests.ok ? failedRequests.value.requests : 0;
    return verdictOf(inspected, drafts, unseenIn(failedRequests, apiMetrics, bounds));
  },
});

function levelFindings(metrics: ApiMetrics, bounds: Bounds): readonly FindingDraft[] {
  const share = { ...thresholds.share, value: bounds.share };
  return [
    ...rejectionsOver(metrics, bounds).map((level) => rejectionFinding(level, metrics, share)),
    ...waitFindings(
      metrics,
      { ...thresholds.wait, value: bounds.wait },
      { seconds: bounds.wait, minimum: bounds.waitMinimum },
    ),
  ];
}

/**
 * The counters are of one API server, and each has its own queues: only the log of all of them says that nobody is turned
 * away. How long requests wait is in the counters alone.
 */
function unseenIn(
  failed: Gathered<FailedRequests>,
  metrics: Gathered<ApiMetrics>,
  bounds: Bounds,
): Unseen | null {
  if (!failed.ok) {
    const detail = `Which clients the API servers turn away is not known. ${failed.detail}`;
    return { reason: failed.reason, detail, remedy: failed.remedy };
  }
  const { value } = failed;
  return (
    tooShort(value.window, bounds.window) ??
    readsUnseen(value.window, 'Which reads are turned away is not known.') ??
    hiddenFailures(value, kinds, bounds.minimum) ??
    unseenWaits(metrics)
  );
}

function unseenWaits(metrics: Gathered<ApiMetrics>): Unseen | null {
  if (metrics.ok && metrics.value.queueWaits.length > 0) return null;
  const { reason, detail, remedy } = metrics.ok ? noWaits : metrics;
  return { reason, detail: `How long requests wait for a seat is not known. ${detail}`, remedy };
}

const noWaits: Unseen = {
  reason: 'notCollected',
  detail: 'The API server shows no waits on /metrics.',
  remedy: 'Audit again; right after a start there may be none yet.',
};

function clientFindings(
  { client, requests, failures, share }: ClientShare,
  bounds: Bounds,
): readonly FindingDraft[] {
  if (failures < bounds.minimum || share <= bounds.share) return [];
  const observed = `${countOf(failures, 'request')} turned away, ${formatPercent(share)} of ${formatCount(requests)}`;
  return [
    {
      severity: isSystemUser(client.username) ? 'high' : 'medium',
      confidence: 'measured',
      resource: clientResource(client),
      summary: `Of the requests of the client ${clientInWords(client)}, priority and fairness turned away ${formatCount(failures)} of ${formatCount(requests)}, which is ${formatPercent(share)}; expected is at most ${formatPercent(bounds.share)}.`,
      observed: { text: observed, value: share, unit: 'ratio' },
      threshold: { ...thresholds.share, value: bounds.share },
      culprit: clientCulprit(client),
      excerpts: [...clientExcerpts(client), ...failureCalls(client.items, kinds)],
      remediation: relieveLevel(),
    },
  ];
}
