/** A small chart of a report: bars, and the same in words for those who do not see them. */
import type { DigestChart } from '../../notification.ts';
import { countOf } from '../../shared/format.ts';
import { dayText } from '../../shared/moments.ts';
import type { Chart } from './outline.ts';
import { proseText } from './words.ts';

/** A bar for each: more do not fit into a mail. */
const mostBars = 35;

export function chartOf(chart: DigestChart): Chart {
  const bars = chart.points.slice(-mostBars).map(({ at, value, text }) => ({
    day: shortDay(at),
    text: value === null ? 'not seen' : proseText(text, 60),
    height: heightOf(value, chart),
  }));
  return {
    title: proseText(chart.title, 100),
    newest: proseText(chart.newest, 60),
    words: inWords(bars),
    bars,
  };
}

function heightOf(value: number | null, { from, to }: DigestChart): number | null {
  if (value === null || !Number.isFinite(value)) return null;
  const span = to - from;
  if (!(span > 0)) return 0;
  return Math.min(1, Math.max(0, (value - from) / span));
}

function inWords(bars: Chart['bars']): string {
  const seen = bars.filter(({ height }) => height !== null);
  const [first] = seen;
  const last = seen.at(-1);
  if (first === undefined || last === undefined) return 'Not seen on any day.';
  const gaps = bars.length - seen.length;
  const missing = gaps === 0 ? '' : ` Not seen on ${countOf(gaps, 'day')}.`;
  if (first === last) return `${first.text} on ${first.day}, the only day.${missing}`;
  return `From ${first.text} on ${first.day} to ${last.text} on ${last.day}.${missing}`;
}

function shortDay(at: string): string {
  const moment = new Date(at);
  return Number.isNaN(moment.getTime()) ? proseText(at, 20) : dayText(moment);
}
