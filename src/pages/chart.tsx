/** Lines over time, drawn on the server: they need no script and can be read as a table too. */
import { line } from 'd3-shape';
import type { Html } from './html.tsx';
import { ChartTable } from './chart/chart-table.tsx';
import { describe } from './chart/describe.ts';
import { Axes } from './chart/axes.tsx';
import { size } from './chart/plot.ts';
import type { Scales } from './chart/scales.ts';
import { scalesOf } from './chart/scales.ts';
import type { Chart, Point, Series } from './chart/series.ts';
import { isolated, valuesOf, withGaps } from './chart/series.ts';

/** A figure with its title, the drawing, what each line is, and its data as a table. */
export function LineChart(chart: Chart): Html {
  const { id, title, series } = chart;
  return (
    <figure class="chart" aria-labelledby={`${id}-caption`}>
      <figcaption id={`${id}-caption`}>
        <h3>{title}</h3>
      </figcaption>
      {valuesOf(series).length === 0 ? (
        <p class="hint">No audit could see it.</p>
      ) : (
        <>
          <Drawing {...chart} />
          {series.length < 2 ? null : <Legend {...chart} />}
          <ChartTable {...chart} />
        </>
      )}
    </figure>
  );
}

function Drawing(chart: Chart): Html {
  const { id, title, series } = chart;
  const scales = scalesOf(chart);
  return (
    <svg
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-description`}
      focusable="false"
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-description`}>{describe(chart)}</desc>
      <Axes chart={chart} scales={scales} />
      {series.map((one, place) => (
        <Line series={one} place={place + 1} scales={scales} />
      ))}
    </svg>
  );
}

interface LineProps {
  readonly series: Series;
  /** Counted from 1: gives the colour and the dashes. */
  readonly place: number;
  readonly scales: Scales;
}

/** More dots than this make a line unreadable; then only those stay that no line leads to. */
const mostDots = 24;

function Line({ series, place, scales: { x, y } }: LineProps): Html {
  const points = withGaps(series.points);
  const path = line<Point>()
    .defined(({ value }) => value !== null)
    .x(({ at }) => round(x(at)))
    .y(({ value }) => round(y(value ?? 0)))(points);
  const seen = points.filter(({ value }) => value !== null);
  const dots = seen.length <= mostDots ? seen : isolated(points);
  return (
    <g class={`series-${place}`}>
      <path class="line-path" d={path ?? ''} fill="none" />
      {dots.map(({ at, value }) => (
        <circle cx={String(round(x(at)))} cy={String(round(y(value ?? 0)))} r="2.5" />
      ))}
    </g>
  );
}

/** What each line is, newest value included, so that the colours need not be told apart. */
function Legend({ series, format }: Chart): Html {
  return (
    <ul class="legend">
      {series.map(({ name, points }, place) => {
        const newest = points.at(-1)?.value ?? null;
        return (
          <li class={`series-${place + 1}`}>
            <svg viewBox="0 0 24 8" width="24" height="8" aria-hidden="true" focusable="false">
              <path class="line-path" d="M0 4h24" fill="none" />
            </svg>
            <bdi>{name}</bdi> <span class="figure">{newest === null ? 'not seen' : format(newest)}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** Half a pixel is nothing to see, and long numbers are bytes. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}
