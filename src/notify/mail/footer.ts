/** The last lines of each mail: who sends it, why to this person, and how to get no more of it. */
import { cleanText } from '../../shared/clean-text.ts';
import type { MailFrame } from './mail-of.ts';

export function footerSentences({ receiver, unsubscribe }: MailFrame): readonly string[] {
  return [
    `Sent by AKS Fleet Auditor, because the receiver "${cleanText(receiver, 120)}" of its notification file has your address.`,
    `To get no more of it: ${unsubscribeText(unsubscribe)}`,
  ];
}

function unsubscribeText(address: string): string {
  if (!address.startsWith('mailto:')) return cleanText(address, 500);
  const [to = ''] = address.slice('mailto:'.length).split('?');
  return `write to ${cleanText(to, 300)}`;
}
