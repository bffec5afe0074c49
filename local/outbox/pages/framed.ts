/** What came as its receiver would see it: the document in the frame of a message's page. */
import { z } from 'zod';
import { cardHtml } from '../card.tsx';
import type { Received } from '../received.ts';

/** Null for what nobody looks at. */
export function framedHtml(message: Received): string | null {
  if (message.kind === 'mail') return message.html;
  if (message.kind === 'webhook') return null;
  const card = cardIn(message.body);
  if (card === null) return null;
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Card</title></head><body style="margin:16px;background:#f5f5f5">${cardHtml(card)}</body></html>\n`;
}

const Envelope = z.object({ attachments: z.array(z.object({ content: z.unknown() })).min(1) });

function cardIn(body: string): unknown {
  try {
    return Envelope.parse(JSON.parse(body)).attachments[0]?.content ?? null;
  } catch {
    return null;
  }
}
