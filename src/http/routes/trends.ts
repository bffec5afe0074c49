import { z } from 'zod';
import { trendFigures, trendMetric, trendOf, trendUnits } from '../../report/trends.ts';
import type { TrendMetric } from '../../report/trends.ts';
import { requiredLatest } from '../find.ts';
import { HttpProblem } from '../problem.ts';
import { jsonRoute } from '../route.ts';

const defaultDays = 30;
/** Longest span of one answer; an hourly sweep has 9,600 points in it. */
const mostDays = 400;
const mostMetrics = 20;
const dayMs = 86_400_000;

const metrics = z
  .string()
  .transform((text, context): TrendMetric[] => {
    const names = [...new Set(text.split(',').map((name) => name.trim()))];
    const known = names.flatMap((name) => trendMetric(name) ?? []);
    if (known.length < names.length || names.length > mostMetrics) {
      context.addIssue(
        `Expected up to ${mostMetrics} of ${trendFigures.join(', ')} and objects:<kind>, joined by commas.`,
      );
    }
    return known;
  })
  .optional()
  .describe(
    `figures to answer, joined by commas or given several times; ${trendFigures.join(', ')} without it`,
  );

const time = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], 'Expected a time, e.g. 2026-11-24T06:00:00Z.')
  .transform((text) => new Date(text))
  .refine((date) => date.getTime() >= 0, 'Expected a time after 1970.')
  .optional();

export const getTrends = jsonRoute({
  name: 'api-cluster-trends',
  method: 'GET',
  path: 'api/clusters/{key}/trends',
  summary: 'Figures of a cluster over time, one point an audit',
  params: z.strictObject({ key: z.string() }),
  query: z.strictObject({
    metric: metrics,
    from: time.describe(`${defaultDays} days before the end without it`),
    to: time.describe('now without it'),
  }),
  answer: z.object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    series: z
      .array(
        z.object({
          metric: z.string(),
          unit: z.enum(trendUnits),
          points: z
            .array(z.object({ at: z.iso.datetime(), value: z.number().nullable() }))
            .readonly()
            .describe('null where an audit did not see the figure, which is not zero'),
        }),
      )
      .readonly(),
  }),
  async handle({ history, now }, { params, query }) {
    const to = query.to ?? now();
    const from = query.from ?? new Date(Math.max(0, to.getTime() - defaultDays * dayMs));
    requireSpan(from, to);
    await requiredLatest(history, params.key);
    const past = await history.headlines(params.key, from, to);
    const series = (query.metric ?? trendFigures).map((metric) => trendOf(metric, past));
    return { from: from.toISOString(), to: to.toISOString(), series };
  },
});

function requireSpan(from: Date, to: Date): void {
  const days = (to.getTime() - from.getTime()) / dayMs;
  if (days >= 0 && days <= mostDays) return;
  const detail = `Expected a time up to ${mostDays} days before the end, ${to.toISOString()}.`;
  throw new HttpProblem(400, `from: ${detail}`, {
    errors: [{ parameter: 'from', detail }],
  });
}
