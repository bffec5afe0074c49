/** Webhooks that were subscribed over the API: how their secrets are bound to them, and what of them sends. */
import { randomBytes } from 'node:crypto';
import type { Subscription } from '../notification.ts';
import { hourMs } from '../shared/durations.ts';
import type { Sealer } from './secrets.ts';
import type { ReceiverSettings } from './settings/notify-settings.ts';

/** Most subscriptions at a time. */
export const mostSubscriptions = 100;

/** How long the secret before the newest signs along. */
export const oldSecretHours = 24;

/** What is bound into a sealed text: one of a subscription cannot be opened as that of another, nor an address as a secret. */
export const purposes = {
  url: (id: string): string => `url:${id}`,
  secret: (id: string): string => `secret:${id}`,
} as const;

export function newSubscriptionId(): string {
  return `wh-${randomBytes(10).toString('hex')}`;
}

type Secret = Subscription['secrets'][number];

/** Those that sign at a time, newest first. */
export function secretsInForce(secrets: readonly Secret[], now: Date): readonly Secret[] {
  return secrets.filter(({ until }) => until === undefined || until > now.toISOString());
}

/** With a new secret in front: the newest of before signs along for a day, older ones no more. */
export function rotated(before: readonly Secret[], sealed: string, now: Date): readonly Secret[] {
  const until = new Date(now.getTime() + oldSecretHours * hourMs).toISOString();
  const [newest] = secretsInForce(before, now);
  const along = newest === undefined ? [] : [{ ...newest, until }];
  return [{ sealed, createdAt: now.toISOString() }, ...along];
}

/** The receiver that a subscription is, with its secrets in the clear. Throws `UsageError` when no key opens them. */
export function receiverOfSubscription(
  subscription: Subscription,
  sealer: Sealer,
  now: Date,
): Extract<ReceiverSettings, { readonly kind: 'webhook' }> {
  const { id, sealedUrl, format, secrets } = subscription;
  return {
    id,
    kind: 'webhook',
    url: sealer.open(sealedUrl, purposes.url(id)),
    format,
    secrets: secretsInForce(secrets, now).map(({ sealed }) => sealer.open(sealed, purposes.secret(id))),
  };
}
