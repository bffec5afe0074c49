import { z } from 'zod';
import { receiverKinds } from '../../notification.ts';
import { receiverStates } from '../../notify/receiver-states.ts';
import { deliveryItem, DeliveryItem } from '../delivery-answer.ts';
import { missing } from '../find.ts';
import { receiverPath } from '../path-params.ts';
import { none } from '../request-input.ts';
import { jsonRoute } from '../route.ts';
import { healthMember, PausedAnswer } from '../webhook-answer.ts';
import { deliveryLocation } from './deliveries.ts';

export const ReceiverItem = z.object({
  id: z.string(),
  name: z.string().describe('what people know it by'),
  kind: z.enum(receiverKinds).describe('how it is sent to'),
  source: z
    .enum(['file', 'api'])
    .describe('file: of the notification file of the app; api: subscribed over `/api/webhooks`'),
  to: z.array(z.string()).readonly().describe('mail addresses, or scheme and host'),
  paused: PausedAnswer,
  health: healthMember,
  routes: z
    .array(z.string())
    .readonly()
    .describe('names of the routes that name it; a webhook that was subscribed is told by its own match'),
  reports: z.array(z.string()).readonly().describe('names of the reports that it gets'),
});

export const ReceiverList = z.object({
  items: z
    .array(ReceiverItem)
    .readonly()
    .describe('those of the file in its order, then webhooks that were subscribed, the oldest first'),
});

export const listReceivers = jsonRoute({
  name: 'api-receivers',
  method: 'GET',
  path: 'api/receivers',
  summary: 'Everybody who is told, where, and how each fares',
  params: none,
  query: none,
  answer: ReceiverList,
  async handle({ history, notify }) {
    const [subscriptions, health] = await Promise.all([history.subscriptions(), history.receiverHealth()]);
    return { items: receiverStates(notify.settings, subscriptions, health) };
  },
});

export const testReceiver = jsonRoute({
  name: 'api-receiver-test',
  method: 'POST',
  path: 'api/receivers/{id}/test',
  summary: 'Sends a test message to a receiver',
  params: receiverPath,
  query: none,
  status: 202,
  answer: DeliveryItem,
  location: deliveryLocation,
  async handle({ notify }, { params: { id } }) {
    const delivery = await notify.sendTest(id);
    return deliveryItem(delivery ?? missing('receiver', id, 'GET /api/receivers lists those there are'));
  },
});
