/** Audit events that were cut on their way, and what that leaves unknown of how long requests take. */
import type { LogVisibility } from '../../evidence/logs/visibility.ts';
import type { Gathered, Missing, Threshold } from '../../model.ts';
import { links } from '../../remediation/links.ts';
import { formatPercent } from '../../shared/format.ts';
import type { Unseen } from '../define-check.ts';

/** Ours: one in a hundred is what a 99th percentile leaves out. */
export const mostCut = {
  value: 0.01,
  unit: 'ratio',
  source: links.aksCutEvents,
} as const satisfies Threshold;

export const cutRemedy =
  'Switch the diagnostic setting to tables of their own (resource-specific), which cut no events.';

/** Without a look at the log as a whole nobody knows how much of it was cut. */
export function cutsUnseen({ reason, detail, remedy }: Missing): Unseen {
  return { reason, detail: `How many events are cut is not known. ${detail}`, remedy };
}

/** The times of an event stand behind its bodies, so a cut one has lost them; and the longest events are those of big requests. */
export function timesLost(visibility: Gathered<LogVisibility>, most: number): Unseen | null {
  if (!visibility.ok) return cutsUnseen(visibility);
  const { cutRows, rows } = visibility.value;
  if (cutRows <= most * rows) return null;
  return {
    reason: 'truncated',
    detail: `Of the audit events ${formatPercent(cutRows / rows)} are cut and have lost their times, those of the biggest requests first.`,
    remedy: cutRemedy,
  };
}
