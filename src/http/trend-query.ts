/** The query parameters of trends. */
import { z } from 'zod';
import type { FigureName } from '../figures.ts';
import { figureName, namedFigures } from '../figures.ts';
import { trendGrains } from '../report/trend.ts';
import type { TrendGrain } from '../report/trend.ts';
import { HttpProblem } from './problem.ts';
import { oneOf, shownAs, texts, wholeNumberOf } from './words.ts';
import { dayMs } from '../shared/durations.ts';

const defaultFigures = ['score', 'coverage', 'etcdBytes'] as const satisfies readonly FigureName[];

const defaultDays = 30;
const mostMetrics = 20;
const mostForecastDays = 365;

/** Longest span of one answer: of hourly sweeps it has 9,600 points in it, of days 1,100. */
const mostDays: Readonly<Record<TrendGrain, number>> = { audit: 400, hour: 400, day: 1100 };

const anyFigure = `${namedFigures.join(', ')} and objects:<kind>`;

export const oneFigure = shownAs(
  z
    .string(`Expected one of ${anyFigure}.`)
    .transform((text, context): FigureName => {
      const name = figureName(text.trim());
      if (name !== null) return name;
      context.addIssue(`Expected one of ${anyFigure}.`);
      return z.NEVER;
    })
    .describe(`a figure: one of ${anyFigure}`),
  { schema: { type: 'string' }, example: 'etcdBytes' },
);

const someFigures = shownAs(
  texts
    .transform((words, context): readonly FigureName[] => {
      const names = [...new Set(words)];
      const known = names.flatMap((name) => figureName(name) ?? []);
      if (known.length < names.length || names.length > mostMetrics) {
        context.addIssue(`Expected up to ${mostMetrics} of ${anyFigure}, joined by commas.`);
      }
      return known;
    })
    .optional()
    .describe(
      `figures to answer, joined by commas or given several times: up to ${mostMetrics} of ${anyFigure}; ${defaultFigures.join(', ')} without it`,
    ),
  {
    schema: { type: 'array', items: { type: 'string' }, maxItems: mostMetrics },
    style: 'form',
    explode: false,
  },
);

const time = shownAs(
  z
    .union([z.iso.datetime({ offset: true }), z.iso.date()], 'Expected a time, e.g. 2026-11-24T06:00:00Z.')
    .transform((text) => new Date(text))
    .refine((date) => date.getTime() >= 0, 'Expected a time after 1970.')
    .optional(),
  {
    schema: {
      anyOf: [
        { type: 'string', format: 'date-time' },
        { type: 'string', format: 'date' },
      ],
    },
  },
);

export const trendQuery = {
  metric: someFigures,
  from: time.describe(
    `first moment, included; a date is its midnight in UTC; ${defaultDays} days before the end without it; ${mostDays.hour} days before it at most, by days ${mostDays.day}`,
  ),
  to: time.describe('last moment, included; now without it'),
  grain: oneOf(trendGrains)
    .optional()
    .describe(
      'what one point stands for; without it an audit for up to 7 days, an hour for up to 60 days, else a day',
    ),
  compare: oneOf(['week'])
    .optional()
    .describe('`week`: the week before is answered too, moved a week forward to lie under the points'),
  forecast: wholeNumberOf(1, mostForecastDays)
    .optional()
    .describe(`days to look ahead, 1 to ${mostForecastDays}; no forecast without it`),
} as const;

/** What is loaded (load-trends.ts). */
export interface TrendsRequest {
  readonly metrics: readonly FigureName[];
  readonly from: Date;
  readonly to: Date;
  readonly grain?: TrendGrain | undefined;
  readonly compare: boolean;
  readonly forecastDays: number | null;
  /** The figures that are forecast; all of them without it. */
  readonly forecastOf?: readonly FigureName[];
}

type TrendParameters = z.output<z.ZodObject<typeof trendQuery>>;

/** The request of some parameters; throws the 400 for a span that is too long or runs backwards. */
export function trendsRequest(query: TrendParameters, now: Date): TrendsRequest {
  const to = query.to ?? now;
  const from = query.from ?? new Date(Math.max(0, to.getTime() - defaultDays * dayMs));
  requireSpan(from, to, query.grain ?? 'day');
  return {
    metrics: query.metric ?? defaultFigures,
    from,
    to,
    grain: query.grain,
    compare: query.compare !== undefined,
    forecastDays: query.forecast ?? null,
  };
}

function requireSpan(from: Date, to: Date, grain: TrendGrain): void {
  const days = (to.getTime() - from.getTime()) / dayMs;
  if (days >= 0 && days <= mostDays[grain]) return;
  const byDays = grain === 'day' ? '' : ` (${mostDays.day} days with grain=day)`;
  const detail = `Expected a time up to ${mostDays[grain]} days before the end, ${to.toISOString()}${byDays}.`;
  throw new HttpProblem(400, `from: ${detail}`, { errors: [{ parameter: 'from', detail }] });
}
