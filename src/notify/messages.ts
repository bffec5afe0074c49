/** The messages that drive notifications, parsed at the edge. */
import * as z from 'zod';
import { messageOfItem } from '../shared/queue-message.ts';

/** Time to decide who is told what: a sweep was closed, or something that was held back fell due. */
const NotifyMessage = z.strictObject({
  schemaVersion: z.literal(1),
  /** The moment that is decided for: the same moment is decided once. */
  at: z.iso.datetime(),
});
export type NotifyMessage = z.infer<typeof NotifyMessage>;

/** A delivery to be tried. */
const DeliverMessage = z.strictObject({
  schemaVersion: z.literal(1),
  deliveryId: z.string().min(1).max(128),
});
export type DeliverMessage = z.infer<typeof DeliverMessage>;

/** A report to be made. */
const SendReportMessage = z.strictObject({
  schemaVersion: z.literal(1),
  report: z.string().min(1).max(64),
  dueAt: z.iso.datetime(),
});
export type SendReportMessage = z.infer<typeof SendReportMessage>;

export function parseNotify(item: unknown): NotifyMessage {
  return messageOfItem('notify', NotifyMessage, item, { schemaVersion: 1, at: '2026-11-24T03:15:00.000Z' });
}

export function parseDeliver(item: unknown): DeliverMessage {
  const deliveryId = '20261124T031500000Z-0123456789abcdef';
  return messageOfItem('deliver', DeliverMessage, item, { schemaVersion: 1, deliveryId });
}

export function parseSendReport(item: unknown): SendReportMessage {
  const dueAt = '2026-11-24T07:00:00.000Z';
  return messageOfItem('send-report', SendReportMessage, item, { schemaVersion: 1, report: 'weekly', dueAt });
}

export function notifyMessage(at: string): NotifyMessage {
  return { schemaVersion: 1, at };
}
