/** Subscribing and replacing webhooks. */
import type { z } from 'zod';
import type { Subscription } from '../notification.ts';
import { newSigningSecret } from '../notify/secrets.ts';
import { mostSubscriptions, newSubscriptionId, purposes, rotated } from '../notify/subscriptions.ts';
import type { Caller } from './auth/caller.ts';
import type { HttpDeps } from './deps.ts';
import { requiredWebhook } from './find.ts';
import { HttpProblem } from './problem.ts';
import { openedUrl, requireAllowed, requireConsent, requiredSealer, sealedUrl } from './webhook-address.ts';
import type { WithSecret } from './webhook-changes.ts';
import { changeWebhook, forgetFailures, pausedBy, requireStill } from './webhook-changes.ts';
import type { WebhookChange, WebhookInput } from './webhook-input.ts';

export async function subscribe(
  deps: HttpDeps,
  given: z.output<typeof WebhookInput>,
  caller: Caller,
): Promise<WithSecret> {
  const { history } = deps;
  const sealer = requiredSealer(deps);
  const { url, validate, paused, events, ...shown } = given;
  const held = await history.subscriptions();
  if (held.length >= mostSubscriptions) {
    throw new HttpProblem(409, `There are ${held.length} webhooks already, which is the most. Remove some.`);
  }
  await requireAllowed(deps, url);
  if (validate) await requireConsent(deps, url, given.format);
  const now = deps.now();
  const at = now.toISOString();
  const id = newSubscriptionId();
  const secret = newSigningSecret();
  const subscription: Subscription = {
    id,
    ...shown,
    ...sealedUrl(url, id, sealer),
    ...eventsOf(events),
    secrets: rotated([], sealer.seal(secret, purposes.secret(id)), now),
    consented: validate,
    ...(paused ? { paused: pausedBy(caller, now) } : {}),
    createdAt: at,
    createdBy: caller.name,
    changedAt: at,
  };
  if (!(await history.addSubscription(subscription))) throw new Error(`The id ${id} was made twice.`);
  return { subscription, secret };
}

/** Everything but its id, its secrets and who made it; an address that is not given stays. */
export async function replaceWebhook(
  deps: HttpDeps,
  id: string,
  given: z.output<typeof WebhookChange>,
  { caller, headers }: { readonly caller: Caller; readonly headers: Headers },
): Promise<Subscription> {
  const { url, validate, paused, events, ...shown } = given;
  const known = await requiredWebhook(deps.history, id);
  requireStill(known, headers, deps.now());
  if (url !== undefined) {
    requiredSealer(deps);
    await requireAllowed(deps, url);
  }
  const before = validate || url !== undefined ? openedUrl(deps, known, url === undefined) : null;
  const address = url ?? before;
  if (validate && address !== null) await requireConsent(deps, address, given.format);
  const moved = url === undefined || url === before ? {} : sealedUrl(url, id, requiredSealer(deps));
  const after = await changeWebhook(deps, id, headers, (before, now) => {
    const { events: _, paused: wasPaused, ...rest } = before;
    const stays = !('sealedUrl' in moved);
    const agreed = stays ? rest.consented || (validate && rest.sealedUrl === known.sealedUrl) : validate;
    const isPaused = paused ?? wasPaused !== undefined;
    return {
      ...rest,
      ...shown,
      ...moved,
      ...eventsOf(events),
      consented: agreed,
      ...(isPaused ? { paused: wasPaused ?? pausedBy(caller, now) } : {}),
    };
  });
  if (known.paused !== undefined && after.paused === undefined) await forgetFailures(deps, id);
  return after;
}

function eventsOf(events: Subscription['events'] | undefined): Pick<Subscription, 'events'> {
  return events === undefined ? {} : { events: [...new Set(events)] };
}
