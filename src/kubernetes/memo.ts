/** Reads something once for several askers; a failure is not kept, and is not passed to those who did not cause it. */
export type Memo<T> = (read: () => Promise<T>) => Promise<T>;

export function createMemo<T>(): Memo<T> {
  let kept: Promise<T> | null = null;

  return async function memo(read) {
    if (kept !== null) {
      try {
        return await kept;
      } catch {
        // The first asker's time may have run out; this one still has its own.
      }
    }
    const own = read();
    kept = own;
    own.catch(() => {
      if (kept === own) kept = null;
    });
    return own;
  };
}
