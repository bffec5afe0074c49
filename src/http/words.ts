/** Query parameters that are lists of words joined by commas. */
import { z } from 'zod';

/** Some of a set of words; the error names them all. */
export function someOf<const W extends readonly string[]>(words: W) {
  return texts.pipe(z.array(z.enum(words, `Expected ${words.join(', ')}, or several joined by commas.`)));
}

/** Any words. */
export const texts = z.string().transform((text) => text.split(',').map((word) => word.trim()));

/** Exactly one of a set of words. */
export function oneOf<const W extends readonly string[]>(words: W) {
  return z.enum(words, `Expected one of ${words.join(', ')}.`);
}

/** A whole number within bounds. */
export function wholeNumber(least: number, most: number, without: number) {
  return wholeNumberOf(least, most).default(without);
}

/** The same, without a default. */
export function wholeNumberOf(least: number, most: number) {
  const right = `Expected a whole number from ${least} to ${most}.`;
  return z
    .string()
    .regex(/^\d{1,9}$/u, right)
    .transform(Number)
    .pipe(z.int().min(least, right).max(most, right));
}
