/** Text that comes from outside, made fit to be shown: names from clusters are hostile. */
import { cleanText } from '../../shared/clean-text.ts';

const longestName = 160;
/** Longer than any sentence of ours with names in it. */
const longestSentence = 2_000;

/** A name where no markup can stand. */
export function nameText(name: string): string {
  const text = cleanText(name, longestName);
  return text === '' ? '(no name)' : text;
}

/** Sentences with names in them; the last one gets its full stop. */
export function sentence(text: string): string {
  const clean = cleanText(text, longestSentence);
  return clean === '' || /[.!?…:]$/u.test(clean) ? clean : `${clean}.`;
}

/** A word or a value; nothing is added to it. */
export function plain(text: string): string {
  return cleanText(text, longestSentence);
}

/** The beginning of a long text, cut between two words. */
export function beginning(text: string, most: number): string {
  const clean = cleanText(text, longestSentence);
  if (clean.length <= most) return clean;
  const cut = clean.slice(0, most).toWellFormed();
  const space = cut.lastIndexOf(' ');
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:]+$/u, '')} …`;
}
