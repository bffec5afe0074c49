import type { Html } from '../html.tsx';
import { formatCount } from '../../shared/format.ts';
import { Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';
import type { Chart, Point, Series } from './series.ts';

/** Older points are in the API. */
const mostRows = 50;

/** The same as the drawing in figures, newest first. */
export function ChartTable({ title, series, format, row = 'Audit' }: Chart): Html {
  const byTime = series.map(
    ({ points }) => new Map(points.map((point) => [point.at.getTime(), point] as const)),
  );
  const times = [...new Set(byTime.flatMap((points) => [...points.keys()]))].toSorted(
    (left, right) => right - left,
  );
  const shown = times.slice(0, mostRows);
  const [first, second] = series;
  // Columns of the least and the most would be too many beside several lines.
  const ranged = second === undefined && first !== undefined && hasRange(first);
  const rows = shown.map((time) => [
    <Time at={new Date(time).toISOString()} />,
    ...byTime.map((points) => cellOf(points.get(time)?.value, format)),
    ...(ranged ? rangeCells(byTime[0]?.get(time), format) : []),
  ]);
  const ranges = ranged ? ['Lowest', 'Highest'] : [];
  return (
    <details>
      <summary>
        As a table<span class="unseen">: {title}</span>
      </summary>
      <Table
        caption={`${title}, newest first`}
        columns={[
          { name: row },
          ...[...series.map(({ name }) => name), ...ranges].map((name) => ({ name, figures: true })),
        ]}
        rows={rows}
      />
      {times.length > shown.length ? (
        <p class="hint">
          The newest {formatCount(shown.length)} of {formatCount(times.length)} points; older ones are in the
          API.
        </p>
      ) : null}
    </details>
  );
}

function hasRange({ points }: Series): boolean {
  return points.some(({ low, high }) => low !== high);
}

function rangeCells(point: Point | undefined, format: Chart['format']): readonly (Html | string)[] {
  return [point?.low, point?.high].map((value) => cellOf(value, format));
}

function cellOf(value: number | null | undefined, format: Chart['format']): Html | string {
  return value === null || value === undefined ? <span class="not-seen">not seen</span> : format(value);
}
