/** Addresses of messages. */
import type { Parameters } from '../parts/address.ts';
import { addressOf, given } from '../parts/address.ts';
import type { MessagesQuery } from '../views.ts';

/** Parameters by name. */
export function messagesParameters({ receiver, status, after }: MessagesQuery): Parameters {
  return given([
    ['receiver', receiver],
    ['status', status],
    ['after', after],
  ]);
}

export function messagesPath(query: MessagesQuery): string {
  return addressOf('/messages', messagesParameters(query));
}

export function messagePath(id: string): string {
  return `/messages/${encodeURIComponent(id.toWellFormed())}`;
}
