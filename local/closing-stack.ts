/** What has to be closed at the end, last opened first. */
export interface ClosingStack {
  add(close: Close): void;
  /** Closes everything once; a part that fails does not keep the others open. */
  close(graceMs?: number): Promise<void>;
}

/** Closes one part; the grace period is for what still runs, and left out for the usual one. */
type Close = (graceMs?: number) => unknown;

/** Makes an empty stack. What is added after closing began is closed at once. */
export function closingStack(): ClosingStack {
  const parts: Close[] = [];
  let closed: Promise<void> | null = null;

  async function closeAll(graceMs?: number): Promise<void> {
    for (let part = parts.pop(); part !== undefined; part = parts.pop()) await closeOne(part, graceMs);
  }

  return {
    add: (part) => {
      if (closed === null) parts.push(part);
      else closed = closed.then(() => closeOne(part, 0));
    },
    close: async (graceMs) => {
      closed ??= closeAll(graceMs);
      await closed;
    },
  };
}

async function closeOne(part: Close, graceMs?: number): Promise<void> {
  try {
    await part(graceMs);
  } catch {
    // The process ends anyway; there is nothing left to do about it.
  }
}
