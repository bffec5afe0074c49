import { setTimeout as pause } from 'node:timers/promises';

const pollMs = 25;
const timeoutMs = 20_000;

/** Asks again until the answer is not null, and fails with the description when it never is. */
export async function eventually<T>(what: string, ask: () => T | null | Promise<T | null>): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > deadline) throw new Error(`Not within ${timeoutMs / 1000} s: ${what}`);
    await pause(pollMs);
  }
}
