/** Whether an API server turned requests away because all of its seats were taken. */
import type { ApiMetrics } from '../../evidence/api-metrics.ts';
import type { FindingDraft, Gathered } from '../../model.ts';
import { links } from '../../remediation/links.ts';
import { lowerLoad } from '../../remediation/load.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { countOf, formatDuration } from '../../shared/format.ts';

/** What is known of the requests that an API server handles at a time. */
export interface InFlightUsage {
  readonly findings: readonly FindingDraft[];
  /** True when nothing was found, but it cannot be ruled out either. */
  readonly hidden: boolean;
}

/**
 * A priority level that may borrow whatever others do not use, and still turns requests away, says that the server has no
 * seats left. One that may not borrow does what its owner wanted.
 */
export function seatsTaken(apiMetrics: Gathered<ApiMetrics>): InFlightUsage {
  if (!apiMetrics.ok || apiMetrics.value.windowSeconds === null) return { findings: [], hidden: true };
  const { rejected, seats, windowSeconds } = apiMetrics.value;
  const borrowing = new Set(
    seats
      .filter(({ nominal, upper }) => nominal !== null && upper !== null && upper > nominal)
      .map(({ priorityLevel }) => priorityLevel),
  );
  const counts = new Map<string, number>();
  for (const { priorityLevel, inWindow } of rejected) {
    if (!borrowing.has(priorityLevel) || inWindow === null || inWindow === 0) continue;
    counts.set(priorityLevel, inWindow + (counts.get(priorityLevel) ?? 0));
  }
  let total = 0;
  for (const count of counts.values()) total += count;
  if (total === 0) return { findings: [], hidden: borrowing.size === 0 };
  const observed = `${countOf(total, 'request')} turned away in ${formatDuration(windowSeconds)} by priority levels that may borrow seats`;
  return {
    findings: [
      {
        severity: 'high',
        confidence: 'inferred',
        resource: { kind: 'APIServer', name: 'requests-in-flight', part: 'seats' },
        summary: `The API server that answered has no seats left: ${observed}; expected are none.`,
        observed: { text: observed, value: total, unit: 'requests' },
        excerpts: [...counts]
          .toSorted(([left], [right]) => (left < right ? -1 : 1))
          .map(([level, count]) => ({
            label: `Turned away by ${cleanText(level, 80)}`,
            value: countOf(count, 'request'),
          })),
        remediation: { ...lowerLoad('requests'), learnMore: links.flowControl },
      },
    ],
    hidden: false,
  };
}
