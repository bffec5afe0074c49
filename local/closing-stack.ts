/** What has to be closed at the end, last opened first. */
export interface ClosingStack {
  add(close: () => unknown): void;
  /** Closes everything once; a part that fails does not keep the others open. */
  close(): Promise<void>;
}

/** Makes an empty stack. What is added after closing began is closed at once. */
export function closingStack(): ClosingStack {
  const parts: (() => unknown)[] = [];
  let closed: Promise<void> | null = null;

  async function closeAll(): Promise<void> {
    for (let part = parts.pop(); part !== undefined; part = parts.pop()) await closeOne(part);
  }

  return {
    add: (part) => {
      if (closed === null) parts.push(part);
      else closed = closed.then(() => closeOne(part));
    },
    close: async () => {
      closed ??= closeAll();
      await closed;
    },
  };
}

async function closeOne(part: () => unknown): Promise<void> {
  try {
    await part();
  } catch {
    // The process ends anyway; there is nothing left to do about it.
  }
}
