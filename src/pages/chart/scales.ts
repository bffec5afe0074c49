import type { ScaleLinear, ScaleTime } from 'd3-scale';
import { scaleLinear, scaleUtc } from 'd3-scale';
import { momentsOf } from './layers.ts';
import { plot } from './plot.ts';
import type { Bound, Chart } from './series.ts';
import { valuesOf } from './series.ts';

export interface Scales {
  readonly x: ScaleTime<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly yTicks: readonly number[];
  /** The bound, if values come near enough for it to be drawn. */
  readonly bound: Bound | null;
}

/** Two audits a second apart would otherwise make an axis of milliseconds. */
const shortestSpan = 10 * 60_000;
/** A bound further away than this many times the largest value would press the line to the ground. */
const nearBound = 4;
/** A forecast that goes far beyond what there is leaves the drawing at its top. */
const farForecast = 2;

export function scalesOf(chart: Chart): Scales {
  const { top, base = 1000, bound, whole = false } = chart;
  const largest = largestOf(chart);
  const near = bound !== undefined && largest * nearBound >= bound.value ? bound : null;
  // Room for the text of the bound, where the axis has no end of its own.
  const room = Math.max(largest, (near?.value ?? 0) * (top === undefined ? 1.05 : 1));
  const unit = unitOf(room, base);
  const inUnits = scaleLinear()
    .domain([0, Math.max(top ?? 0, room) / unit])
    .nice(4);
  const [, last = 1] = inUnits.domain();
  return {
    x: scaleUtc().domain(timesOf(chart)).range([plot.left, plot.right]),
    y: scaleLinear()
      .domain([0, last * unit])
      .range([plot.bottom, plot.top]),
    yTicks: inUnits
      .ticks(4)
      .filter((tick) => !whole || Number.isInteger(tick))
      .map((tick) => tick * unit),
    bound: near,
  };
}

/** The time that is shown. */
export function spanOf({ x }: Pick<Scales, 'x'>): { readonly from: Date; readonly to: Date } {
  const [from = new Date(0), to = from] = x.domain();
  return { from, to };
}

/** Largest value that has to fit in. */
function largestOf({ series, stacked = false, before = [], forecast = [], bound, top }: Chart): number {
  const seen = stacked
    ? momentsOf(series).map(({ values }) => values?.reduce((sum, value) => sum + value, 0) ?? 0)
    : valuesOf([...series, { points: before }]);
  const peaks = stacked ? [] : series.flatMap(({ points }) => points.map(({ high }) => high ?? 0));
  const largest = [...seen, ...peaks].reduce((most, value) => Math.max(most, value), 0);
  const room = Math.max(largest, bound?.value ?? 0) * farForecast;
  const expected = forecast.reduce((most, { high }) => Math.max(most, Math.min(high, room)), largest);
  // An axis from nothing to nothing has no ticks.
  return expected > 0 ? expected : (top ?? 1);
}

/** The largest unit of bytes that fits in the value. */
function unitOf(value: number, base: number): number {
  if (base !== 1024) return 1;
  let unit = 1;
  while (unit * 1024 <= value) unit *= 1024;
  return unit;
}

function timesOf({ series, span, forecast = [] }: Chart): readonly [Date, Date] {
  const times = [...series.flatMap(({ points }) => points), ...forecast].map(({ at }) => at.getTime());
  if (span !== undefined) times.push(span.from.getTime(), span.to.getTime());
  const first = times.reduce((least, time) => Math.min(least, time));
  const last = times.reduce((most, time) => Math.max(most, time));
  const missing = Math.max(0, shortestSpan - (last - first)) / 2;
  return [new Date(first - missing), new Date(last + missing)];
}
