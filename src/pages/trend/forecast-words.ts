/** A forecast in words: that, how fast, and when it reaches what. */
import type { ReachedBound, TrendForecast } from '../../model.ts';
import type { Trend } from '../../report/trend.ts';
import { formatPercent } from '../../shared/format.ts';
import { sentence } from '../parts/text.ts';
import { dateText } from '../parts/time.tsx';
import { amountText, formatOf } from './figure-text.ts';

/** What is to be reached: a share of a quota in the unit of the figure, or of one when the figure is a share itself. */
export interface Limit {
  readonly quota: number;
  /** The share of the quota that is asked about, 0–1. */
  readonly share: number;
}

/** Sentences about the forecast of a trend; none when none was asked for. */
export function forecastWords({ trend, limit }: Limited): readonly string[] {
  const { forecast, unit } = trend;
  if (forecast === null) return [];
  if (forecast.kind === 'none') return [`No forecast: ${sentence(forecast.why)}`];
  const { perDay, grows, steps } = forecast;
  const [low, high] = [perDay.low, perDay.high].map((value) => signed(value, unit));
  const step = steps.at(-1);
  return [
    grows
      ? `Grows by ${amountText(perDay.value, unit)} a day (${low} to ${high}).`
      : `No growth that can be told from its ups and downs (${low} to ${high} a day).`,
    ...(step === undefined
      ? []
      : [
          `Its level changed at once on ${dateText(step.at)}, from ${amountText(step.from, unit)} to ${amountText(step.to, unit)}; the forecast goes by what came after.`,
        ]),
    ...reachSentences({ trend, limit }, forecast),
  ];
}

/** That the limit is reached, and when, as short as can be; null when it is not, as far as the forecast goes. */
export function reachWords({ trend, limit }: Limited): string | null {
  const state = reachOf(trend, limit);
  const share = `${formatPercent(limit.share)} of the quota`;
  if (state === 'beyond') return `Beyond ${share}.`;
  return state === null ? null : `Reaches ${share} on ${dateText(state.at)}.`;
}

export interface Limited {
  readonly trend: Trend;
  readonly limit: Limit;
}

function reachSentences({ trend, limit }: Limited, forecast: TrendForecast): readonly string[] {
  const state = reachOf(trend, limit);
  const text = limitText(trend, limit);
  if (state === 'beyond') return [`It is beyond ${text} now.`];
  if (state !== null) return [reachedText(state, text)];
  const horizon = forecast.points.at(-1);
  if (!forecast.grows || horizon === undefined) return [];
  return [`It does not reach ${text} by ${dateText(horizon.at)} at this pace.`];
}

/** When the limit is reached; null when it is not, as far as the forecast goes. */
function reachOf(trend: Trend, limit: Limit): ReachedBound | 'beyond' | null {
  const { forecast } = trend;
  if (forecast === null || forecast.kind === 'none') return null;
  if (isBeyond(trend, limit)) return 'beyond';
  return (forecast.grows ? reachedIn(forecast, limit) : undefined) ?? null;
}

function isBeyond({ points }: Trend, { quota, share }: Limit): boolean {
  const newest = points.findLast(({ value }) => value !== null)?.value ?? null;
  return newest !== null && newest >= quota * share;
}

function reachedText({ at, earliest, latest }: ReachedBound, text: string): string {
  const range =
    latest === null
      ? `at the earliest on ${dateText(earliest)}, and maybe much later`
      : `between ${dateText(earliest)} and ${dateText(latest)}`;
  return `Reaches ${text} on ${dateText(at)} (${range}).`;
}

function limitText({ unit }: Trend, { quota, share }: Limit): string {
  const part = `${formatPercent(share)} of the quota`;
  return unit === 'ratio' ? part : `${part}, ${amountText(quota * share, unit)},`;
}

/** Shares do not come out even in binary. */
function reachedIn({ reaches }: TrendForecast, { quota, share }: Limit): ReachedBound | undefined {
  return reaches.find(({ bound }) => Math.abs(bound - quota * share) <= bound * 1e-6);
}

function signed(value: number, unit: Trend['unit']): string {
  const text = formatOf(unit)(Math.abs(value));
  return value < 0 ? `−${text}` : text;
}
