/** Trends and movers as the API answers them. */
import { z } from 'zod';
import { figureUnits } from '../figures.ts';
import type { Forecast } from '../model.ts';
import { trendGrains } from '../report/trend.ts';
import type { Movers } from '../report/trend.ts';

const at = z.iso.datetime();
const metric = z.string().describe('name of the figure');
const unit = z.enum(figureUnits);
const title = z.string().describe('the figure in words');

export const TrendPoint = z
  .object({
    at: at.describe('start of the sweep, the hour or the day'),
    value: z
      .number()
      .nullable()
      .describe('of hours and days the mean; null where it was not seen and in gaps, which is not zero'),
    low: z.exactOptional(z.number()).describe('least within the hour or day'),
    high: z.exactOptional(z.number()).describe('most within the hour or day'),
  })
  .describe('a figure at a time');

const band = {
  value: z.number(),
  low: z.number().describe('lower end of the band'),
  high: z.number().describe('upper end of the band'),
} as const;

export const ForecastAnswer = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('none'), why: z.string().describe('why there is none, one sentence') }),
    z.object({
      kind: z.literal('trend'),
      perDay: z.object(band).describe('growth a day, in the unit of the figure'),
      grows: z
        .boolean()
        .describe('false when the band has zero in it: then nothing is said of a bound that will be reached'),
      since: at.describe('start of the stretch that it goes by: the newest step, or the oldest sample'),
      samples: z.int().describe('samples of that stretch'),
      steps: z
        .array(z.object({ at, from: z.number(), to: z.number() }))
        .readonly()
        .describe('sudden changes of the level, oldest first: a clean-up, a defragmentation, an import'),
      points: z
        .array(z.object({ at, ...band }))
        .readonly()
        .describe('from the newest sample to the horizon, oldest first'),
      reaches: z
        .array(
          z.object({
            bound: z.number().describe('a threshold of the catalogue, in the unit of the figure'),
            at,
            earliest: at.describe('by the steep end of the band'),
            latest: at.nullable().describe('by its flat end; null when that does not reach it in time'),
          }),
        )
        .readonly()
        .describe('when it reaches each bound, those within the horizon only'),
      shortened: z
        .exactOptional(z.string())
        .describe('why it looks less far ahead than asked for, one sentence; absent when it looks as far'),
    }),
  ])
  .describe('where a figure goes if it goes on as it did') satisfies z.ZodType<Forecast>;

const Known = z.object({ at, value: z.number() });

export const Trend = z
  .object({
    metric,
    unit,
    title,
    points: z
      .array(TrendPoint)
      .readonly()
      .describe(
        'oldest first; one without a value stands where an audit did not see the figure, and in each gap where none was',
      ),
    before: z
      .array(TrendPoint)
      .readonly()
      .nullable()
      .describe('the week before, moved a week forward to lie under the points; null without compare=week'),
    change: z
      .object({
        now: Known,
        weekBefore: Known.describe('nearest to seven days earlier, half a day off at most'),
        difference: z.number().describe('now minus weekBefore'),
      })
      .nullable()
      .describe(
        'newest value that was seen against that of a week before it; null when that is not known from what was read: for spans of less than a week it takes compare=week',
      ),
    forecast: ForecastAnswer.nullable().describe('null when not asked for'),
  })
  .describe('a figure over time');

export const TrendsAnswer = z
  .object({
    from: at.describe('included; the start of the hour or day that was asked from'),
    to: at.describe('included'),
    grain: z.enum(trendGrains).describe('what one point stands for'),
    series: z.array(Trend).readonly().describe('one a figure, in the order asked for'),
  })
  .describe('figures over time');

export const Mover = z
  .object({
    key: z.string(),
    name: z.string(),
    before: z.number().describe('last value of the first day'),
    now: z.number().describe('last value of the second day'),
    difference: z.number().describe('now minus before'),
  })
  .describe('a cluster whose figure changed');

export const MoversAnswer = z.object({
  metric,
  unit,
  title,
  from: z.iso.date().describe('first day that is compared, UTC'),
  to: z.iso.date().describe('second day: that of the newest sweep that is closed'),
  movers: z.array(Mover).readonly().describe('largest change first, whichever way it went'),
  unknown: z.int().describe('clusters of which one of the two days is not known: they may have moved more'),
});

export function moversAnswer({ movers, ...rest }: Movers): z.input<typeof MoversAnswer> {
  return {
    ...rest,
    movers: movers.map(({ cluster: { key, name }, ...figures }) => ({ key, name, ...figures })),
  };
}
