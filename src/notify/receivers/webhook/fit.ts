/** Messages are small by their own bounds; one that is not loses details, and never what it says. */
import type { Message } from '../../../notification.ts';

/** The first writing of a message that fits; null when not even the shortest does. */
export function fitted(
  message: Message,
  mostBytes: number,
  write: (message: Message) => string,
): string | null {
  for (const shorter of shorterAndShorter(message)) {
    const text = write(shorter);
    if (Buffer.byteLength(text) <= mostBytes) return text;
  }
  return null;
}

/** How many there are in all is told by other members. */
function* shorterAndShorter(message: Message): Generator<Message> {
  yield message;
  if (message.form === 'digest') {
    const { opened, resolved, worst } = message;
    const first = (list: typeof opened): typeof opened => ({ ...list, items: list.items.slice(0, 3) });
    const leftOut = { leftOut: 'It is too long for a webhook; the app has it as a download.' };
    const bare = message.csv === null ? message : { ...message, csv: leftOut };
    if (bare !== message) yield bare;
    yield { ...bare, charts: [], opened: first(opened), resolved: first(resolved), worst: first(worst) };
    return;
  }
  yield { ...message, evidence: [], items: message.items.slice(0, 5) };
  yield { ...message, evidence: [], items: [], clusters: message.clusters.slice(0, 5), firstStep: null };
}
