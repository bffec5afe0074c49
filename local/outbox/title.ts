/** What a card or an event is called in the list. */
import { z } from 'zod';
import { cleanText } from '../../src/shared/clean-text.ts';

const longest = 200;

/** The title or the summary in a body of JSON, wherever messages of ours have it; empty when there is none. */
export function titleOf(body: string): string {
  const value = jsonIn(body);
  for (const shape of shapes) {
    const found = shape.safeParse(value);
    if (found.success) return cleanText(found.data, longest);
  }
  return '';
}

const text = z.string().min(1);

/** A card's first large or bold text; the title of an event; the rule of the common alert schema. */
const shapes: readonly z.ZodType<string>[] = [
  z
    .object({ attachments: z.array(z.object({ content: z.object({ body: z.array(z.unknown()) }) })).min(1) })
    .transform(({ attachments }) => headingIn(attachments[0]?.content.body) ?? '')
    .pipe(text),
  z.object({ data: z.object({ title: text }) }).transform(({ data }) => data.title),
  z
    .object({ data: z.object({ essentials: z.object({ alertRule: text }) }) })
    .transform(({ data }) => data.essentials.alertRule),
  z.object({ type: text }).transform(({ type }) => type),
];

const TextBlock = z.object({ type: z.literal('TextBlock'), text, size: z.string().optional() });
const isHeading = (size: string | undefined): boolean => /^(?:large|extraLarge|medium)$/iu.test(size ?? '');

/** The first text of the card that is set larger than the rest, however deep. */
function headingIn(value: unknown): string | null {
  const block = TextBlock.safeParse(value);
  if (block.success) return isHeading(block.data.size) ? block.data.text : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const part of Object.values(value)) {
    const found = headingIn(part);
    if (found !== null) return found;
  }
  return null;
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
