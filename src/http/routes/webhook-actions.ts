import { oldSecretHours } from '../../notify/subscriptions.ts';
import { webhookPath } from '../path-params.ts';
import { none } from '../request-input.ts';
import { jsonRoute } from '../route.ts';
import { webhookEntry, WebhookEntry, webhookTag, WebhookWithSecret } from '../webhook-answer.ts';
import { pauseWebhook, resumeWebhook, rotateSecret } from '../webhook-changes.ts';

export const rotateWebhook = jsonRoute({
  name: 'api-webhook-rotate',
  method: 'POST',
  path: 'api/webhooks/{id}/rotate',
  summary: `Makes a new secret, shown this once; the one before signs along for ${oldSecretHours} hours`,
  details:
    'What is sent meanwhile has both signatures, so a receiver may change over at any time. At most two secrets sign: rotated again, the oldest signs no more.',
  params: webhookPath,
  query: none,
  problems: [409, 412],
  answer: WebhookWithSecret,
  entityTag: webhookTag,
  async handle(deps, { params: { id }, headers }) {
    const { subscription, secret } = await rotateSecret(deps, id, headers);
    return { ...webhookEntry(subscription, deps.now()), secret };
  },
});

export const pauseWebhookRoute = jsonRoute({
  name: 'api-webhook-pause',
  method: 'POST',
  path: 'api/webhooks/{id}/pause',
  summary: 'Pauses a webhook: nothing is sent to it before it is resumed',
  params: webhookPath,
  query: none,
  problems: [412],
  answer: WebhookEntry,
  entityTag: webhookTag,
  handle: async (deps, { params: { id }, caller, headers }) =>
    webhookEntry(await pauseWebhook(deps, id, caller, headers), deps.now()),
});

export const resumeWebhookRoute = jsonRoute({
  name: 'api-webhook-resume',
  method: 'POST',
  path: 'api/webhooks/{id}/resume',
  summary: 'Resumes a webhook that is paused, whoever or whatever paused it',
  params: webhookPath,
  query: none,
  problems: [412],
  answer: WebhookEntry,
  entityTag: webhookTag,
  handle: async (deps, { params: { id }, headers }) =>
    webhookEntry(await resumeWebhook(deps, id, headers), deps.now()),
});
