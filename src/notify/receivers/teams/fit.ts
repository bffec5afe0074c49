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
  let body = envelopeOf(cardOf(outline));
  while (Buffer.byteLength(body) > mostBytes) {
    const smaller = withLess(outline);
    // Nothing is left but title, summary and link, which are cut where the outline is made.
    if (smaller === null) return body;
    outline = smaller;
    body = envelopeOf(cardOf(outline));
  }
  return body;
}

/**
 * First lists lose their last entry, the longest list first, and keep their count; then what explains goes, from the least
 * needed: what to do first goes last.
 */
function withLess(outline: Outline): Outline | null {
  const longest = longestList(outline.sections);
  if (longest !== null) {
    const shorter = { ...longest, entries: longest.entries.slice(0, -1) };
    return {
      ...outline,
      sections: outline.sections.map((section) => (section === longest ? shorter : section)),
    };
  }
  const least = leastNeeded(outline.sections);
  if (least === null) return null;
  return { ...outline, sections: outline.sections.filter((section) => section !== least) };
}

function longestList(sections: readonly Section[]): List | null {
  let longest: List | null = null;
  for (const section of sections) {
    if (section.kind !== 'list' || section.entries.length === 0) continue;
    if (longest === null || section.entries.length > longest.entries.length) longest = section;
  }
  return longest;
}

const leastNeededFirst = ['note', 'charts', 'facts', 'notices', 'step', 'list', 'figures'] as const;

/** The last one of its kind. */
function leastNeeded(sections: readonly Section[]): Section | null {
  for (const kind of leastNeededFirst) {
    const last = sections.findLast((section) => section.kind === kind);
    if (last !== undefined) return last;
  }
  return null;
}
