import { z } from 'zod';
import { healthOf } from '../../notify/receiver-states.ts';
import { sortedBy } from '../../report/sort-key.ts';
import { requiredWebhook } from '../find.ts';
import { pageOfSorted, pageQuery, pageSchema } from '../paging.ts';
import { webhookPath } from '../path-params.ts';
import { none } from '../request-input.ts';
import { emptyRoute, jsonRoute } from '../route.ts';
import { webhookEntry, WebhookEntry, WebhookItem, webhookTag, WebhookWithSecret } from '../webhook-answer.ts';
import { WebhookChange, WebhookInput } from '../webhook-input.ts';
import { removeWebhook } from '../webhook-changes.ts';
import { replaceWebhook, subscribe } from '../webhooks.ts';

const path = 'api/webhooks/{id}';

export const WebhookPage = pageSchema(WebhookItem);

export const listWebhooks = jsonRoute({
  name: 'api-webhooks',
  method: 'GET',
  path: 'api/webhooks',
  summary: 'Webhooks that were subscribed, the oldest first, and how each fares',
  params: none,
  query: z.strictObject(pageQuery),
  answer: WebhookPage,
  async handle({ history, now }, { query }) {
    const [subscriptions, health] = await Promise.all([history.subscriptions(), history.receiverHealth()]);
    const items = subscriptions.map((subscription) => ({
      ...webhookEntry(subscription, now()),
      health: healthOf(subscription.id, health),
    }));
    const keyOf = ({ createdAt, id }: { readonly createdAt: string; readonly id: string }) => ({
      unknown: 0 as const,
      parts: [createdAt, id],
    });
    const list = { name: 'webhooks', items: sortedBy(items, keyOf, 'asc'), keyOf, order: 'asc' } as const;
    return pageOfSorted(list, query);
  },
});

export const addWebhook = jsonRoute({
  name: 'api-webhooks-add',
  method: 'POST',
  path: 'api/webhooks',
  summary: 'Subscribes a webhook; the secret that signs what is sent is shown this once',
  params: none,
  query: none,
  body: WebhookInput,
  status: 201,
  problems: [409],
  answer: WebhookWithSecret,
  location: ({ id }) => `/api/webhooks/${id}`,
  entityTag: webhookTag,
  async handle(deps, { body, caller }) {
    const { subscription, secret } = await subscribe(deps, body, caller);
    return { ...webhookEntry(subscription, deps.now()), secret };
  },
});

export const getWebhook = jsonRoute({
  name: 'api-webhook',
  method: 'GET',
  path,
  summary: 'One webhook, with the tag that changing it can be made to depend on',
  params: webhookPath,
  query: none,
  answer: WebhookEntry,
  entityTag: webhookTag,
  handle: async ({ history, now }, { params: { id } }) =>
    webhookEntry(await requiredWebhook(history, id), now()),
});

export const replaceWebhookRoute = jsonRoute({
  name: 'api-webhook-replace',
  method: 'PUT',
  path,
  summary:
    'Replaces a webhook; without url it keeps its address; with If-Match, only if it is still as it was read',
  params: webhookPath,
  query: none,
  body: WebhookChange,
  problems: [409, 412],
  answer: WebhookEntry,
  entityTag: webhookTag,
  handle: async (deps, { params: { id }, body, caller, headers }) =>
    webhookEntry(await replaceWebhook(deps, id, body, { caller, headers }), deps.now()),
});

export const removeWebhookRoute = emptyRoute({
  name: 'api-webhook-remove',
  method: 'DELETE',
  path,
  summary: 'Removes a webhook: nothing is sent to it any more, and what waits to be is cancelled',
  params: webhookPath,
  query: none,
  problems: [412],
  handle: async (deps, { params: { id }, headers }) => removeWebhook(deps, id, headers),
});
