/**
 * The body that is sent, never larger than Teams takes. The limit is about 28 KB of what Teams makes of it: a body of
 * 24,453 bytes was refused as 28,897 (MicrosoftDocs/msteams-docs#11274), so there is room above ours.
 */
import type { List, Outline, Section } from '../../outline/outline.ts';
import { cardOf } from './card.ts';
import { envelopeOf } from './envelope.ts';

export const mostBytes = 18 * 1024;

export function fittingBody(whole: Outline): string {
  let outline = whole;
  let body = bodyOf(outline, false);
  while (Buffer.byteLength(body) > mostBytes) {
    const smaller = withShorterList(outline) ?? withoutLeastNeeded(outline);
    // Nothing is left but title, summary and link, which are cut where the outline is made.
    if (smaller === null) return body;
    outline = smaller;
    body = bodyOf(outline, outline.sections.length < whole.sections.length);
  }
  return body;
}

function bodyOf(outline: Outline, incomplete: boolean): string {
  return envelopeOf(cardOf(outline, incomplete));
}

/** The longest list loses its last entry: so the fewest are lost, and none of those that matter most. */
function withShorterList(outline: Outline): Outline | null {
  const longest = longestList(outline.sections);
  if (longest === null) return null;
  const shorter = { ...longest, entries: longest.entries.slice(0, -1) };
  return {
    ...outline,
    sections: outline.sections.map((section) => (section === longest ? shorter : section)),
  };
}

function longestList(sections: readonly Section[]): List | null {
  let longest: List | null = null;
  for (const section of sections) {
    if (section.kind !== 'list' || section.entries.length === 0) continue;
    if (longest === null || section.entries.length > longest.entries.length) longest = section;
  }
  return longest;
}

/** What was not seen goes last: without it the rest would say more than is known. */
const leastNeededFirst: readonly ((section: Section) => boolean)[] = [
  ({ kind }) => kind === 'charts',
  (section) => section.kind === 'facts' && section.title !== null,
  ({ kind }) => kind === 'list',
  ({ kind }) => kind === 'step',
  ({ kind }) => kind === 'facts',
  ({ kind }) => kind === 'figures',
  ({ kind }) => kind === 'notices',
  ({ kind }) => kind === 'attached',
];

function withoutLeastNeeded(outline: Outline): Outline | null {
  for (const isLeast of leastNeededFirst) {
    const least = outline.sections.findLast(isLeast);
    if (least !== undefined)
      return { ...outline, sections: outline.sections.filter((section) => section !== least) };
  }
  return null;
}
