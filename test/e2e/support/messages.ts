/** Messages as the API tells of them, and as the outbox got them. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

interface Item {
  readonly alertId: string;
  readonly change: 'opened' | 'worsened' | 'resolved' | 'ongoing';
}

export interface ToldMessage {
  readonly id: string;
  readonly receiver: string;
  readonly status: string;
  readonly message: {
    readonly form: 'alert' | 'digest';
    readonly items?: readonly Item[];
    readonly itemsTotal?: number;
  };
}

export type Get = (path: string) => Promise<unknown>;

/** Every message that there is, oldest first. */
export async function allMessages(get: Get): Promise<readonly ToldMessage[]> {
  const ids: string[] = [];
  let token: string | undefined;
  do {
    const after = token === undefined ? '' : `&continuationToken=${encodeURIComponent(token)}`;
    const page = (await get(`/api/deliveries?limit=1000${after}`)) as {
      items: { id: string }[];
      continuationToken?: string;
    };
    ids.push(...page.items.map(({ id }) => id));
    token = page.continuationToken;
  } while (token !== undefined);
  const messages: ToldMessage[] = [];
  for (const id of ids.toReversed()) messages.push((await get(`/api/deliveries/${id}`)) as ToldMessage);
  return messages;
}

/** What a receiver believes to be open after these messages. Throws when one tells what it knows already. */
export function believedAfter(messages: readonly ToldMessage[]): ReadonlySet<string> {
  const open = new Set<string>();
  for (const { id, message } of messages) {
    for (const { alertId, change } of message.items ?? []) {
      const isNew = change === 'opened';
      if (open.has(alertId) === isNew) throw new Error(`Message ${id} tells that ${alertId} ${change}.`);
      if (isNew) open.add(alertId);
      if (change === 'resolved') open.delete(alertId);
    }
  }
  return open;
}

interface KeptMessage {
  readonly kind: string;
  readonly receiver: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string;
}

/** What came to an outbox. */
export async function keptMessages(folder: string): Promise<readonly KeptMessage[]> {
  const files = await readdir(folder);
  return Promise.all(
    files
      .filter((file) => file.endsWith('.json'))
      .map(async (file) => JSON.parse(await readFile(path.join(folder, file), 'utf8')) as KeptMessage),
  );
}

/** Ids of the deliveries that came to a webhook of the outbox, as often as they came. */
export async function arrivedAtWebhook(dataDirectory: string): Promise<readonly string[]> {
  const kept = await keptMessages(path.join(dataDirectory, 'sample', 'outbox', 'messages'));
  return kept
    .filter(({ kind, receiver }) => kind === 'webhook' && receiver === 'webhook')
    .flatMap(({ headers = [] }) => headers.find(([name]) => name === 'webhook-id')?.[1] ?? []);
}
