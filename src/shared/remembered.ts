/** A value made when it is first asked for, once however many ask at the same time. */
export interface Remembered<T> {
  get(): Promise<T>;
  /** Makes it anew for the next who asks. */
  forget(): void;
}

/** Remembers what `make` gives; a failure is told to those who wait and not remembered. */
export function remembered<T>(make: () => Promise<T>): Remembered<T> {
  let made: Promise<T> | null = null;

  function forget(): void {
    made = null;
  }

  return {
    forget,
    get() {
      if (made !== null) return made;
      const making = make().catch((error: unknown) => {
        // Unless it was forgotten meanwhile and made anew.
        if (made === making) forget();
        throw error;
      });
      made = making;
      return making;
    },
  };
}
