import { line } from 'd3-shape';
import type { TrendPoint } from '../../model.ts';
import type { Trend } from '../../report/trend.ts';
import type { Html } from '../html.tsx';

const width = 120;
const height = 24;
const edge = 2;

/** The shape of a trend beside its figure; the chart further below says what it is. */
export function Spark({
  trend,
  top,
}: {
  readonly trend: Trend | undefined;
  readonly top?: number;
}): Html | null {
  const seen = trend?.points.filter(({ value }) => value !== null) ?? [];
  if (trend === undefined || seen.length < 2) return null;
  const times = trend.points.map(({ at }) => Date.parse(at));
  const first = times.reduce((least, time) => Math.min(least, time));
  const last = times.reduce((most, time) => Math.max(most, time));
  const largest = top ?? seen.reduce((most, { value }) => Math.max(most, value ?? 0), 0);
  const path = line<TrendPoint>()
    .defined(({ value }) => value !== null)
    .x(({ at }) => tenth(((Date.parse(at) - first) / Math.max(1, last - first)) * width))
    .y(({ value }) => tenth(height - edge - ((value ?? 0) / Math.max(largest, 1e-9)) * (height - 2 * edge)));
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <path d={path([...trend.points]) ?? ''} fill="none" />
    </svg>
  );
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
