/** A clock that can be set: weeks of sweeps are run in a minute, and each believes in its own time. */
import type { FleetClock } from '../../src/fleet/clock.ts';

export interface MovedClock extends FleetClock {
  /** The next look at it tells this very time; from then on it runs. */
  readonly set: (time: Date) => void;
  readonly waitUntil: (time: Date) => Promise<void>;
}

/** Tells the time of this machine until it is set. Whoever waits by it does not wait: the clock is moved instead. */
export function movedClock(): MovedClock {
  let tell: () => number = Date.now;

  function move(milliseconds: number): void {
    const before = tell;
    tell = () => before() + milliseconds;
  }

  const now = (): Date => new Date(tell());
  return {
    now,
    set(time) {
      tell = () => {
        const since = performance.now();
        tell = () => Math.floor(time.getTime() + performance.now() - since);
        return time.getTime();
      };
    },
    async sleep(seconds, signal) {
      signal.throwIfAborted();
      move(seconds * 1000);
    },
    async waitUntil(time) {
      move(Math.max(0, time.getTime() - now().getTime()));
    },
  };
}
