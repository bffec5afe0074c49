import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Message } from '../../src/notification.ts';
import { guardOf } from '../../src/notify/guard/guard-of.ts';
import { outlineOf } from '../../src/notify/outline/of-message.ts';
import type { Outgoing, Sent } from '../../src/notify/receivers/receiver.ts';
import { teamsReceiver } from '../../src/notify/receivers/teams.ts';
import { fittingBody, mostBytes } from '../../src/notify/receivers/teams/fit.ts';
import { plainMarkdown } from '../../src/notify/receivers/teams/markdown.ts';
import { sparkline } from '../../src/notify/receivers/teams/sparkline.ts';
import { cardProblems } from '../support/adaptive-cards.ts';
import type { HttpsReceiver } from '../support/https-receiver.ts';
import { startHttpsReceiver } from '../support/https-receiver.ts';
import { lookupOf } from '../support/lookup.ts';
import { echoesOf, expectNoLeak, seenWhile } from '../support/notify-leaks.ts';
import {
  anyMessage,
  exampleDigest,
  exampleNotification,
  resolvedNotification,
} from '../support/notify-messages.ts';

const signature = 'sig-AbC_dEf/gh+ij=';
const path = `/workflows/0123abcd/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sig=${encodeURIComponent(signature)}`;

function send(server: HttpsReceiver, message: Message, privateHosts = ['receiver.test']): Promise<Sent> {
  const guard = guardOf({
    privateHosts,
    lookup: lookupOf({ 'receiver.test': ['127.0.0.1'] }),
    ca: server.ca,
  });
  const outgoing: Outgoing = {
    deliveryId: 'd',
    message,
    group: 'g',
    createdAt: '2026-11-24T04:15:00.000Z',
    triedSince: '2026-11-24T04:15:00.000Z',
  };
  return teamsReceiver({ id: 'channel', url: server.url + path }, guard).send(
    outgoing,
    new AbortController().signal,
  );
}

/** The card in a body as it was received. */
function cardIn(
  body: string,
): { readonly body: readonly Record<string, unknown>[] } & Record<string, unknown> {
  const envelope = JSON.parse(body) as { readonly attachments: readonly { readonly content: never }[] }; // As below.
  expect(envelope).toEqual({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: expect.anything() as unknown,
      },
    ],
  });
  return envelope.attachments[0]?.content as never;
}

test.each<[string, Message]>([
  ['notification', exampleNotification],
  ['resolved', resolvedNotification],
  ['digest', exampleDigest],
])('the card of a %s is the one that was looked at, arrives whole and is valid', async (name, message) => {
  const server = await startHttpsReceiver();
  server.answer({ status: 202 });
  expect(await send(server, message)).toEqual({
    ok: true,
    status: 202,
    detail:
      'The workflow was started (202). Whether it posted the card is seen only in its run history in Power Automate.',
  });
  expect(server.requests).toHaveLength(1);
  const [request] = server.requests;
  expect({ method: request?.method, path: request?.path, type: request?.headers['content-type'] }).toEqual({
    method: 'POST',
    path,
    type: 'application/json; charset=utf-8',
  });
  const card = cardIn(request?.body ?? '');
  expect(cardProblems(card)).toEqual([]);
  await expect(`${JSON.stringify(card, null, 2)}\n`).toMatchFileSnapshot(`../golden/mail/${name}.card.json`);
});

test('the validation finds what is wrong', () => {
  const card = cardIn(fittingBody(outlineOf(exampleNotification)));
  const wrong = [
    { ...card, body: [...card.body, { type: 'Table' }] },
    { ...card, body: [...card.body, { type: 'TextBlock', text: 'x', wrap: true, size: 'huge' }] },
    { ...card, body: [...card.body, { type: 'TextBlock', text: 'x', wrap: true, more: 1 }] },
    { ...card, actions: [{ type: 'Action.OpenUrl', title: 'x' }] },
    { ...card, actions: [{ type: 'Action.Submit', title: 'x' }] },
  ];
  for (const each of wrong) expect(cardProblems(each)).not.toEqual([]);
});

