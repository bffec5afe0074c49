/** Of some words those that are most like another, for "did you mean". */
import { compareText } from './compare-text.ts';

/** At most `most` of them, the most alike first; those that have little in common are left out. */
export function nearest(text: string, words: readonly string[], most = 3): readonly string[] {
  // Longer texts are no misspelling, and would be slow to compare.
  if (text.length > 100) return [];
  const wanted = text.toLowerCase();
  return words
    .map((word) => ({ word, distance: distanceOf(wanted, word.toLowerCase()) }))
    .filter(({ distance, word }) => distance <= Math.max(wanted.length, word.length) / 3)
    .toSorted((left, right) => left.distance - right.distance || compareText(left.word, right.word))
    .slice(0, most)
    .map(({ word }) => word);
}

/** How many characters have to be added, removed or changed (Levenshtein); what a part of a name lacks counts half. */
function distanceOf(left: string, right: string): number {
  if (left.length > 3 && right.includes(left)) return (right.length - left.length) / 2;
  let row = Array.from({ length: right.length + 1 }, (_, place) => place);
  for (const [above, character] of Array.from(left).entries()) {
    const next = [above + 1];
    for (let place = 1; place <= right.length; place += 1) {
      const changed = (row[place - 1] ?? 0) + Number(character !== right[place - 1]);
      next.push(Math.min(changed, (row[place] ?? 0) + 1, (next[place - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
