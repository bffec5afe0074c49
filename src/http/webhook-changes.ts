/** Changing webhooks: each change is made to what is there at its moment, and only to what the caller has read. */
import type { PausedReceiver, Subscription } from '../notification.ts';
import { newSigningSecret } from '../notify/secrets.ts';
import { purposes, rotated } from '../notify/subscriptions.ts';
import type { Caller } from './auth/caller.ts';
import type { HttpDeps } from './deps.ts';
import { isStill } from './entity-tag.ts';
import { missingWebhook, requiredWebhook } from './find.ts';
import { HttpProblem } from './problem.ts';
import { requiredSealer } from './webhook-address.ts';
import { webhookEntry, webhookTag } from './webhook-answer.ts';

/** A subscription with a secret that is told this once. */
export interface WithSecret {
  readonly subscription: Subscription;
  readonly secret: string;
}

/** A new secret signs from now on; the one before signs along for a day. */
export async function rotateSecret(deps: HttpDeps, id: string, headers: Headers): Promise<WithSecret> {
  const sealer = requiredSealer(deps);
  const secret = newSigningSecret();
  const sealed = sealer.seal(secret, purposes.secret(id));
  const subscription = await changeWebhook(deps, id, headers, (before, now) => ({
    ...before,
    secrets: rotated(before.secrets, sealed, now),
  }));
  return { subscription, secret };
}

/** Why it was paused before counts on. */
export async function pauseWebhook(
  deps: HttpDeps,
  id: string,
  caller: Caller,
  headers: Headers,
): Promise<Subscription> {
  return changeWebhook(deps, id, headers, (before, now) =>
    before.paused === undefined ? { ...before, paused: pausedBy(caller, now) } : null,
  );
}

/** It starts anew. */
export async function resumeWebhook(deps: HttpDeps, id: string, headers: Headers): Promise<Subscription> {
  const subscription = await changeWebhook(deps, id, headers, ({ paused, ...before }) =>
    paused === undefined ? null : before,
  );
  await forgetFailures(deps, id);
  return subscription;
}

/** What it failed of before it was paused must not pause it again. */
export async function forgetFailures({ history }: HttpDeps, id: string): Promise<void> {
  await history.changeReceiverHealth(id, (health) => {
    if (health === null) return null;
    const { failingSince: _since, retryAt: _retry, lost: _lost, ...rest } = health;
    return { ...rest, failures: 0 };
  });
}

export async function removeWebhook(deps: HttpDeps, id: string, headers: Headers): Promise<void> {
  requireStill(await requiredWebhook(deps.history, id), headers, deps.now());
  if (!(await deps.history.removeSubscription(id))) missingWebhook(id);
}

/** With `If-Match`, whoever read it before another changed it is told. */
export async function changeWebhook(
  deps: HttpDeps,
  id: string,
  headers: Headers,
  change: (before: Subscription, now: Date) => Subscription | null,
): Promise<Subscription> {
  const now = deps.now();
  const changed = await deps.history.changeSubscription(id, (before) => {
    requireStill(before, headers, now);
    const after = change(before, now);
    return after === null ? null : { ...after, changedAt: now.toISOString() };
  });
  return changed?.value ?? missingWebhook(id);
}

export function requireStill(subscription: Subscription, headers: Headers, now: Date): void {
  if (isStill(headers.get('if-match'), webhookTag(webhookEntry(subscription, now)))) return;
  throw new HttpProblem(
    412,
    `It was changed since it was read. Read it again with GET /api/webhooks/${subscription.id}, and send the tag that comes with it.`,
  );
}

export function pausedBy({ name }: Caller, now: Date): PausedReceiver {
  return { at: now.toISOString(), by: 'operator', why: `Paused over the API by ${name}.` };
}
