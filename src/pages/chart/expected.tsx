import { area, line } from 'd3-shape';
import type { Html } from '../html.tsx';
import { plot } from './plot.ts';
import type { Scales } from './scales.ts';
import type { Chart, ExpectedPoint } from './series.ts';
import { round } from './series.ts';

interface ExpectedProps {
  readonly chart: Chart;
  readonly scales: Scales;
}

/** Where the figure goes from now on: a dashed line, and the band that it is in. */
export function Expected({ chart: { forecast = [] }, scales: { x, y } }: ExpectedProps): Html | null {
  const [first] = forecast;
  if (first === undefined) return null;
  const band = area<ExpectedPoint>()
    .x(({ at }) => round(x(at)))
    .y0(({ low }) => round(y(low)))
    .y1(({ high }) => round(y(high)));
  const middle = line<ExpectedPoint>()
    .x(({ at }) => round(x(at)))
    .y(({ value }) => round(y(value)));
  return (
    <g class="expected">
      <path class="expected-band" d={band([...forecast]) ?? ''} />
      <path class="expected-line" d={middle([...forecast]) ?? ''} fill="none" />
      <line class="now" x1={round(x(first.at))} x2={round(x(first.at))} y1={plot.top} y2={plot.bottom} />
      <text
        x={round(x(first.at)) + 5}
        y={plot.top - 5}
        text-anchor={x(first.at) > plot.right - 40 ? 'end' : 'start'}
      >
        forecast
      </text>
    </g>
  );
}
