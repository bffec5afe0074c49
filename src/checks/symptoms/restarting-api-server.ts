import type { ApiMetrics } from '../../evidence/api-metrics.ts';
import type { ApiServerProcesses } from '../../evidence/api-server-processes.ts';
import type { ClusterHistory } from '../../evidence/history.ts';
import type { FindingDraft, Gathered, Threshold } from '../../model.ts';
import { endRestarts } from '../../remediation/health.ts';
import { links } from '../../remediation/links.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { countOf, formatDuration, listInWords } from '../../shared/format.ts';
import type { CheckContext, Unseen } from '../define-check.ts';
import { defineCheck, verdictOf } from '../define-check.ts';
import type { LeaseStart, ServersSeen } from '../support/process-starts.ts';
import { againByLease, leaseStarts, separateStarts } from '../support/process-starts.ts';

const thresholds = {
  /** Ours: an upgrade and one more operation of AKS on the same day are two. */
  starts: { value: 3, unit: 'starts', source: links.guide },
  window: { value: 24 * 3_600, unit: 'seconds', source: links.guide },
  /** Ours: a roll-out starts one API server after the other, and is one start. */
  together: { value: 1_200, unit: 'seconds', source: links.apiServerIdentity },
} as const satisfies Record<string, Threshold>;

type Bounds = CheckContext<typeof thresholds>['thresholds'];

export const restartingApiServer = defineCheck({
  id: 'restarting-api-server',
  title: 'API server that restarts again and again',
  passTitle: 'The API servers keep running',
  category: 'symptoms',
  severity: 'high',
  guide: 'S',
  rationale:
    'Each restart drops all watches, and all clients list everything anew at once: that load can bring the next API server down.',
  remedy:
    'See whether AKS replaced the API servers on purpose; if not, find what makes them run out of memory.',
  learnMore: links.guide,
  requires: ['history'],
  uses: ['apiServerProcesses', 'apiMetrics'],
  thresholds,
  resolvesAt: { starts: 2 },
  evaluate({ history, apiServerProcesses, apiMetrics }, { now, thresholds: bounds }) {
    const since = now.getTime() - bounds.window * 1_000;
    const seen = serversSeen(history, apiServerProcesses);
    const leases = leaseStarts(seen).filter(({ after }) => after >= since);
    const answered = startsAnswered(history, apiMetrics).filter((at) => at >= since);
    const count = separateStarts(leases, answered, bounds.together * 1_000);
    const drafts = count < bounds.starts ? [] : [findingOn(count, leases, answered, bounds)];
    const inspected = apiServerProcesses.ok ? apiServerProcesses.value.processes.length : 0;
    return verdictOf(inspected, drafts, unseenIn(seen, apiServerProcesses, now, bounds));
  },
});

function serversSeen(
  history: ClusterHistory,
  processes: Gathered<ApiServerProcesses>,
): readonly ServersSeen[] {
  const before = history.observations.flatMap(({ at, apiServers }) =>
    apiServers === null ? [] : [{ at: Date.parse(at), servers: apiServers }],
  );
  return processes.ok
    ? [...before, { at: Date.parse(processes.at), servers: processes.value.processes }]
    : before;
}

/** When the processes started that answered on `/metrics`, each once: one of several answers each time. */
function startsAnswered(history: ClusterHistory, metrics: Gathered<ApiMetrics>): readonly number[] {
  const starts = [
    ...history.observations.map(({ processStartedAt }) => processStartedAt),
    metrics.ok ? metrics.value.processStartedAt : null,
  ];
  const times = starts.flatMap((at) => (at === null ? [] : [Date.parse(at)]));
  return [...new Set(times)].toSorted((left, right) => left - right);
}

/** That nothing restarts takes audits that would have seen it: all API servers, often enough, for long enough. */
function unseenIn(
  seen: readonly ServersSeen[],
  processes: Gathered<ApiServerProcesses>,
  now: Date,
  { starts, window }: Bounds,
): Unseen | null {
  if (!processes.ok) {
    const { reason, detail, remedy } = processes;
    return { reason, detail: `Not all API servers are seen. ${detail}`, remedy };
  }
  const since = now.getTime() - window * 1_000;
  const oldest = Math.min(...seen.map(({ at }) => at));
  if (oldest > since) {
    const watched = formatDuration((now.getTime() - oldest) / 1_000);
    return tooLittle(
      `The API servers have been watched for ${watched}, and it takes ${formatDuration(window)}.`,
    );
  }
  const looks = seen.filter(({ at }) => at >= since).length;
  if (looks > starts) return null;
  return tooLittle(
    `The API servers were looked at ${countOf(looks, 'time')} in ${formatDuration(window)}; that shows fewer than ${countOf(starts, 'start')} whatever happens.`,
  );
}

function tooLittle(detail: string): Unseen {
  return { reason: 'notCollected', detail, remedy: 'Let the auditor sweep every hour, for a day at least.' };
}

function findingOn(
  count: number,
  leases: readonly LeaseStart[],
  answered: readonly number[],
  bounds: Bounds,
): FindingDraft {
  const within = formatDuration(bounds.window);
  const again = againByLease(leases);
  // Where leases tell it, servers that were added or replaced are not servers that broke down.
  const replaced = leases.length > 0 && again.size === 0;
  const observed = `${countOf(count, 'start')} in ${within}`;
  const first = Math.min(...answered, ...leases.map(({ after }) => after));
  return {
    severity: replaced ? 'medium' : 'high',
    confidence: 'measured',
    resource: { kind: 'APIServer', name: 'process' },
    summary: `${replaced ? 'New API servers' : 'API servers'} were started at ${countOf(count, 'separate time')} in ${within}; expected are fewer than ${bounds.starts}.`,
    observed: { text: observed, value: count, unit: 'starts' },
    threshold: { ...thresholds.starts, value: bounds.starts },
    since: new Date(first).toISOString(),
    excerpts: [
      ...[...again].map(([lease, times]) => ({
        label: `Started again: ${cleanText(lease, 80)}`,
        value: countOf(times, 'time'),
      })),
      ...(answered.length === 0
        ? []
        : [{ label: 'Starts of those that answered', value: timesIn(answered) }]),
    ],
    remediation: endRestarts(),
  };
}

function timesIn(times: readonly number[]): string {
  return listInWords(times.toReversed().map((at) => new Date(at).toISOString()));
}
