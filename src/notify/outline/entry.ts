/** One alert of a message or report as an entry of a list. */
import type { Culprit } from '../../model.ts';
import type { NotificationItem } from '../../notification.ts';
import { momentText } from '../../shared/moments.ts';
import { safeUrl } from './link.ts';
import type { Entry, Tone } from './outline.ts';
import { changeWords, confidenceText, culpritText, nameText, proseText, toneWords } from './words.ts';

/** What is said once above the list is not said again in each of its entries. */
export interface SaidAbove {
  readonly cause: Culprit | null;
  /** Whether the changes are told apart: in a list of what is new they are all the same. */
  readonly changes: boolean;
}

export function entryOf(item: NotificationItem, above: SaidAbove): Entry {
  const { severity, change, cluster, cause, since, confidence } = item;
  const tone: Tone = change === 'resolved' ? 'resolved' : severity;
  const details: string[] = [];
  if (cluster !== null) details.push(nameText(cluster.name));
  if (above.changes && change !== 'resolved') details.push(changeWords[change]);
  const moment = momentText(proseText(since, 40));
  details.push(change === 'resolved' ? `was ${severity}, since ${moment}` : `since ${moment}`);
  if (cause !== null && !sameCause(cause, above.cause)) details.push(`caused by ${culpritText(cause)}`);
  // What is measured is the rule.
  if (confidence !== null && confidence !== 'measured')
    details.push(confidenceText(confidence).toLowerCase());
  return {
    mark: { tone, text: toneWords[tone] },
    text: proseText(item.summary),
    details,
    url: safeUrl(item.url),
  };
}

function sameCause(one: Culprit, other: Culprit | null): boolean {
  return other !== null && one.kind === other.kind && one.name === other.name;
}
