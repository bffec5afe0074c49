import type { Html } from '../html.tsx';
import { Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';
import type { Chart } from './series.ts';

/** Older points are in the API. */
const mostRows = 100;

/** The same as the drawing in figures, newest first. */
export function ChartTable({ title, series, format }: Chart): Html {
  const moments = series[0]?.points ?? [];
  const shown = moments.map((point, place) => ({ at: point.at, place })).slice(-mostRows);
  const rows = shown.toReversed().map(({ at, place }) => [
    <Time at={at.toISOString()} />,
    ...series.map(({ points }) => {
      const value = points[place]?.value ?? null;
      return value === null ? <span class="not-seen">not seen</span> : format(value);
    }),
  ]);
  return (
    <details>
      <summary>
        As a table<span class="unseen">: {title}</span>
      </summary>
      <Table
        caption={`${title}, newest first`}
        columns={[{ name: 'Audit' }, ...series.map(({ name }) => ({ name, figures: true }))]}
        rows={rows}
      />
      {moments.length > shown.length ? <p class="hint">Older points are in the API.</p> : null}
    </details>
  );
}
