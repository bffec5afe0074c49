/** Matchers of the test runner under a type: its own are `any`, which the linter rightly refuses in a literal. */
import { expect } from 'vitest';

export function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

export function containing(text: string): unknown {
  return expect.stringContaining(text);
}
