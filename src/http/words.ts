/** Query parameters that are more than a text: how they are parsed, and how they read in the description of the API. */
import { z } from 'zod';

/** A parameter as OpenAPI shows it, where the schema of its text alone does not tell. */
export interface ParameterForm {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly style?: 'form';
  readonly explode?: false;
  readonly example?: string | number;
}

/** The same schema, shown like this. */
export function shownAs<S extends z.ZodType>(schema: S, parameter: ParameterForm): S {
  return schema.meta({ parameter });
}

/** Any words joined by commas. */
export const texts = wordsOf({ type: 'string' }, z.string());

/** Some of a set of words joined by commas; the error names them all. */
export function someOf<const W extends readonly string[]>(words: W) {
  const word = z.enum(words, `Expected ${words.join(', ')}, or several joined by commas.`);
  return wordsOf({ type: 'string', enum: words }, word);
}

/** Exactly one of a set of words. */
export function oneOf<const W extends readonly string[]>(words: W) {
  return z.enum(words, `Expected one of ${words.join(', ')}.`);
}

/** A whole number within bounds. */
export function wholeNumber(least: number, most: number, without: number) {
  const number = wholeNumberOf(least, most);
  const schema = { type: 'integer', minimum: least, maximum: most, default: without };
  return shownAs(number.default(without), { schema });
}

/** The same, without a default. */
export function wholeNumberOf(least: number, most: number) {
  const right = `Expected a whole number from ${least} to ${most}.`;
  const number = z
    .string()
    .regex(/^\d{1,9}$/u, right)
    .transform(Number)
    .pipe(z.int().min(least, right).max(most, right));
  return shownAs(number, { schema: { type: 'integer', minimum: least, maximum: most } });
}

function wordsOf<W extends z.ZodType<string, string>>(items: Readonly<Record<string, unknown>>, word: W) {
  const words = z
    .string()
    .transform((text) => text.split(',').map((one) => one.trim()))
    .pipe(z.array(word));
  return shownAs(words, { schema: { type: 'array', items }, style: 'form', explode: false });
}
