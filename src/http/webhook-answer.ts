/** A webhook as the API tells of it: never its address, nor a secret but at the moment it is made. */
import { z } from 'zod';
import { severities } from '../model.ts';
import type { Subscription } from '../notification.ts';
import { eventKinds, webhookFormats } from '../notification.ts';
import { secretsInForce } from '../notify/subscriptions.ts';
import { entryTag } from './policy-entries.ts';

const names = z.array(z.string()).readonly();

export const MatchAnswer = z.object({
  severity: z.enum(severities).exactOptional().describe('the mildest that is told; every one without it'),
  checks: names.exactOptional().describe('ids of checks; every check without it'),
  categories: names.exactOptional().describe('categories of checks; every one without it'),
  tags: names.exactOptional().describe('tags of which the cluster has one: name=value, or name'),
  clusters: names.exactOptional().describe('patterns of cluster names, of which one fits'),
});

export const PausedAnswer = z
  .object({
    at: z.iso.datetime().describe('since when'),
    by: z
      .enum(['operator', 'failing', 'gone'])
      .describe(
        'operator: somebody paused it; failing: nothing reached it for days; gone: it answered 410, that it wants nothing any more',
      ),
    why: z.string(),
  })
  .nullable()
  .describe('set while nothing is sent to it');

export const HealthAnswer = z.object({
  failingSince: z.iso
    .datetime()
    .exactOptional()
    .describe('since when nothing has reached it; absent while it works'),
  failures: z.int().describe('tries in a row that failed'),
  lost: z.int().exactOptional().describe('messages that were given up since something last reached it'),
  retryAt: z.iso.datetime().exactOptional().describe('nothing is sent to it before; absent while it works'),
  lastSentAt: z.iso.datetime().exactOptional().describe('when something last reached it'),
  lastFailedAt: z.iso.datetime().exactOptional().describe('when a try last failed'),
  lastFailure: z.string().exactOptional().describe('of what it last failed, one sentence'),
});

export const healthMember = HealthAnswer.nullable().describe('null before anything was sent to it');

export const WebhookEntry = z.object({
  id: z.string(),
  name: z.string(),
  shownUrl: z.string().describe('scheme and host of its address'),
  format: z.enum(webhookFormats).describe('the form that it is sent'),
  match: MatchAnswer.describe('what it is told of: all that is given has to be true'),
  events: z
    .array(z.enum(eventKinds))
    .readonly()
    .exactOptional()
    .describe('kinds of events that are sent; every one without it'),
  consented: z.boolean().describe('whether it agreed to be sent to by the handshake of CloudEvents'),
  paused: PausedAnswer,
  secrets: z
    .array(
      z.object({
        createdAt: z.iso.datetime().describe('when it was made'),
        until: z.iso.datetime().exactOptional().describe('when it stops signing; absent of the newest'),
      }),
    )
    .readonly()
    .describe('those that sign now, newest first; they are shown once, when they are made'),
  createdAt: z.iso.datetime().describe('when it was subscribed'),
  createdBy: z.string().describe('who subscribed it'),
  changedAt: z.iso.datetime().describe('when it was last changed'),
});

export const WebhookItem = WebhookEntry.extend({ health: healthMember });

export const WebhookWithSecret = WebhookEntry.extend({
  secret: z
    .string()
    .describe(
      'signs what is sent, by Standard Webhooks; it is shown this once: keep it where the receiver finds it',
    ),
});

export function webhookEntry(subscription: Subscription, now: Date): z.input<typeof WebhookEntry> {
  const { sealedUrl: _, secrets, paused = null, ...shown } = subscription;
  return {
    ...shown,
    paused,
    secrets: secretsInForce(secrets, now).map(({ createdAt, until }) => ({
      createdAt,
      ...(until === undefined ? {} : { until }),
    })),
  };
}

/** Tag of what can be read again: a secret cannot. */
export function webhookTag(answer: z.input<typeof WebhookEntry> & { readonly secret?: string }): string {
  const { secret: _, ...entry } = answer;
  return entryTag(entry);
}
