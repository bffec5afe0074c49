import { expect, test } from 'vitest';
import type { Message } from '../../../../src/notification.ts';
import { fitted } from '../../../../src/notify/receivers/webhook/fit.ts';
import { digest, notification } from '../messages.ts';

/** The messages that were tried, and whether one fitted. */
function tried(message: Message, mostBytes: number) {
  const messages: Message[] = [];
  const text = fitted(message, mostBytes, (shorter) => {
    messages.push(shorter);
    return JSON.stringify(shorter);
  });
  return { messages, text };
}

test('what fits is sent whole', () => {
  expect(tried(notification, 10_000)).toEqual({
    messages: [notification],
    text: JSON.stringify(notification),
  });
});

test('an alert loses evidence, then items and clusters; what it says and how many there are stays', () => {
  const items = Array.from({ length: 20 }, () => notification.items)
    .flat()
    .slice(0, 20);
  const long = { ...notification, items, itemsTotal: 31 };
  const { messages, text } = tried(long, 1500);

  expect(messages).toEqual([
    long,
    { ...long, evidence: [], items: items.slice(0, 5) },
    { ...long, evidence: [], items: [], firstStep: null },
  ]);
  expect(JSON.parse(text ?? '')).toMatchObject({
    title: notification.title,
    itemsTotal: 31,
    clustersTotal: 2,
  });
});

test('a report loses the table first', () => {
  const csv = { fileName: 'findings.csv', text: 'ä'.repeat(6_000) };
  const leftOut = { leftOut: 'It is too long for a webhook; the app has it as a download.' };

  expect(tried({ ...digest, csv }, 12_000).messages).toEqual([
    { ...digest, csv },
    { ...digest, csv: leftOut },
  ]);
  expect(tried({ ...digest, csv }, 100)).toEqual({
    messages: [
      { ...digest, csv },
      { ...digest, csv: leftOut },
      { ...digest, csv: leftOut },
    ],
    text: null,
  });
  expect(tried({ ...digest, csv: null }, 100).messages).toEqual([
    { ...digest, csv: null },
    { ...digest, csv: null },
  ]);
});
