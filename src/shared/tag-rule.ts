/** Choosing clusters by the tags that they have in Azure. */
import { matchesPattern } from './pattern.ts';

export interface TagRule {
  readonly name: string;
  /** A pattern; null: the tag is there, whatever its value. */
  readonly value: string | null;
}

/** `env=prod`, or `env` for the tag with any value. */
export function tagRule(text: string): TagRule {
  const at = text.indexOf('=');
  return at === -1
    ? { name: text.trim(), value: null }
    : { name: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
}

/** Azure does not heed the case of a tag's name, only that of its value; neither matters for choosing clusters. */
export function hasTag(tags: Readonly<Record<string, string>>, { name, value }: TagRule): boolean {
  return Object.entries(tags).some(
    ([key, tagged]) =>
      key.toLowerCase() === name.toLowerCase() && (value === null || matchesPattern(value, tagged)),
  );
}
