import { z } from 'zod';
import type { Delivery } from '../../notification.ts';
import { deliveryStatuses } from '../../notification.ts';
import {
  deliveryDetail,
  DeliveryDetail,
  deliveryItem,
  DeliveryItem,
  DeliveryPage,
} from '../delivery-answer.ts';
import type { HttpDeps } from '../deps.ts';
import { missingDelivery, missingWebhook, requiredDelivery, requiredWebhook } from '../find.ts';
import { mapPage, pageQuery, pageRequest } from '../paging.ts';
import { deliveryPath, webhookDeliveryPath, webhookPath } from '../path-params.ts';
import { none } from '../request-input.ts';
import { jsonRoute } from '../route.ts';
import { oneOf } from '../words.ts';

const status = oneOf(deliveryStatuses)
  .optional()
  .describe('only those that are so: pending, sent, dead (given up) or cancelled');

export const listDeliveries = jsonRoute({
  name: 'api-deliveries',
  method: 'GET',
  path: 'api/deliveries',
  summary: 'Messages and what became of them, newest first, one for each receiver',
  params: none,
  query: z.strictObject({
    ...pageQuery,
    receiver: z
      .string()
      .min(1, 'Expected the id of a receiver, as GET /api/receivers gives it.')
      .optional()
      .describe('only those for this receiver, by id; those of receivers that are gone can be asked for too'),
    status,
  }),
  answer: DeliveryPage,
  async handle({ history }, { query }) {
    const { receiver, status } = query;
    const filter = { ...(receiver === undefined ? {} : { receiver }), ...statusOf(status) };
    return mapPage(await history.deliveries(filter, pageRequest(query)), deliveryItem);
  },
});

export const getDelivery = jsonRoute({
  name: 'api-delivery',
  method: 'GET',
  path: 'api/deliveries/{id}',
  summary: 'One message for one receiver: what it says, and every try',
  params: deliveryPath,
  query: none,
  answer: DeliveryDetail,
  handle: async ({ history }, { params: { id } }) => deliveryDetail(await requiredDelivery(history, id)),
});

export const redeliver = jsonRoute({
  name: 'api-delivery-redeliver',
  method: 'POST',
  path: 'api/deliveries/{id}/redeliver',
  summary: 'Sends a message again, whatever became of it, under the same id',
  params: deliveryPath,
  query: none,
  status: 202,
  answer: DeliveryItem,
  location: deliveryLocation,
  handle: async (deps, { params: { id } }) => sentAgain(deps, id),
});

export const listWebhookDeliveries = jsonRoute({
  name: 'api-webhook-deliveries',
  method: 'GET',
  path: 'api/webhooks/{id}/deliveries',
  summary: 'Messages for a webhook and what became of them, newest first',
  params: webhookPath,
  query: z.strictObject({ ...pageQuery, status }),
  answer: DeliveryPage,
  async handle({ history }, { params: { id }, query }) {
    await requiredWebhook(history, id);
    const page = await history.deliveries({ receiver: id, ...statusOf(query.status) }, pageRequest(query));
    return mapPage(page, deliveryItem);
  },
});

export const redeliverToWebhook = jsonRoute({
  name: 'api-webhook-redeliver',
  method: 'POST',
  path: 'api/webhooks/{id}/deliveries/{deliveryId}/redeliver',
  summary: 'Sends a message to a webhook again, whatever became of it, under the same id',
  params: webhookDeliveryPath,
  query: none,
  status: 202,
  answer: DeliveryItem,
  location: deliveryLocation,
  async handle(deps, { params: { id, deliveryId } }) {
    await requiredWebhook(deps.history, id);
    const { receiver } = await requiredDelivery(deps.history, deliveryId);
    return receiver === id ? sentAgain(deps, deliveryId) : missingDelivery(deliveryId);
  },
});

export const testWebhook = jsonRoute({
  name: 'api-webhook-test',
  method: 'POST',
  path: 'api/webhooks/{id}/test',
  summary: 'Sends a test message to a webhook',
  params: webhookPath,
  query: none,
  status: 202,
  answer: DeliveryItem,
  location: deliveryLocation,
  async handle({ history, notify }, { params: { id } }) {
    await requiredWebhook(history, id);
    return deliveryItem((await notify.sendTest(id)) ?? missingWebhook(id));
  },
});

async function sentAgain({ notify }: HttpDeps, id: string): Promise<z.input<typeof DeliveryItem>> {
  return deliveryItem((await notify.redeliver(id)) ?? missingDelivery(id));
}

export function deliveryLocation({ id }: Pick<Delivery, 'id'>): string {
  return `/api/deliveries/${id}`;
}

function statusOf(status: Delivery['status'] | undefined): { readonly status?: Delivery['status'] } {
  return status === undefined ? {} : { status };
}
