/** Matchers of the test runner under a type: its own are `any`, which the linter rightly refuses in a literal. */
import { expect } from 'vitest';

export function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

export function containing(text: string): unknown {
  return expect.stringContaining(text);
}

export function anyOf(type: StringConstructor | NumberConstructor): unknown {
  return expect.any(type);
}

/** Equal when rounded to whole numbers. */
export function about(value: number): unknown {
  return expect.closeTo(value, 0);
}

/** Equal but for what binary fractions lose. */
export function near(value: number): unknown {
  return expect.closeTo(value, 9);
}
