/** What is said of priority levels that turn requests away, or let them wait. */
import type { ApiMetrics, QueueWait } from '../../evidence/api-metrics.ts';
import type { FindingDraft, Severity, Threshold } from '../../model.ts';
import { relieveLevel } from '../../remediation/clients.ts';
import { countOf, formatDuration, formatLatency, formatPercent, listInWords } from '../../shared/format.ts';
import type { LevelRejections } from './level-rejections.ts';
import type { SlownessBounds } from './slow-calls.ts';
import { confidenceIn, p99InWords, periodInWords, slownessExcerpts, slownessOf } from './slow-calls.ts';

/** Levels of nodes, leader elections and the control plane itself. */
const systemLevels = new Set(['system', 'node-high', 'leader-election', 'workload-high']);

function severityOf(priorityLevel: string): Severity {
  return systemLevels.has(priorityLevel) ? 'high' : 'medium';
}

export function rejectionFinding(
  level: LevelRejections,
  metrics: ApiMetrics,
  threshold: Threshold,
): FindingDraft {
  const { priorityLevel, recent, rejected, share } = level;
  const span =
    recent && metrics.windowSeconds !== null
      ? `in ${formatDuration(metrics.windowSeconds)}`
      : 'since the API server started';
  const part = share === null ? '' : `, ${formatPercent(share)} of all requests`;
  const observed = `${countOf(rejected, 'request')} ${span}${part}`;
  return {
    severity: severityOf(priorityLevel),
    // Of those since the start nobody knows whether they go on.
    confidence: recent ? 'measured' : 'inferred',
    resource: { kind: 'PriorityLevelConfiguration', name: priorityLevel },
    summary: `The priority level ${priorityLevel} turned away ${observed}; expected is at most ${formatPercent(threshold.value)}.`,
    observed: { text: observed, value: rejected, unit: 'requests' },
    threshold,
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

/** Levels whose requests wait too long, sorted by name. */
export function waitFindings(
  metrics: ApiMetrics,
  threshold: Threshold,
  bounds: SlownessBounds,
): readonly FindingDraft[] {
  return metrics.queueWaits
    .toSorted((left, right) => (left.priorityLevel < right.priorityLevel ? -1 : 1))
    .flatMap((level) => waitFinding(level, metrics, threshold, bounds));
}

function waitFinding(
  level: QueueWait,
  metrics: ApiMetrics,
  threshold: Threshold,
  bounds: SlownessBounds,
): readonly FindingDraft[] {
  const wait = slownessOf(level, bounds);
  if (wait === null) return [];
  const { priorityLevel } = level;
  const observed = `${p99InWords(wait.p99)} for 99 % of ${countOf(wait.calls, 'request')} ${periodInWords(wait, metrics)}`;
  return [
    {
      severity: severityOf(priorityLevel),
      confidence: confidenceIn(wait, bounds),
      resource: { kind: 'PriorityLevelConfiguration', name: priorityLevel, part: 'queue-wait' },
      summary: `Requests of the priority level ${priorityLevel} wait for a seat up to ${observed}; expected is at most ${formatLatency(threshold.value * 1_000)}.`,
      observed: { text: observed, value: wait.p99.seconds, unit: 'seconds' },
      threshold,
      excerpts: slownessExcerpts(wait, metrics),
      remediation: relieveLevel(),
    },
  ];
}
