/** A pause that grows while there is nothing to do and can be cut short. */
export interface Backoff {
  /** Waits the current pause, or until `wake`; the next pause is twice as long, up to the maximum. */
  wait(): Promise<void>;
  /** Ends the running pause and starts again from the shortest. */
  wake(): void;
}

/** Makes a pause that runs from `minimumMs` to `maximumMs`. */
export function backoff(minimumMs: number, maximumMs: number): Backoff {
  let pause = minimumMs;
  let end: (() => void) | null = null;
  return {
    wait: () =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          end = null;
          resolve();
        };
        const timer = setTimeout(done, pause);
        pause = Math.min(pause * 2, maximumMs);
        end = done;
      }),
    wake: () => {
      pause = minimumMs;
      end?.();
    },
  };
}
