/**
 * What a message says, in its order and without any form: mail as HTML, mail as text and cards are made from one outline, so
 * that they say the same. Every text in it is clean: one line, cut, no control characters.
 */
import type { Severity } from '../../model.ts';

/** What it is about at first sight: the worst severity, or that it is over, a report or a test. */
export type Tone = Severity | 'resolved' | 'report' | 'test';

export interface Outline {
  readonly tone: Tone;
  /** The tone as a word, e.g. "High". */
  readonly label: string;
  /** What kind of news it is, e.g. "Worse than before". */
  readonly news: string;
  readonly title: string;
  readonly summary: string;
  readonly sections: readonly Section[];
  /** Where to read on; null when the address of the app is not known. */
  readonly link: Link | null;
}

export interface Link {
  readonly text: string;
  readonly url: string;
}

export type Section = Facts | Figures | Step | List | Notices | Charts | Attached;

/** Names and values. */
export interface Facts {
  readonly kind: 'facts';
  readonly title: string | null;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
}

/** The few numbers that matter, to be seen at a glance. */
export interface Figures {
  readonly kind: 'figures';
  readonly figures: readonly { readonly label: string; readonly value: string; readonly note: string }[];
}

/** What to do. */
export interface Step {
  readonly kind: 'step';
  readonly title: string;
  readonly text: string;
  /** Ready to paste: the only text that may have several lines, and the only one that is never cut. */
  readonly command: string | null;
  readonly learnMore: string | null;
}

export interface List {
  readonly kind: 'list';
  readonly title: string;
  /** Those that matter most first: the last ones are left out where there is no room. */
  readonly entries: readonly Entry[];
  /** How many there are, with those that are not in `entries`. */
  readonly total: number;
  /** What is said instead when there are none. */
  readonly none: string;
}

export interface Entry {
  readonly mark: { readonly tone: Tone; readonly text: string } | null;
  readonly text: string;
  /** Short facts about it. */
  readonly details: readonly string[];
  readonly url: string | null;
}

/** What keeps the rest from being the whole truth. */
export interface Notices {
  readonly kind: 'notices';
  readonly title: string;
  readonly texts: readonly string[];
}

export interface Charts {
  readonly kind: 'charts';
  readonly charts: readonly Chart[];
}

export interface Chart {
  readonly title: string;
  readonly newest: string;
  /** The first and the last day and how the figure changed, and what was not seen: a sentence or two. */
  readonly words: string;
  /** The height of each bar, 0–1; null where nothing was seen. */
  readonly bars: readonly { readonly day: string; readonly text: string; readonly height: number | null }[];
}

/** What is attached, or why it is not: only mail has attachments. */
interface Attached {
  readonly kind: 'attached';
  readonly text: string;
}
