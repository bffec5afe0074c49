import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cardHtml } from '../../../local/outbox/card.tsx';
import { markdownParts } from '../../../local/outbox/markdown.ts';
import { outlineOf } from '../../../src/notify/outline/of-message.ts';
import { cardOf } from '../../../src/notify/receivers/teams/card.ts';
import { markdownLink, plainMarkdown } from '../../../src/notify/receivers/teams/markdown.ts';
import { cleanText } from '../../../src/shared/clean-text.ts';
import { hostileText } from '../../support/hostile.ts';
import { anyMessage, exampleDigest, exampleNotification } from '../../support/notify-messages.ts';

test('a card is drawn whole, with its links', () => {
  const html = cardHtml(cardOf(outlineOf(exampleNotification), false));
  expect(html).toContain('High · Worse than before');
  expect(html).toContain('3 clusters: Webhook cannot be reached');
  expect(html).toContain('get events --sort-by=.lastTimestamp');
  expect(html).toContain('href="https://fleet.example.com/clusters/payments-prod-key#failing-webhook"');
  expect(html).toContain('Read on in Fleet Auditor');
  expect(html).not.toContain('is not drawn here');
  expect(cardHtml(cardOf(outlineOf(exampleDigest), false))).not.toContain('is not drawn here');
});

test('what it does not know it says, and what is no card is an empty one', () => {
  expect(cardHtml({ body: [{ type: 'Image', url: 'https://x' }, 7] })).toContain(
    '(Image is not drawn here.)',
  );
  for (const card of [null, 'x', 7, [], { body: 'x' }])
    expect(cardHtml(card)).toMatch(/^<div [^>]*><div [^>]*><\/div><\/div>$/);
});

test('whatever the message, nothing in it becomes markup', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      const html = cardHtml(cardOf(outlineOf(message), true));
      const tags = new Set([...html.matchAll(/<\/?([^\s>]+)/g)].map(([, name]) => name));
      for (const name of tags)
        expect(['div', 'a', 'pre', 'table', 'tbody', 'tr', 'th', 'td', 'p']).toContain(name);
      for (const [, url] of html.matchAll(/href="([^"]*)"/g)) expect(url).toMatch(/^(https?:\/\/|#$)/);
    }),
    { numRuns: 40 },
  );
});

test('an escaped name is read as the name, and never as a link', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const name = cleanText(text, 100);
      const shown = name.replaceAll('{{', '{ {');
      expect(markdownParts(plainMarkdown(name))).toEqual(name === '' ? [] : [{ text: shown, url: null }]);
      expect(markdownParts(`a ${markdownLink(name, 'https://x.example/')} b`)).toEqual([
        { text: 'a ', url: null },
        { text: shown, url: 'https://x.example/' },
        { text: ' b', url: null },
      ]);
    }),
  );
});
