import type { ScaleLinear, ScaleTime } from 'd3-scale';
import { scaleLinear, scaleUtc } from 'd3-scale';
import { plot } from './plot.ts';
import type { Bound, Chart, Series } from './series.ts';
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

export function scalesOf({ series, top, base = 1000, bound }: Chart): Scales {
  const largest = Math.max(1, ...valuesOf(series));
  const near = bound !== undefined && largest * nearBound >= bound.value ? bound : null;
  const unit = unitOf(Math.max(largest, near?.value ?? 0), base);
  const end = top ?? Math.max(largest, near === null ? 0 : near.value * 1.05);
  const inUnits = scaleLinear()
    .domain([0, end / unit])
    .nice(4);
  const [, last = 1] = inUnits.domain();
  return {
    x: scaleUtc().domain(spanOf(series)).range([plot.left, plot.right]),
    y: scaleLinear()
      .domain([0, last * unit])
      .range([plot.bottom, plot.top]),
    yTicks: inUnits
      .ticks(4)
      .map((tick) => tick * unit)
      .filter((tick) => unit > 1 || Number.isInteger(tick)),
    bound: near,
  };
}

/** The largest unit of bytes that fits in the value. */
function unitOf(value: number, base: number): number {
  if (base !== 1024) return 1;
  let unit = 1;
  while (unit * 1024 <= value) unit *= 1024;
  return unit;
}

function spanOf(series: readonly Series[]): readonly [Date, Date] {
  const times = series.flatMap(({ points }) => points.map(({ at }) => at.getTime()));
  const first = Math.min(...times);
  const last = Math.max(...times);
  const missing = Math.max(0, shortestSpan - (last - first)) / 2;
  return [new Date(first - missing), new Date(last + missing)];
}
