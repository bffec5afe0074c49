/** Joins what is stored to the pages of messages. */
import type { z } from 'zod';
import type { MessagesView, MessageView } from '../pages/views.ts';
import { outlineOf } from '../notify/outline/of-message.ts';
import type { ReceiverState } from '../notify/receiver-states.ts';
import { receiverStates } from '../notify/receiver-states.ts';
import type { HttpDeps } from './deps.ts';
import { requiredDelivery } from './find.ts';
import type { messagesPageQuery } from './page-query.ts';
import { pageRequest } from './paging.ts';
import { frame } from './views.ts';

const shownMessages = 25;
/** Older ones are in the API. */
const shownDecisions = 3;

export async function messagesView(
  deps: HttpDeps,
  query: z.output<typeof messagesPageQuery>,
): Promise<MessagesView> {
  const { history } = deps;
  const { receiver, status, after } = query;
  const filter = {
    ...(receiver === undefined ? {} : { receiver }),
    ...(status === undefined ? {} : { status }),
  };
  const [deliveries, decisions, receivers] = await Promise.all([
    history.deliveries(filter, pageRequest({ limit: shownMessages, continuationToken: after })),
    history.decisions({ limit: shownDecisions }),
    everybody(deps),
  ]);
  return {
    ...frame(deps),
    query,
    deliveries: deliveries.items.map((delivery) => ({ delivery, outline: outlineOf(delivery.message) })),
    next: deliveries.continuationToken ?? null,
    receivers,
    decisions: decisions.items,
  };
}

export async function messageView(deps: HttpDeps, id: string): Promise<MessageView> {
  const [delivery, receivers] = await Promise.all([requiredDelivery(deps.history, id), everybody(deps)]);
  return {
    ...frame(deps),
    delivery,
    outline: outlineOf(delivery.message),
    receiver: receivers.find((receiver) => receiver.id === delivery.receiver) ?? null,
  };
}

async function everybody({ history, notify }: HttpDeps): Promise<readonly ReceiverState[]> {
  const [subscriptions, health] = await Promise.all([history.subscriptions(), history.receiverHealth()]);
  return receiverStates(notify.settings, subscriptions, health);
}
