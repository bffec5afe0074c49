import type { ApiMetrics } from '../../evidence/api-metrics.ts';
import type { FailedRequests } from '../../evidence/logs/failed-requests.ts';
import type { FindingDraft, Gathered, Threshold } from '../../model.ts';
import { relieveLevel } from '../../remediation/clients.ts';
import { links } from '../../remediation/links.ts';
import { countOf, formatCount, formatDuration, formatPercent, listInWords } from '../../shared/format.ts';
import type { CheckContext, Unseen } from '../define-check.ts';
import { defineCheck, verdictOf } from '../define-check.ts';
import { type ClientShare, failureCalls, hiddenFailures, sharesOf } from '../support/client-failures.ts';
import { type LevelRejections, rejectionsOver } from '../support/level-rejections.ts';
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
      ...(apiMetrics.ok
        ? rejectionsOver(apiMetrics.value, bounds).map((level) =>
            levelFinding(level, apiMetrics.value, bounds),
          )
        : []),
    ];
    const inspected = failedRequests.ok ? failedRequests.value.requests : 0;
    return verdictOf(inspected, drafts, unseenIn(failedRequests, bounds));
  },
});

/** The counters are of one API server, and each has its own queues: only the log of all of them gives an all-clear. */
function unseenIn(failed: Gathered<FailedRequests>, bounds: Bounds): Unseen | null {
  if (!failed.ok) {
    const detail = `Which clients the API servers turn away is not known. ${failed.detail}`;
    return { reason: failed.reason, detail, remedy: failed.remedy };
  }
  const { value } = failed;
  return (
    tooShort(value.window, bounds.window) ??
    readsUnseen(value.window, 'Which reads are turned away is not known.') ??
    hiddenFailures(value, kinds, bounds.minimum)
  );
}

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

/** Levels of nodes, leader elections and the control plane itself. */
const systemLevels = new Set(['system', 'node-high', 'leader-election', 'workload-high']);

function levelFinding(level: LevelRejections, metrics: ApiMetrics, bounds: Bounds): FindingDraft {
  const { priorityLevel, recent, rejected, share } = level;
  const span =
    recent && metrics.windowSeconds !== null
      ? `in ${formatDuration(metrics.windowSeconds)}`
      : 'since the API server started';
  const part = share === null ? '' : `, ${formatPercent(share)} of all requests`;
  const observed = `${countOf(rejected, 'request')} ${span}${part}`;
  return {
    severity: systemLevels.has(priorityLevel) ? 'high' : 'medium',
    // Of those since the start nobody knows whether they go on.
    confidence: recent ? 'measured' : 'inferred',
    resource: { kind: 'PriorityLevelConfiguration', name: priorityLevel },
    summary: `The priority level ${priorityLevel} turned away ${observed}; expected is at most ${formatPercent(bounds.share)}.`,
    observed: { text: observed, value: rejected, unit: 'requests' },
    threshold: { ...thresholds.share, value: bounds.share },
    excerpts: [
      { label: 'Flow schemas', value: listInWords(level.flowSchemas) },
      { label: 'Reasons', value: listInWords(level.reasons) },
      ...(metrics.processStartedAt === null
        ? []
        : [{ label: 'API server started', value: metrics.processStartedAt }]),
    ],
    remediation: relieveLevel(),
  };
}
