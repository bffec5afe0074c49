/** How much of a log was seen, and what a check cannot say because of it. */
import type { LogWindow } from '../../evidence/logs/log-window.ts';
import type { Threshold } from '../../model.ts';
import { links } from '../../remediation/links.ts';
import { formatDuration } from '../../shared/format.ts';
import type { Unseen } from '../define-check.ts';

/** Ours: over less than ten minutes a rate may be a burst, and no failures may be luck. The guide looks at an hour. */
export const shortestWindow = {
  value: 600,
  unit: 'seconds',
  source: links.guide,
} as const satisfies Threshold;

/** Between the oldest and the newest row: what rates are per second of. */
export function secondsSeen({ seenFrom, seenTo }: LogWindow): number {
  return (Date.parse(seenTo) - Date.parse(seenFrom)) / 1_000;
}

/** A sweep can follow the last one after two minutes: that is too little to judge by. */
export function tooShort(window: LogWindow, minimum: number): Unseen | null {
  const seconds = secondsSeen(window);
  if (seconds >= minimum) return null;
  return {
    reason: 'notCollected',
    detail: `The window covers only ${formatDuration(seconds)} of the audit log; it takes ${formatDuration(minimum)} to judge.`,
    remedy: 'The next scheduled sweep covers more.',
  };
}

/** A log of writes alone says nothing of GET and LIST. `what` is the part of the question that stays open. */
export function readsUnseen(window: LogWindow, what: string): Unseen | null {
  if (window.sees === 'all') return null;
  return {
    reason: 'notCollected',
    detail: `${what} The diagnostic setting of the cluster collects kube-audit-admin alone, which has no GET and LIST requests.`,
    remedy: 'Enable the category kube-audit in a diagnostic setting of the cluster.',
  };
}
