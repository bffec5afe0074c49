/** A message for one receiver, and what became of it, as the API tells of it. */
import { z } from 'zod';
import { severities } from '../model.ts';
import type { Delivery } from '../notification.ts';
import { deliveryStatuses, messageReasons, receiverKinds } from '../notification.ts';
import { MessageAnswer } from './message-answer.ts';
import { pageSchema } from './paging.ts';

export const DeliveryAttempt = z.object({
  at: z.iso.datetime(),
  milliseconds: z.number(),
  ok: z.boolean(),
  status: z
    .int()
    .nullable()
    .describe('of HTTP or SMTP; null when there was no answer, or the way knows none'),
  detail: z.string(),
});

export const DeliveryItem = z.object({
  id: z.string().describe('the same at every try: receivers know by it what they have already'),
  receiver: z.string().describe('id of the receiver'),
  receiverKind: z.enum(receiverKinds).describe('how it is sent'),
  route: z.string().nullable().describe('the route by which it came; null for tests and reports'),
  group: z.string().describe('what belongs together; messages of a group reach a receiver in their order'),
  form: z.enum(['alert', 'digest']).describe('alert: one cause over the fleet; digest: a scheduled report'),
  reason: z.enum(messageReasons).describe('why it is sent'),
  severity: z.enum(severities).nullable().describe('how bad it is; null for a digest'),
  title: z.string().describe('one line: what and where'),
  status: z
    .enum(deliveryStatuses)
    .describe(
      'pending: not sent yet, or to be tried again; dead: given up, can be sent again; cancelled: its receiver is gone',
    ),
  attemptsTotal: z.int().describe('how often it was tried'),
  lastAttempt: DeliveryAttempt.nullable().describe('null before the first'),
  createdAt: z.iso.datetime().describe('when it was made'),
  nextAt: z.iso.datetime().exactOptional().describe('when it is tried next; absent when it is not'),
  sentAt: z.iso.datetime().exactOptional().describe('when it arrived'),
});

export const DeliveryDetail = DeliveryItem.extend({
  triedSince: z.iso
    .datetime()
    .describe('since when the tries count: when it was made, or sent again by hand'),
  attempts: z.array(DeliveryAttempt).readonly().describe('newest last, at most 20'),
  message: MessageAnswer.describe('what is sent; each receiver gets it in a form of its own'),
});

export const DeliveryPage = pageSchema(DeliveryItem);

export function deliveryItem(delivery: Delivery): z.input<typeof DeliveryItem> {
  const { id, receiver, receiverKind, route, group, message, status, attempts, attemptsTotal } = delivery;
  const { createdAt, nextAt, sentAt } = delivery;
  return {
    id,
    receiver,
    receiverKind,
    route,
    group,
    ...headOf(message),
    status,
    attemptsTotal,
    lastAttempt: attempts.at(-1) ?? null,
    createdAt,
    ...(nextAt === undefined ? {} : { nextAt }),
    ...(sentAt === undefined ? {} : { sentAt }),
  };
}

export function deliveryDetail(delivery: Delivery): z.input<typeof DeliveryDetail> {
  const { triedSince, attempts, message } = delivery;
  return { ...deliveryItem(delivery), triedSince, attempts, message };
}

/** What a list tells of a message. */
export function headOf(
  message: Delivery['message'],
): Pick<z.input<typeof DeliveryItem>, 'form' | 'reason' | 'severity' | 'title'> {
  const { title } = message;
  return message.form === 'digest'
    ? { form: 'digest', reason: 'report', severity: null, title }
    : { form: 'alert', reason: message.reason, severity: message.severity, title };
}
