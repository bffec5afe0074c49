import { momentText } from '../parts/time.tsx';
import type { Chart, Series } from './series.ts';
import { valuesOf } from './series.ts';

/** What the drawing shows, in words. */
export function describe({
  series,
  stacked = false,
  format,
  bound,
  before = [],
  forecast = [],
}: Chart): string {
  // The points of each series are in order.
  const ends = series.flatMap(({ points }) =>
    [points[0], points.at(-1)].flatMap((point) => point?.at.getTime() ?? []),
  );
  const from = momentText(new Date(Math.min(...ends)).toISOString());
  const to = momentText(new Date(Math.max(...ends)).toISOString());
  const end = forecast.at(-1);
  return [
    from === to ? `At ${from}.` : `From ${from} to ${to}.`,
    `${series.map((one) => `${one.name}: ${rangeOf(one, format)}`).join('; ')}.`,
    stacked ? 'The areas stand on top of each other.' : '',
    before.length === 0 ? '' : `A week before: ${rangeOf({ points: before }, format)}.`,
    end === undefined
      ? ''
      : `Forecast for ${momentText(end.at.toISOString())}: ${format(end.value)}, from ${format(end.low)} to ${format(end.high)}.`,
    bound === undefined ? '' : `The ${bound.text} is ${format(bound.value)}.`,
  ]
    .filter((text) => text !== '')
    .join(' ');
}

function rangeOf(series: Pick<Series, 'points'>, format: Chart['format']): string {
  const values = valuesOf([series]);
  if (values.length === 0) return 'not seen';
  const lowest = format(values.reduce((least, value) => Math.min(least, value)));
  const highest = format(values.reduce((most, value) => Math.max(most, value)));
  const newest = series.points.at(-1)?.value ?? null;
  return [
    lowest === highest ? `always ${lowest}` : `lowest ${lowest}, highest ${highest}`,
    newest === null ? 'newest not seen' : `newest ${format(newest)}`,
  ].join(', ');
}
