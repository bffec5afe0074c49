/** Deliveries that somebody asks for: a test, and one that is sent again. */
import { randomUUID } from 'node:crypto';
import type { Delivery, Notification } from '../../notification.ts';
import { deliveryIdOf } from '../../store/keys.ts';
import type { NotifyContext } from '../context.ts';
import { messagesUrl } from '../links.ts';
import { recipientOf } from '../recipients.ts';
import { handOver, newDelivery } from './hand-over.ts';
import { queueDelivery } from './queue-delivery.ts';
import { atRest } from './settle.ts';

/** Sends a receiver a message that says that it arrives; null when there is no such receiver. */
export async function sendTest(context: NotifyContext, receiver: string): Promise<Delivery | null> {
  const recipient = await recipientOf(context, receiver);
  if (recipient === null) return null;
  const now = context.now();
  const at = now.toISOString();
  const made = {
    id: deliveryIdOf(now, ['test', receiver, randomUUID()]),
    receiver,
    receiverKind: recipient.kind,
    route: null,
    group: 'test',
    message: testMessage(receiver, at, context.baseUrl),
    tells: [],
  };
  const delivery = newDelivery(made, at);
  await handOver(context, delivery);
  return delivery;
}

function testMessage(receiver: string, at: string, baseUrl: string | null): Notification {
  return {
    form: 'alert',
    at,
    sweepId: null,
    reason: 'test',
    severity: 'info',
    title: 'Test: messages of the AKS Fleet Auditor arrive here',
    summary: `Somebody sent receiver ${receiver} a test. Nothing is wrong, and there is nothing to do.`,
    cause: null,
    check: null,
    since: null,
    confidence: null,
    clusters: [],
    clustersTotal: 0,
    changes: { opened: 0, worsened: 0, resolved: 0, ongoing: 0 },
    items: [],
    itemsTotal: 0,
    firstStep: null,
    evidence: [],
    url: messagesUrl(baseUrl),
  };
}

/** Sends a delivery again under its own id, and tries it for another day; null when there is none. */
export async function redeliver(
  { history, queues, now }: NotifyContext,
  id: string,
): Promise<Delivery | null> {
  const changed = await history.changeDelivery(id, (before) => ({
    ...atRest(before),
    status: 'pending',
    triedSince: now().toISOString(),
  }));
  if (changed === null) return null;
  await queueDelivery(queues, id);
  return changed.value;
}
