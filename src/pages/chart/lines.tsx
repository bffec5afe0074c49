import { area, line } from 'd3-shape';
import type { Html } from '../html.tsx';
import type { Scales } from './scales.ts';
import { spanOf } from './scales.ts';
import type { Chart, Point, Series } from './series.ts';
import { isolated, round, toneOf } from './series.ts';
import { thinnedPoints } from './thinned.ts';

interface LinesProps {
  readonly chart: Chart;
  readonly scales: Scales;
}

/** More dots than this make a line unreadable; then only those stay that no line leads to. */
const mostDots = 16;

/** A line for each series, broken where it was not seen. */
export function Lines({ chart: { series, before = [] }, scales }: LinesProps): Html {
  return (
    <>
      {before.length === 0 ? null : (
        <path class="before" d={lineOf(thinnedPoints(before, spanOf(scales)), scales)} fill="none" />
      )}
      {series.map((one, place) => (
        <Line series={one} tone={toneOf(one, place)} scales={scales} />
      ))}
    </>
  );
}

interface LineProps {
  readonly series: Series;
  readonly tone: string;
  readonly scales: Scales;
}

function Line({ series, tone, scales }: LineProps): Html {
  const { x, y } = scales;
  const points = thinnedPoints(series.points, spanOf(scales));
  const isSeen = ({ value }: Point) => value !== null;
  const seen = points.filter(isSeen);
  const dots = seen.length <= mostDots ? seen : isolated(points, isSeen);
  const band = bandOf(points, scales);
  return (
    <g class={tone}>
      {band === '' ? null : <path class="range" d={band} />}
      <path class="line-path" d={lineOf(points, scales)} fill="none" />
      {dots.map(({ at, value }) => (
        <circle cx={String(round(x(at)))} cy={String(round(y(value ?? 0)))} r="2.25" />
      ))}
    </g>
  );
}

function lineOf(points: readonly Point[], { x, y }: Scales): string {
  const path = line<Point>()
    .defined(({ value }) => value !== null)
    .x(({ at }) => round(x(at)))
    .y(({ value }) => round(y(value ?? 0)));
  return path([...points]) ?? '';
}

/** From the least to the most of each hour or day; nothing where each point is one audit. */
function bandOf(points: readonly Point[], { x, y }: Scales): string {
  if (points.every(({ low, high }) => low === high)) return '';
  const path = area<Point>()
    .defined(({ low, high }) => low !== undefined && high !== undefined)
    .x(({ at }) => round(x(at)))
    .y0(({ low }) => round(y(low ?? 0)))
    .y1(({ high }) => round(y(high ?? 0)));
  return path([...points]) ?? '';
}
