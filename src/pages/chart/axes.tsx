import type { Html } from '../html.tsx';
import { plot } from './plot.ts';
import type { Scales } from './scales.ts';
import { spanOf } from './scales.ts';
import type { Chart } from './series.ts';
import { round } from './series.ts';
import { tickText } from './tick-text.ts';
import { timeTicks } from './time-ticks.ts';

interface AxesProps {
  readonly chart: Chart;
  readonly scales: Scales;
}

const mostTicks = 6;

export function Axes({ chart: { axis, format }, scales }: AxesProps): Html {
  const { x, y, yTicks } = scales;
  const { from, to } = spanOf(scales);
  const span = to.getTime() - from.getTime();
  return (
    <g class="axes">
      {axis === undefined ? null : (
        <text x={plot.left} y="11">
          {axis}
        </text>
      )}
      {yTicks.map((tick) => (
        <>
          <line class="grid" x1={plot.left} x2={plot.right} y1={round(y(tick))} y2={round(y(tick))} />
          <text x={plot.left - 8} y={round(y(tick) + 3.5)} text-anchor="end">
            {format(tick)}
          </text>
        </>
      ))}
      {timeTicks(from, to, mostTicks).map((tick) => (
        <>
          <line class="tick" x1={round(x(tick))} x2={round(x(tick))} y1={plot.bottom} y2={plot.bottom + 4} />
          <text x={round(x(tick))} y={plot.bottom + 19} text-anchor={anchorOf(x(tick))}>
            {tickText(tick, span)}
          </text>
        </>
      ))}
    </g>
  );
}

/** A text at an end of the axis would leave the drawing. */
function anchorOf(x: number): 'start' | 'middle' | 'end' {
  if (x > plot.right - 14) return 'end';
  return x < plot.left - 30 ? 'start' : 'middle';
}

/** The line that values should stay below. */
export function BoundLine({ chart: { format }, scales: { y, bound } }: AxesProps): Html | null {
  if (bound === null) return null;
  return (
    <g class="bound">
      <line x1={plot.left} x2={plot.right} y1={round(y(bound.value))} y2={round(y(bound.value))} />
      <text x={plot.left + 4} y={round(y(bound.value) - 5)}>
        {bound.text} {format(bound.value)}
      </text>
    </g>
  );
}
