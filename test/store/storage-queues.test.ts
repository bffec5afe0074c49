import { describe, expect, it } from 'vitest';
import { MessageTooLarge, messageIn } from '../../src/store/message-text.ts';
import { storageQueues } from '../../src/store/storage-queues.ts';
import { testStorage } from '../support/azurite.ts';

const storage = testStorage();

describe('storageQueues', () => {
  it('sends JSON in base64 and creates the queue, once however many send', async () => {
    const stored = storedQueues();
    const messages = [{ schemaVersion: 1, clusterKey: 'prod' }, 'ümläut 🚀 <&>', 17];
    await Promise.all(messages.map((message) => stored.queues.send('audit-cluster', message)));
    expect((await stored.received('audit-cluster')).map(messageIn).map(String).toSorted()).toEqual(
      messages.map(String).toSorted(),
    );
  });

  it('hides a delayed message until its time', async () => {
    const stored = storedQueues();
    await stored.queues.send('close-sweep', 'later', 0.2 + 3600);
    await stored.queues.send('close-sweep', 'now');
    expect((await stored.received('close-sweep')).map(messageIn)).toEqual(['now']);
    expect(await stored.count('close-sweep')).toBe(2);
  });

  it('takes a delay of more than a message lives as the longest there is', async () => {
    const stored = storedQueues();
    await stored.queues.send('close-sweep', 'm', 30 * 24 * 3600);
    expect(await stored.count('close-sweep')).toBe(1);
  });

  it('takes 48 KiB and refuses more before it is sent', async () => {
    const stored = storedQueues();
    const largest = 'x'.repeat(48 * 1024 - 2);
    await stored.queues.send('audit-cluster', largest);
    expect((await stored.received('audit-cluster')).map(messageIn)).toEqual([largest]);
    const tooLarge = stored.queues.send('audit-cluster', `${largest}x`);
    await expect(tooLarge).rejects.toThrow(MessageTooLarge);
    await expect(tooLarge).rejects.toThrow(
      'A message for queue audit-cluster has 49153 bytes; a queue takes at most 49152.',
    );
  });

  it('creates a queue that was deleted while running, for the send after the one that failed', async () => {
    const stored = storedQueues();
    await stored.queues.send('audit-cluster', 'gone');
    await stored.remove('audit-cluster');
    await expect(stored.queues.send('audit-cluster', 'refused')).rejects.toThrow(
      '404 QueueNotFound for queue audit-cluster',
    );
    await stored.queues.send('audit-cluster', 'kept');
    expect((await stored.received('audit-cluster')).map(messageIn)).toEqual(['kept']);
  });
});

/** Queues under names no other test uses, and what is in them. */
function storedQueues() {
  const account = storage.account();
  const prefix = storage.unusedName();
  const open = (name: string) => account.queue(`${prefix}-${name}`);
  return {
    queues: storageQueues(open),
    async received(name: string): Promise<string[]> {
      const queue = await open(name);
      const { receivedMessageItems } = await queue.receiveMessages({ numberOfMessages: 32 });
      return receivedMessageItems.map(({ messageText }) => messageText);
    },
    async count(name: string): Promise<number | undefined> {
      return (await (await open(name)).getProperties()).approximateMessagesCount;
    },
    async remove(name: string): Promise<void> {
      await (await open(name)).delete();
    },
  };
}
