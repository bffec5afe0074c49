/** What is sent about what is wrong, as the API tells it: the same for every form in which receivers are sent it. */
import { z } from 'zod';
import { alertChanges, alertKinds, messageReasons } from '../notification.ts';
import { culpritKinds, severities } from '../model.ts';

const moment = z.iso.datetime();
const severity = z.enum(severities);
const total = (of: string) => z.int().describe(`how many ${of} there are in all`);

const confidence = z
  .enum(['measured', 'sampled', 'inferred'])
  .nullable()
  .describe(
    'counted exactly, extrapolated from a part, or concluded from indirect signs; null when nothing was found but lost',
  );

const cause = z
  .object({
    kind: z.enum(culpritKinds).describe('what it is'),
    name: z.string(),
  })
  .nullable()
  .describe('who or what causes it; null when nobody knows');

const check = z
  .object({ id: z.string(), title: z.string().describe('of the check when it fails') })
  .nullable()
  .describe('the check that found it; null when it is of several, or no finding');

const page = z.string().nullable().describe('page to read on; null when the address of the app is not known');

export const NotificationCluster = z.object({
  key: z.string(),
  name: z.string(),
  resourceId: z.string().exactOptional(),
  url: page,
});

export const NotificationItem = z.object({
  alertId: z
    .string()
    .describe('stable over time: the fingerprint of a finding, or its kind and what it is about'),
  change: z.enum(alertChanges).describe('what it did since the receiver was last told'),
  kind: z.enum(alertKinds).describe('what is wrong'),
  severity,
  check,
  cluster: NotificationCluster.nullable().describe('where; null when it is about the fleet'),
  cause,
  summary: z.string(),
  since: moment.describe('since when'),
  confidence,
  url: page,
});

const step = z
  .object({
    text: z.string().describe('for people'),
    command: z.string().exactOptional(),
    learnMore: z.string().nullable(),
  })
  .nullable()
  .describe('what to do first; null when there is nothing to do');

export const Notification = z.object({
  form: z.literal('alert').describe('alert: one cause over the fleet'),
  at: moment.describe('when it was decided'),
  sweepId: z.string().nullable().describe('the sweep that it is about; null for what belongs to none'),
  reason: z.enum(messageReasons).exclude(['report']).describe('why it was sent'),
  severity: severity.describe('the worst of what is open; of what is resolved, what it was'),
  title: z.string().describe('one line: what and where'),
  summary: z.string().describe('what happened, one or two sentences'),
  cause,
  check,
  since: moment.nullable().describe('the earliest of its items'),
  confidence,
  clusters: z.array(NotificationCluster).readonly().describe('at most 20, those with the worst items first'),
  clustersTotal: total('clusters'),
  changes: z.record(z.enum(alertChanges), z.int()).describe('how many alerts did what'),
  items: z.array(NotificationItem).readonly().describe('at most 20, worst first, resolved ones last'),
  itemsTotal: total('items'),
  firstStep: step,
  evidence: z
    .array(z.object({ label: z.string(), value: z.string().describe('the line') }))
    .readonly()
    .describe('of the worst finding, at most 6 lines'),
  url: page,
});