test('whatever the message, the body fits as it is sent, and the card is valid', () => {
  let cut = 0;
  fc.assert(
    fc.property(anyMessage, (message) => {
      const body = fittingBody(outlineOf(message));
      expect(Buffer.byteLength(body, 'utf8')).toBeLessThanOrEqual(mostBytes);
      expect(cardProblems(cardIn(body))).toEqual([]);
      if (/ more(: see the page)?"/.test(body)) cut += 1;
    }),
    { numRuns: 150 },
  );
  // The messages are large enough to be a test of it.
  expect(cut).toBeGreaterThan(20);
});

test('the body that is received is measured the same', async () => {
  const server = await startHttpsReceiver();
  server.answer({ status: 202 });
  await send(server, wide(20));
  const received = server.requests[0];
  expect(Number(received?.headers['content-length'])).toBe(Buffer.byteLength(received?.body ?? '', 'utf8'));
  expect(Number(received?.headers['content-length'])).toBeLessThanOrEqual(mostBytes);
});

test('the longest list loses its last entries, as few as have to go, and says how many', () => {
  const body = fittingBody(outlineOf(wide(20)));
  const shown = body.split('漢字').length - 1;
  const entries = new Set(body.match(/number \d+ /g));
  expect(entries.has('number 0 ')).toBe(true);
  expect(entries.has('number 19 ')).toBe(false);
  expect(shown).toBeGreaterThan(0);
  expect(body).toContain(`Alerts in this message (${entries.size} of 50)`);
  expect(body).toContain(`and ${50 - entries.size} more: see the page`);
  // One more would not have fitted.
  expect(Buffer.byteLength(body) + 1_500).toBeGreaterThan(mostBytes);
  // What to do first is there.
  expect(body).toContain('get events --sort-by=.lastTimestamp');
});

test('names do not become Markdown', () => {
  const texts = {
    '[all is well](https://evil.example)': String.raw`\[all is well\](https://evil.example)`,
    '**bold** _it_ `code` ~~no~~': '\\*\\*bold\\*\\* \\_it\\_ \\`code\\` \\~\\~no\\~\\~',
    '# heading': String.raw`\# heading`,
    '- item': String.raw`\- item`,
    '1. item': String.raw`1\. item`,
    '<at>everybody</at>': String.raw`\<at\>everybody\</at\>`,
    '{{DATE(2017-02-14T06:00:00Z, SHORT)}}': '{ {DATE(2017-02-14T06:00:00Z, SHORT)}}',
    'kube-state-metrics 1.2 (v2)': 'kube-state-metrics 1.2 (v2)',
    'back\\slash': String.raw`back\\slash`,
  };
  for (const [name, markdown] of Object.entries(texts)) expect(plainMarkdown(name)).toBe(markdown);
});

test('a chart is a row of bars, and what was not seen is no bar', () => {
  expect(sparkline([0, 0.5, 1, null, 0.25])).toBe('▁▅█·▃');
});

test.each<[number, Readonly<Record<string, string>>, Sent]>([
  [
    429,
    { 'retry-after': '37' },
    {
      ok: false,
      status: 429,
      detail: 'Teams takes no more messages for a while (429).',
      retry: true,
      retryAfterSeconds: 37,
    },
  ],
  [502, {}, { ok: false, status: 502, detail: 'The workflow could not be started (502).', retry: true }],
  [
    404,
    {},
    {
      ok: false,
      status: 404,
      detail:
        'There is no such workflow any more, or it cannot be started (404): it ends with the account of its owner, so add a co-owner. Open the workflow in Teams or Power Automate, turn it on or make a new one, and put its address into the notification file.',
      retry: false,
    },
  ],
  [
    401,
    {},
    {
      ok: false,
      status: 401,
      detail:
        'The workflow refuses the address (401): its signature was changed, or it is turned off. Open the workflow in Teams or Power Automate, turn it on or make a new one, and put its address into the notification file.',
      retry: false,
    },
  ],
  [
    302,
    { location: 'https://evil.example/' },
    {
      ok: false,
      status: 302,
      detail:
        'The workflow answered with status 302, which it does not when it works. Open the workflow in Teams or Power Automate, turn it on or make a new one, and put its address into the notification file.',
      retry: false,
    },
  ],
])('status %i', async (status, headers, expected) => {
  const server = await startHttpsReceiver();
  server.answer({ status, headers });
  expect(await send(server, exampleNotification)).toEqual(expected);
  expect(server.requests).toHaveLength(1);
});

test('no answer is tried again; an address that the guard refuses is not', async () => {
  const server = await startHttpsReceiver();
  server.answer('reset');
  expect(await send(server, exampleNotification)).toMatchObject({ ok: false, status: null, retry: true });
  expect(await send(server, exampleNotification, [])).toMatchObject({
    ok: false,
    status: null,
    retry: false,
  });
});

test('nothing of the address but its host is in what is said', async () => {
  const secrets = [signature, '0123abcd'];
  const server = await startHttpsReceiver();
  server.answer({ status: 202 });
  await send(server, exampleNotification);
  const [request] = server.requests;
  const answers = request === undefined ? [] : echoesOf(request);
  expect(answers.length).toBeGreaterThan(5);
  for (const answer of answers) {
    for (const status of [200, 400, 404, 429, 500]) {
      server.answer({ ...answer, status });
      const { texts } = await seenWhile(() => send(server, exampleNotification));
      expectNoLeak({ secrets, texts });
    }
  }
  for (const misbehaviour of ['reset', 'garbage'] as const) {
    server.answer(misbehaviour);
    const { texts } = await seenWhile(() => send(server, exampleNotification));
    expectNoLeak({ secrets, texts });
  }
  const { texts } = await seenWhile(() => send(server, exampleNotification, []));
  expectNoLeak({ secrets, texts });
});

/** More than fits: each entry has about a kilobyte. */
function wide(entries: number): Message {
  const [first] = exampleNotification.items;
  const items = Array.from({ length: entries }, (_, index) => ({
    ...(first as NonNullable<typeof first>), // It has three.
    summary: `number ${index} ${'漢字'.repeat(150)}`,
  }));
  return { ...exampleNotification, items, itemsTotal: 50 };
}
