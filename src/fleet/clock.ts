/** Time as a fleet's evidence is gathered in it. */
import { setTimeout as wait } from 'node:timers/promises';

export interface FleetClock {
  readonly now: () => Date;
  /** Waits, and rejects when the signal is aborted. */
  readonly sleep: (seconds: number, signal: AbortSignal) => Promise<unknown>;
}

/** The clock of this machine; tokens, time limits and certificates go by it whatever clock is given. */
export const machineClock: FleetClock = {
  now: () => new Date(),
  sleep: (seconds, signal) => wait(seconds * 1000, undefined, { signal }),
};
