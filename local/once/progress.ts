/** A progress bar on a terminal; nothing where there is none, so that logs stay readable. */
export interface Progress {
  step(done: number, all: number): void;
  end(): void;
}

const width = 24;

export function progressOn(stream: { isTTY?: boolean; write(text: string): unknown }): Progress {
  if (stream.isTTY !== true) return { step: () => undefined, end: () => undefined };
  return {
    step(done, all) {
      const filled = all === 0 ? 0 : Math.round((done / all) * width);
      stream.write(`\r${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done} of ${all} clusters`);
    },
    end: () => void stream.write('\r\u001B[K'),
  };
}
