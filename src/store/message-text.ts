/** Queue messages as text: JSON in base64, which is what the Functions host expects. */

/**
 * A message holds 64 KiB as sent, which is 48 KiB before base64.
 * https://learn.microsoft.com/azure/storage/queues/scalability-targets
 */
const largestMessage = 48 * 1024;

/** The message does not fit into a queue: a fault of the sender, which sends keys and never bodies. */
export class MessageTooLarge extends Error {
  override readonly name = 'MessageTooLarge';
}

/** The text to send. Throws `MessageTooLarge` rather than leaving the refusal to the service. */
export function messageText(queue: string, message: unknown): string {
  const json = Buffer.from(JSON.stringify(message));
  if (json.byteLength > largestMessage) {
    throw new MessageTooLarge(
      `A message for queue ${queue} has ${json.byteLength} bytes; a queue takes at most ${largestMessage}.`,
    );
  }
  return json.toString('base64');
}

/** The message in a text made by `messageText`. */
export function messageIn(text: string): unknown {
  return JSON.parse(Buffer.from(text, 'base64').toString());
}
