import type { Html } from '../html.tsx';
import { plot, size } from './plot.ts';
import type { Scales } from './scales.ts';
import type { Chart } from './series.ts';
import { tickText } from './tick-text.ts';

interface AxesProps {
  readonly chart: Chart;
  readonly scales: Scales;
}

export function Axes({ chart, scales: { x, y, yTicks, bound } }: AxesProps): Html {
  const [from, to] = x.domain();
  const span = (to?.getTime() ?? 0) - (from?.getTime() ?? 0);
  return (
    <g class="axes">
      <text x={plot.left - 8} y="10" text-anchor="end">
        {chart.axis}
      </text>
      {yTicks.map((tick) => (
        <>
          <line class="grid" x1={plot.left} x2={plot.right} y1={y(tick)} y2={y(tick)} />
          <text x={plot.left - 8} y={y(tick) + 4} text-anchor="end">
            {chart.format(tick)}
          </text>
        </>
      ))}
      {x.ticks(4).map((tick) => (
        <>
          <line class="tick" x1={x(tick)} x2={x(tick)} y1={plot.bottom} y2={plot.bottom + 4} />
          <text x={x(tick)} y={plot.bottom + 17} text-anchor="middle">
            {tickText(tick, span)}
          </text>
        </>
      ))}
      <text x={(plot.left + plot.right) / 2} y={size.height - 4} text-anchor="middle">
        Time, UTC
      </text>
      {bound === null ? null : (
        <g class="bound">
          <line x1={plot.left} x2={plot.right} y1={y(bound.value)} y2={y(bound.value)} />
          <text x={plot.right} y={y(bound.value) - 5} text-anchor="end">
            {bound.text} {chart.format(bound.value)}
          </text>
        </g>
      )}
    </g>
  );
}
