/** What of notifications is read back from storage, as schemas, like those of audits in schemas.ts. */
import * as z from 'zod';
import type {
  Alert,
  AlertMatch,
  AlertState,
  Decision,
  DecisionSummary,
  Delivery,
  LeftOut,
  NotifyState,
  ReceiverHealth,
  Subscription,
  ToldGroup,
} from '../notification.ts';
import {
  alertKinds,
  deliveryStatuses,
  eventKinds,
  receiverKinds,
  silenceReasons,
  webhookFormats,
} from '../notification.ts';
import { message } from './message-schemas.ts';
import { appliedSuppression, confidence, count, culprit, severity } from './schemas.ts';

const text = z.string();
const textOrNull = text.nullable();
const time = z.iso.datetime();

const alert: z.ZodType<Alert> = z.object({
  id: text,
  kind: z.enum(alertKinds),
  severity,
  check: textOrNull,
  category: textOrNull,
  cluster: z
    .object({ key: text, name: text, tags: z.record(text, text), resourceId: z.exactOptional(text) })
    .nullable(),
  cause: culprit.nullable(),
  summary: text,
  since: text,
  confidence: confidence.nullable(),
  auditId: textOrNull,
  suppression: z.exactOptional(appliedSuppression),
});

const named = { id: text, receiver: text, route: textOrNull, group: text };

export const delivery: z.ZodType<Delivery> = z.object({
  ...named,
  receiverKind: z.enum(receiverKinds),
  message,
  tells: z.array(text),
  status: z.enum(deliveryStatuses),
  attempts: z.array(
    z.object({
      at: time,
      milliseconds: z.number(),
      ok: z.boolean(),
      status: z.number().nullable(),
      detail: text,
    }),
  ),
  attemptsTotal: count,
  createdAt: time,
  triedSince: time,
  nextAt: z.exactOptional(time),
  sentAt: z.exactOptional(time),
  claim: z.exactOptional(z.object({ holder: text, until: time })),
});

const leftOut: z.ZodType<LeftOut> = z.object({
  receiver: textOrNull,
  route: text,
  group: text,
  title: text,
  reason: z.enum(silenceReasons),
  until: z.exactOptional(text),
  into: z.exactOptional(text),
  severity,
  alerts: count,
  clusters: z.array(text),
});

const alertState: z.ZodType<AlertState> = z.object({
  alert,
  open: z.boolean(),
  seen: count,
  turns: z.array(time),
  flapping: z.boolean(),
});

const toldGroup: z.ZodType<ToldGroup> = z.object({ at: time, alerts: z.record(text, severity) });

const state: z.ZodType<NotifyState> = z.object({
  sweepId: textOrNull,
  clusters: z.record(text, z.object({ audit: textOrNull, tags: z.record(text, text) })),
  alerts: z.record(text, alertState),
  told: z.record(text, toldGroup),
  takenBack: z.array(text),
});

const decided = {
  id: text,
  at: time,
  sweepId: textOrNull,
  leftOut: z.array(leftOut),
  nextAt: time.nullable(),
};

export const decision: z.ZodType<Decision> = z.object({
  ...decided,
  after: textOrNull,
  deliveries: z.array(delivery),
  state,
});

export const decisionSummary: z.ZodType<DecisionSummary> = z.object({
  ...decided,
  deliveries: z.array(z.object(named)),
  moreLeftOut: z.exactOptional(count),
});

const match: z.ZodType<AlertMatch> = z.object({
  severity: z.exactOptional(severity),
  checks: z.exactOptional(z.array(text)),
  categories: z.exactOptional(z.array(text)),
  tags: z.exactOptional(z.array(text)),
  clusters: z.exactOptional(z.array(text)),
});

export const subscription: z.ZodType<Subscription> = z.object({
  id: text,
  name: text,
  sealedUrl: text,
  shownUrl: text,
  format: z.enum(webhookFormats),
  match,
  events: z.exactOptional(z.array(z.enum(eventKinds))),
  secrets: z.array(z.object({ sealed: text, createdAt: time, until: z.exactOptional(time) })),
  consented: z.boolean(),
  paused: z.exactOptional(z.object({ at: time, by: z.enum(['operator', 'failing', 'gone']), why: text })),
  createdAt: time,
  createdBy: text,
  changedAt: time,
});

export const receiverHealth: z.ZodType<ReceiverHealth> = z.object({
  receiver: text,
  lastSentAt: z.exactOptional(time),
  lastFailedAt: z.exactOptional(time),
  lastFailure: z.exactOptional(text),
  failingSince: z.exactOptional(time),
  failures: count,
  lost: z.exactOptional(count),
  retryAt: z.exactOptional(time),
});
