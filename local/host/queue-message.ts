/** What a queue message is to a function: text, and the metadata of its delivery. */
import type { DequeuedMessageItem } from '@azure/storage-queue';
import type { TriggerInput } from './invoke.ts';

/** The text of a message, or null when the encoding of host.json does not fit it. */
export function decodeMessage(text: string, base64: boolean): string | null {
  if (!base64) return text;
  // Buffer skips what is not base64; the Functions host refuses it.
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u.test(text)) return null;
  return Buffer.from(text, 'base64').toString('utf8');
}

/**
 * The trigger's input. The host hands the text as a string and the library parses it when it is JSON;
 * metadata: https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue-trigger#message-metadata
 */
export function queueInput(message: DequeuedMessageItem, text: string): TriggerInput {
  return {
    data: { string: text },
    metadata: {
      QueueTrigger: { string: text },
      Id: { string: message.messageId },
      DequeueCount: { int: message.dequeueCount },
      PopReceipt: { string: message.popReceipt },
      InsertionTime: dateOf(message.insertedOn),
      ExpirationTime: dateOf(message.expiresOn),
      NextVisibleTime: dateOf(message.nextVisibleOn),
    },
  };
}

function dateOf(date: Date): { json: string } {
  return { json: JSON.stringify(date) };
}
