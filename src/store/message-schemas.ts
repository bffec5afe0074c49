/** Messages as schemas: they are read back from storage before they are sent. */
import * as z from 'zod';
import type { Digest, Message, Notification, NotificationItem } from '../notification.ts';
import { alertChanges, alertKinds, messageReasons } from '../notification.ts';
import { confidence, count, culprit, severity } from './schemas.ts';

const text = z.string();
const textOrNull = text.nullable();
const time = z.iso.datetime();
const figure = z.number().nullable();

const cluster = z.object({ key: text, name: text, resourceId: z.exactOptional(text), url: textOrNull });
const check = z.object({ id: text, title: text }).nullable();

const item: z.ZodType<NotificationItem> = z.object({
  alertId: text,
  change: z.enum(alertChanges),
  kind: z.enum(alertKinds),
  severity,
  check,
  cluster: cluster.nullable(),
  cause: culprit.nullable(),
  summary: text,
  since: text,
  confidence: confidence.nullable(),
  url: textOrNull,
});

const notification = z.object({
  form: z.literal('alert'),
  at: time,
  sweepId: textOrNull,
  reason: z.enum(messageReasons).exclude(['report']),
  severity,
  title: text,
  summary: text,
  cause: culprit.nullable(),
  check,
  since: textOrNull,
  confidence: confidence.nullable(),
  clusters: z.array(cluster),
  clustersTotal: count,
  changes: z.record(z.enum(alertChanges), count),
  items: z.array(item),
  itemsTotal: count,
  firstStep: z.object({ text, command: z.exactOptional(text), learnMore: textOrNull }).nullable(),
  evidence: z.array(z.object({ label: text, value: text })),
  url: textOrNull,
}) satisfies z.ZodType<Notification>;

const list = z.object({ items: z.array(item), total: count });
const change = z.object({ now: figure, before: figure });

const digest = z.object({
  form: z.literal('digest'),
  name: text,
  title: text,
  at: time,
  period: z.object({ from: time, to: time }),
  owner: textOrNull,
  clusters: z.object({
    total: count,
    notAudited: z.array(z.object({ cluster, why: text })),
    notAuditedTotal: count,
  }),
  score: change,
  coverage: change,
  unseen: z.array(text),
  open: z.partialRecord(severity, count),
  suppressed: count,
  opened: list,
  resolved: list,
  worst: list,
  forecasts: z.array(
    z.object({ cluster, figure: text, bound: text, at: text, earliest: text, latest: textOrNull }),
  ),
  forecastsTotal: count,
  endingSuppressions: z.array(z.object({ id: text, owner: text, reason: text, expires: text })),
  endingSuppressionsTotal: count,
  across: z.exactOptional(
    z.object({
      items: z.array(z.object({ text, details: z.array(text) })),
      total: count,
      note: textOrNull,
    }),
  ),
  charts: z.array(
    z.object({
      title: text,
      newest: text,
      from: z.number(),
      to: z.number(),
      points: z.array(z.object({ at: text, value: figure, text })),
    }),
  ),
  csv: z.union([z.object({ fileName: text, text }), z.object({ leftOut: text })]).nullable(),
  url: textOrNull,
}) satisfies z.ZodType<Digest>;

export const message: z.ZodType<Message> = z.discriminatedUnion('form', [notification, digest]);
