/** Time as an argument, so that a missed tick can be tested without waiting for one. */
export interface Clock {
  now(): Date;
  /** Calls back after the delay, and answers what cancels it. */
  after(ms: number, act: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => new Date(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};
