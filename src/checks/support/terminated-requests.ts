/** Requests that one API server ended itself, for clusters whose log tells nothing of time-outs. */
import type { ApiMetrics } from '../../evidence/api-metrics.ts';
import type { Excerpt, FindingDraft, Gathered, Threshold } from '../../model.ts';
import { endTimeouts } from '../../remediation/clients.ts';
import { countOf, formatCount, formatDuration, formatPercent } from '../../shared/format.ts';

export interface TerminationBounds {
  readonly share: Threshold;
  /** A share that is worse. */
  readonly grave: Threshold;
  /** Requests below which they are no pattern. */
  readonly minimum: number;
}

/** In the window of two scrapes where there are enough, else since the API server started; null when there are few. */
export function terminationFinding(metrics: ApiMetrics, bounds: TerminationBounds): FindingDraft | null {
  const { requests, terminated, windowSeconds } = metrics;
  const periods = [
    { recent: true, ended: terminated.inWindow, all: requests?.all.inWindow ?? null },
    { recent: false, ended: terminated.sinceStart, all: requests?.all.sinceStart ?? null },
  ];
  for (const { recent, ended, all } of periods) {
    if (ended === null || all === null || ended < bounds.minimum) continue;
    // As upstream's alert has it: what is ended is not among the requests that are counted when they are answered.
    const share = ended / (all + ended);
    const grave = share > bounds.grave.value;
    const threshold = grave ? bounds.grave : bounds.share;
    if (share <= threshold.value) continue;
    const during =
      recent && windowSeconds !== null
        ? `in ${formatDuration(windowSeconds)}`
        : 'since the API server started';
    const observed = `${countOf(ended, 'request')} of ${formatCount(all + ended)} ${during} (${formatPercent(share)})`;
    return {
      severity: grave ? 'high' : 'medium',
      // Of those since the start nobody knows whether they go on.
      confidence: recent ? 'measured' : 'inferred',
      resource: { kind: 'APIServer', name: 'requests' },
      summary: `One API server ended ${observed} itself, at their time limit or on the way to an aggregated API; expected is at most ${formatPercent(threshold.value)}.`,
      observed: { text: observed, value: share, unit: 'ratio' },
      threshold,
      excerpts: [
        { label: 'Clients', value: 'only the audit log tells them' },
        ...(metrics.processStartedAt === null
          ? []
          : [{ label: 'API server started', value: metrics.processStartedAt }]),
      ],
      remediation: endTimeouts(),
    };
  }
  return null;
}

/** Beside what the log tells: it only says whether the same goes on at one API server. */
export function oneServerExcerpt(apiMetrics: Gathered<ApiMetrics>): readonly Excerpt[] {
  if (!apiMetrics.ok || apiMetrics.value.requests === null) return [];
  const { all, serverErrors } = apiMetrics.value.requests;
  return [
    {
      label: '5xx of one API server since it started',
      value: `${formatCount(serverErrors.sinceStart)} of ${formatCount(all.sinceStart)}`,
    },
    {
      label: 'Ended by itself since then',
      value: formatCount(apiMetrics.value.terminated.sinceStart),
    },
  ];
}
