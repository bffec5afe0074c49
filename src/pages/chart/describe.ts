import { momentText } from '../parts/time.tsx';
import type { Chart, Series } from './series.ts';
import { valuesOf } from './series.ts';

/** What the drawing shows, in words. */
export function describe({ series, format, bound }: Chart): string {
  const times = series.flatMap(({ points }) => points.map(({ at }) => at.toISOString())).toSorted();
  const from = momentText(times[0] ?? '');
  const to = momentText(times.at(-1) ?? '');
  const period = from === to ? `At ${from}` : `From ${from} to ${to}`;
  const lines = series.map((one) => `${one.name}: ${rangeOf(one, format)}`);
  const limit = bound === undefined ? '' : ` The ${bound.text} is ${format(bound.value)}.`;
  return `${period}. ${lines.join('; ')}.${limit}`;
}

function rangeOf(series: Series, format: Chart['format']): string {
  const values = valuesOf([series]);
  if (values.length === 0) return 'not seen';
  const lowest = format(Math.min(...values));
  const highest = format(Math.max(...values));
  const newest = series.points.at(-1)?.value ?? null;
  return [
    lowest === highest ? `always ${lowest}` : `lowest ${lowest}, highest ${highest}`,
    newest === null ? 'newest not seen' : `newest ${format(newest)}`,
  ].join(', ');
}
