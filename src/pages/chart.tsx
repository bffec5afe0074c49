/** Figures over time, drawn on the server: they need no script and can be read as a table too. */
import type { Html } from './html.tsx';
import { Axes, BoundLine } from './chart/axes.tsx';
import { ChartTable } from './chart/chart-table.tsx';
import { describe } from './chart/describe.ts';
import { Expected } from './chart/expected.tsx';
import { Legend } from './chart/legend.tsx';
import { Lines } from './chart/lines.tsx';
import { plot, size } from './chart/plot.ts';
import { scalesOf } from './chart/scales.ts';
import type { Chart } from './chart/series.ts';
import { valuesOf } from './chart/series.ts';
import { Stack } from './chart/stack.tsx';

/** A figure with its title, what it says, the drawing, what each line is, and its data as a table. */
export function TimeChart(chart: Chart): Html {
  const { id, title, series, note = null, empty = 'No audit could see it.' } = chart;
  return (
    <figure class={`chart ${chart.stacked === true ? 'stacked' : 'lines'}`} aria-labelledby={`${id}-caption`}>
      <figcaption id={`${id}-caption`}>
        <h3>{title}</h3>
      </figcaption>
      {note === null ? null : <p class="note">{note}</p>}
      {valuesOf(series).length === 0 ? (
        <p class="hint">{empty}</p>
      ) : (
        <>
          <div class="drawing">
            <Drawing {...chart} />
          </div>
          <Legend {...chart} />
          <ChartTable {...chart} />
        </>
      )}
    </figure>
  );
}

function Drawing(chart: Chart): Html {
  const { id, title, stacked = false } = chart;
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
      <clipPath id={`${id}-plot`}>
        <rect
          x={plot.left}
          y={plot.top - 2}
          width={String(plot.right - plot.left + 4)}
          height={String(plot.bottom - plot.top + 4)}
        />
      </clipPath>
      <Axes chart={chart} scales={scales} />
      <g clip-path={`url(#${id}-plot)`}>
        {stacked ? <Stack chart={chart} scales={scales} /> : <Lines chart={chart} scales={scales} />}
      </g>
      <Expected chart={chart} scales={scales} />
      <BoundLine chart={chart} scales={scales} />
    </svg>
  );
}
