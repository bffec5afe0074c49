import type { ApiMetrics } from '../../evidence/api-metrics.ts';
import type { FailedRequests, FailureCounts } from '../../evidence/logs/failed-requests.ts';
import type { Excerpt, FindingDraft, Gathered, Threshold } from '../../model.ts';
import { endTimeouts } from '../../remediation/clients.ts';
import { links } from '../../remediation/links.ts';
import { countOf, formatCount, formatPercent, listInWords } from '../../shared/format.ts';
import type { CheckContext, Unseen } from '../define-check.ts';
import { defineCheck, verdictOf } from '../define-check.ts';
import {
  type ClientShare,
  failureCalls,
  hiddenFailures,
  sharesOf,
  sumOfFailures,
} from '../support/client-failures.ts';
import { clientCulprit, clientExcerpts, clientInWords, clientResource } from '../support/log-clients.ts';
import { readsUnseen, shortestWindow, tooShort } from '../support/log-window.ts';
import { oneServerExcerpt, terminationFinding } from '../support/terminated-requests.ts';

const thresholds = {
  /** The error budget of upstream's alerts. */
  grave: { value: 0.01, unit: 'ratio', source: links.apiServerAlerts },
  /** Ours: a tenth of that budget. */
  share: { value: 0.001, unit: 'ratio', source: links.apiServerAlerts },
  /** Ours: fewer are no pattern, whatever share they are. */
  minimum: { value: 10, unit: 'requests', source: links.guide },
  window: shortestWindow,
} as const satisfies Record<string, Threshold>;

type Bounds = CheckContext<typeof thresholds>['thresholds'];

/** 408, 504, and handlers that died, which mostly means that the client gave up. */
const kinds = [
  'clientTimeouts',
  'serverTimeouts',
  'panics',
] as const satisfies readonly (keyof FailureCounts)[];

export const apiTimeouts = defineCheck({
  id: 'api-timeouts',
  title: 'API requests that time out',
  passTitle: 'API requests do not time out',
  category: 'symptoms',
  severity: 'high',
  guide: 'S',
  rationale:
    'Frequent time-outs are the first symptom of the guide: commands hang, and controllers fall behind.',
  remedy: 'Look at the calls and the client that time out most, then at webhooks, etcd and aggregated APIs.',
  learnMore: links.guide,
  requires: [],
  uses: ['failedRequests', 'apiMetrics'],
  thresholds,
  resolvesAt: { share: 0.000_8, grave: 0.008 },
  ladders: [['share', 'grave']],
  evaluate({ failedRequests: failed, apiMetrics }, { thresholds: bounds }) {
    const drafts = failed.ok ? logFindings(failed.value, apiMetrics, bounds) : [];
    const unseen = unseenIn(failed, bounds);
    // What one API server counts finds time-outs, but only the log is of all of them and names who has to wait.
    const found = drafts.length === 0 && unseen !== null ? terminationsIn(apiMetrics, bounds) : drafts;
    return verdictOf(failed.ok ? failed.value.requests : 0, found, unseen);
  },
});

function logFindings(
  failed: FailedRequests,
  apiMetrics: Gathered<ApiMetrics>,
  bounds: Bounds,
): readonly FindingDraft[] {
  const clients = sharesOf(failed, kinds);
  const ofAll = clusterFinding(failed, clients, apiMetrics, bounds);
  // What all clients suffer from is one problem; else those that suffer alone are named one by one.
  return ofAll === null ? clients.flatMap((client) => clientFindings(client, bounds)) : [ofAll];
}

function terminationsIn(metrics: Gathered<ApiMetrics>, bounds: Bounds): readonly FindingDraft[] {
  if (!metrics.ok) return [];
  const found = terminationFinding(metrics.value, {
    share: { ...thresholds.share, value: bounds.share },
    grave: { ...thresholds.grave, value: bounds.grave },
    minimum: bounds.minimum,
  });
  return found === null ? [] : [found];
}

function unseenIn(failed: Gathered<FailedRequests>, bounds: Bounds): Unseen | null {
  if (!failed.ok) return { reason: failed.reason, detail: failed.detail, remedy: failed.remedy };
  const { value } = failed;
  return (
    tooShort(value.window, bounds.window) ??
    readsUnseen(value.window, 'Which reads time out is not known.') ??
    hiddenFailures(value, kinds, bounds.minimum)
  );
}

function clusterFinding(
  failed: FailedRequests,
  clients: readonly ClientShare[],
  apiMetrics: Gathered<ApiMetrics>,
  bounds: Bounds,
): FindingDraft | null {
  const timeouts = sumOfFailures([failed], kinds);
  const share = timeouts / failed.requests;
  const bound = share > bounds.grave ? 'grave' : 'share';
  if (timeouts < bounds.minimum || share <= bounds[bound]) return null;
  const worst = clients
    .filter(({ failures }) => failures > 0)
    .toSorted((left, right) => right.failures - left.failures);
  const [first] = worst;
  const observed = `${countOf(timeouts, 'request')} of ${formatCount(failed.requests)} (${formatPercent(share)})`;
  return {
    severity: bound === 'grave' ? 'high' : 'medium',
    confidence: 'measured',
    resource: { kind: 'APIServer', name: 'requests' },
    summary: `${observed} timed out or were ended by the API server; expected is at most ${formatPercent(bounds[bound])}.`,
    observed: { text: observed, value: share, unit: 'ratio' },
    threshold: { ...thresholds[bound], value: bounds[bound] },
    ...(first === undefined ? {} : { culprit: clientCulprit(first.client) }),
    excerpts: [
      ...kindExcerpt(failed),
      ...(first === undefined ? [] : [{ label: 'Clients', value: listInWords(worst.map(inWords)) }]),
      ...failureCalls(failed.clients, kinds),
      ...oneServerExcerpt(apiMetrics),
    ],
    remediation: endTimeouts(),
  };
}

/** Where the cluster as a whole is within its bound, a client that is over the larger one has a problem of its own. */
function clientFindings(
  { client, requests, failures, share }: ClientShare,
  bounds: Bounds,
): readonly FindingDraft[] {
  if (failures < bounds.minimum || share <= bounds.grave) return [];
  const observed = `${countOf(failures, 'request')} of ${formatCount(requests)} (${formatPercent(share)})`;
  return [
    {
      severity: 'medium',
      confidence: 'measured',
      resource: clientResource(client),
      summary: `Of the client ${clientInWords(client)}, ${observed} timed out or were ended by the API server; expected is at most ${formatPercent(bounds.grave)}.`,
      observed: { text: observed, value: share, unit: 'ratio' },
      threshold: { ...thresholds.grave, value: bounds.grave },
      culprit: clientCulprit(client),
      excerpts: [...clientExcerpts(client), ...failureCalls(client.items, kinds)],
      remediation: endTimeouts(),
    },
  ];
}

function inWords({ client, failures }: ClientShare): string {
  return `${clientInWords(client)}: ${formatCount(failures)}`;
}

function kindExcerpt({ clientTimeouts, serverTimeouts, panics }: FailureCounts): readonly Excerpt[] {
  return [
    {
      label: 'By kind',
      value: `${formatCount(serverTimeouts)} with 504, ${formatCount(clientTimeouts)} with 408, ${formatCount(panics)} ended by the server`,
    },
  ];
}
