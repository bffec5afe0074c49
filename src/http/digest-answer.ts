/** A scheduled report, as the API tells it. */
import { z } from 'zod';
import { severities } from '../model.ts';
import { NotificationCluster, NotificationItem } from './notification-answer.ts';

const moment = z.iso.datetime();
const page = z.string().nullable().describe('page to read on; null when the address of the app is not known');
const total = (of: string) => z.int().describe(`how many ${of} there are in all`);
const ratio = z.number().nullable();

const listOf = (what: string) =>
  z
    .object({
      items: z.array(NotificationItem).readonly().describe('at most 10, worst first'),
      total: total('of them'),
    })
    .describe(what);

const change = (what: string) =>
  z
    .object({
      now: ratio.describe('at the end of the period; null when not known'),
      before: ratio.describe('at its beginning; null when not known'),
    })
    .describe(what);

export const Digest = z.object({
  form: z.literal('digest').describe('digest: a scheduled report'),
  name: z.string().describe('name of the report in the settings'),
  title: z.string().describe('one line: what and whose'),
  at: moment.describe('when it was made'),
  period: z.object({ from: moment, to: moment }).describe('what it is about'),
  owner: z.string().nullable().describe('whose clusters, by a tag: name=value or name; null for the fleet'),
  clusters: z
    .object({
      total: z.int().describe('how many there are'),
      notAudited: z
        .array(z.object({ cluster: NotificationCluster, why: z.string() }))
        .readonly()
        .describe('those that the newest sweep could not audit, at most 20'),
      notAuditedTotal: z.int().describe('how many it could not audit'),
    })
    .describe('clusters of the owner'),
  score: change('mean score, 0–100'),
  coverage: change('mean share of the checks that could be judged, 0–1'),
  unseen: z
    .array(z.string())
    .readonly()
    .describe('parts of the fleet that could not be seen, a sentence each'),
  open: z
    .partialRecord(z.enum(severities), z.int())
    .describe('open findings by severity; suppressed ones left out'),
  suppressed: z.int().describe('open findings that are suppressed'),
  opened: listOf('findings that opened'),
  resolved: listOf('findings that were resolved'),
  worst: listOf('the worst that is open'),
  forecasts: z
    .array(
      z.object({
        cluster: NotificationCluster,
        figure: z.string().describe('what grows'),
        bound: z.string().describe('the bound that it reaches'),
        at: moment.describe('when it is reached'),
        earliest: moment.describe('when it is reached at the earliest'),
        latest: moment.nullable().describe('when it is reached at the latest; null when perhaps never'),
      }),
    )
    .readonly()
    .describe('bounds that are reached within 30 days, soonest first, at most 10'),
  forecastsTotal: total('forecasts'),
  endingSuppressions: z
    .array(
      z.object({
        id: z.string(),
        owner: z.string(),
        reason: z.string().describe('why'),
        expires: moment,
      }),
    )
    .readonly()
    .describe('suppressions that end within 30 days, soonest first, at most 10'),
  endingSuppressionsTotal: total('of them'),
  across: z
    .exactOptional(
      z.object({
        items: z
          .array(
            z.object({
              text: z.string().describe('one sentence'),
              details: z.array(z.string()).readonly().describe('what is known of it in some clusters'),
            }),
          )
          .readonly()
          .describe('shared clients first, at most 10'),
        total: total('of them'),
        note: z
          .string()
          .nullable()
          .describe('what new things are held against, when that is less than it could be'),
      }),
    )
    .describe('what is told of the clusters together; absent in messages of older versions'),
  charts: z
    .array(
      z.object({
        title: z.string().describe('what it shows'),
        newest: z.string().describe('the newest value in words'),
        from: z.number().describe('the least that the axis shows'),
        to: z.number().describe('the most that the axis shows'),
        points: z
          .array(
            z.object({
              at: moment,
              value: z.number().nullable().describe('null when it was not seen'),
              text: z.string().describe('the value in words'),
            }),
          )
          .readonly()
          .describe('oldest first'),
      }),
    )
    .readonly()
    .describe('figures by day'),
  csv: z
    .union([
      z.object({
        fileName: z.string().describe('name of the file'),
        text: z.string().describe('what is in it'),
      }),
      z.object({ leftOut: z.string().describe('why it is not attached') }),
    ])
    .nullable()
    .describe('the table that is attached; null when none is wanted'),
  url: page,
});
