/** When a message is tried again that did not arrive. */
import { dayMs, hourMs } from '../../shared/durations.ts';

const minuteMs = 60_000;

/** After the first try, the second …; the last one again and again. */
const pausesMs = [
  30_000,
  2 * minuteMs,
  10 * minuteMs,
  30 * minuteMs,
  hourMs,
  2 * hourMs,
  4 * hourMs,
] as const;
const longestPauseMs = 6 * hourMs;

/** Up or down by as much, so that not all that failed together is tried together. */
const jitter = 0.2;

/** Messages are tried for so long. */
export const triedForMs = dayMs;

interface Failed {
  /** Tries that failed since the tries count. */
  readonly failures: number;
  /** When the tries began to count. */
  readonly since: Date;
  readonly now: Date;
  /** What the receiver asked for. */
  readonly retryAfterSeconds: number | undefined;
  /** 0–1. */
  readonly random: number;
}

/** The time of the next try; null when it has been tried long enough. The last one is at the end of that time. */
export function nextTry({ failures, since, now, retryAfterSeconds = 0, random }: Failed): Date | null {
  const end = since.getTime() + triedForMs;
  if (now.getTime() >= end - minuteMs) return null;
  const usual = (pausesMs[failures - 1] ?? longestPauseMs) * (1 + jitter * (2 * random - 1));
  const pause = Math.max(usual, retryAfterSeconds * 1000);
  return new Date(Math.min(now.getTime() + pause, end));
}
