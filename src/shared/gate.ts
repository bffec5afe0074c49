/** Keeps calls to one service within its limits: so many at a time, so many a second, none while it asks for rest. */
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';

/** Time as it comes in from outside, so that tests need not wait. */
export interface Timing {
  /** Milliseconds of any clock that only goes forward. */
  readonly now: () => number;
  /** Waits, and rejects when the signal is aborted. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

export const realTiming: Timing = {
  now: () => performance.now(),
  pause: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
};

/** A token bucket, and how many calls may be under way. */
export interface GateLimits {
  readonly concurrent: number;
  readonly burst: number;
  readonly perSecond: number;
}

export interface Gate {
  /** Runs the call when its turn has come; rejects with the signal's reason when that takes too long. */
  run<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Lets nothing start for so long. */
  hold(seconds: number): void;
}

export function createGate({ concurrent, burst, perSecond }: GateLimits, { now, pause }: Timing): Gate {
  const slots = pLimit(concurrent);
  let tokens = burst;
  let countedAt = now();
  let heldUntil = Number.NEGATIVE_INFINITY;

  function waitMilliseconds(): number {
    const at = now();
    tokens = Math.min(burst, tokens + ((at - countedAt) / 1000) * perSecond);
    countedAt = at;
    if (heldUntil > at) return heldUntil - at;
    return tokens >= 1 ? 0 : ((1 - tokens) / perSecond) * 1000;
  }

  async function turn(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const milliseconds = waitMilliseconds();
      if (milliseconds <= 0) break;
      // Rounded up: a timer may fire a little early.
      await pause(Math.ceil(milliseconds), signal);
    }
    tokens -= 1;
  }

  return {
    hold(seconds) {
      heldUntil = Math.max(heldUntil, now() + seconds * 1000);
    },
    run(call, signal) {
      return untilAborted(
        slots(async () => {
          await turn(signal);
          return await call();
        }),
        signal,
      );
    },
  };
}

/** Who waits for a slot must not wait longer than it has time. */
async function untilAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([result, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
