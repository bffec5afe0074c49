/** Headers by which machines know this mail. */
import { createHash } from 'node:crypto';
import type { MailThread } from './transport.ts';

export function threadOf(deliveryId: string, group: string | undefined, from: string): MailThread {
  const domain = domainOf(from);
  const messageId = `<${token(deliveryId)}@${domain}>`;
  if (group === undefined) return { messageId, answers: {} };
  const hash = createHash('sha256').update(group, 'utf8').digest('hex').slice(0, 32);
  const root = `<group-${hash}@${domain}>`;
  return { messageId, answers: { 'In-Reply-To': root, References: root } };
}

export function headersOf(deliveryId: string, unsubscribe: string): Readonly<Record<string, string>> {
  return {
    // Nobody's mailbox answers that its owner is on holiday: RFC 3834, and what Exchange goes by.
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    'X-Fleet-Auditor-Delivery': token(deliveryId),
    'List-Unsubscribe': `<${oneToken(unsubscribe)}>`,
    // RFC 8058: mail programs unsubscribe with one click, which only https addresses can take.
    ...(unsubscribe.startsWith('https:') ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
  };
}

function domainOf(from: string): string {
  const domain = /@([\w.-]+)>?\s*$/.exec(from)?.[1];
  return domain ?? 'fleet-auditor.invalid';
}

/** What may stand in a Message-ID without quotes. */
function token(text: string): string {
  return text.replaceAll(/[^\w.-]/g, '-').slice(0, 100);
}

/** No header begins where a value ends. */
function oneToken(text: string): string {
  return text.replaceAll(/[\s<>]/g, '');
}
