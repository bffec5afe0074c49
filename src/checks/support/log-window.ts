/** How much of a log was seen, and what a check cannot say because of it. */
import type { LogWindow } from '../../evidence/logs/log-window.ts';
import { formatDuration } from '../../shared/format.ts';
import type { Unseen } from '../define-check.ts';

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
