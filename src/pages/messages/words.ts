/** What becomes of messages and who gets them, as people say it. */
import type { DeliveryStatus, ReceiverKind } from '../../notification.ts';
import type { Tone as OutlineTone } from '../../notify/outline/outline.ts';
import type { Tone } from '../parts/icons.tsx';

export const statusWords: Readonly<Record<DeliveryStatus, { readonly text: string; readonly tone: Tone }>> = {
  pending: { text: 'Waiting', tone: 'busy' },
  sent: { text: 'Arrived', tone: 'pass' },
  dead: { text: 'Given up', tone: 'notAudited' },
  cancelled: { text: 'Cancelled', tone: 'notApplicable' },
};

export const kindWords: Readonly<Record<ReceiverKind, string>> = {
  teams: 'Teams',
  email: 'Mail',
  webhook: 'Webhook',
};

/** The shape and colour that stand for what a message is about. */
export function badgeTone(tone: OutlineTone): Tone {
  if (tone === 'resolved') return 'pass';
  return tone === 'report' || tone === 'test' ? 'info' : tone;
}
