import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Digest, Message, Notification } from '../../src/notification.ts';
import { mailOf } from '../../src/notify/mail/mail-of.ts';
import {
  anyMessage,
  exampleDigest,
  exampleNotification,
  resolvedNotification,
} from '../support/notify-messages.ts';

const frame = { receiver: 'payments-mail', unsubscribe: 'mailto:fleet@example.com?subject=x', notice: null };
const mail = (message: Message) => mailOf(message, frame);

test.each<[string, Message, string]>([
  ['what is open', exampleNotification, '[High] 3 clusters: Webhook cannot be reached'],
  ['what is over', resolvedNotification, '[Resolved] payments-prod: Webhook cannot be reached'],
  [
    'what is over in part is as bad as the rest',
    { ...resolvedNotification, changes: { opened: 0, worsened: 0, ongoing: 1, resolved: 3 } },
    '[High] payments-prod: Webhook cannot be reached',
  ],
  ['a test', { ...exampleNotification, reason: 'test' }, '[Test] 3 clusters: Webhook cannot be reached'],
  [
    'a report',
    exampleDigest,
    '[Report] Weekly report: owner=payments: 1 critical, 2 high open, 1 not audited',
  ],
  [
    'a report without news',
    { ...exampleDigest, open: {}, clusters: { total: 3, notAudited: [], notAuditedTotal: 0 } },
    '[Report] Weekly report: owner=payments',
  ],
])('the subject begins with the severity: %s', (_name, message, subject) => {
  expect(mail(message).subject).toBe(subject);
});

test('what is over in part is not said to be over', () => {
  const changes = { opened: 0, worsened: 0, ongoing: 1, resolved: 3 };
  const { text } = mail({ ...resolvedNotification, changes });
  expect(text.startsWith('[High] Resolved in part\n')).toBe(true);
  expect(text).toContain('Why you get this: Part of it is over; the rest is still there.\n');
});

test('a subject is one line of 150 characters at most, whatever is in the title', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      const { subject } = mail(message);
      expect(subject).toMatch(/^\[(Critical|High|Medium|Low|Info|Resolved|Report|Test)\] /);
      expect(Array.from(subject).length).toBeLessThanOrEqual(150);
      expect(subject).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test('whatever the message, its HTML loads nothing, runs nothing, and is no other markup than ours', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      const { html, text } = mail(message);
      const tags = [...html.matchAll(/<\/?([a-z][\w:]*)/gi)].map(([, name]) => name?.toLowerCase());
      const foreign = tags.filter((name) => !ours.has(name ?? ''));
      expect(foreign).toEqual([]);
      const addresses = [...html.matchAll(/(?:href|src|background|action)="([^"]*)"/g)].map(
        ([, url]) => url ?? '',
      );
      expect(addresses.filter((url) => !/^https?:\/\//.test(url))).toEqual([]);
      expect(html).not.toMatch(/\s(?:src|srcset|background|on\w+)=/i);
      expect(html).not.toMatch(/url\(|@import|expression\(/i);
      expect(text.replaceAll(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
    }),
    { numRuns: 60 },
  );
});

const ours = new Set(
  'html head meta title style body div table tbody tr td h1 h2 p b a pre span xml o:officedocumentsettings o:pixelsperinch'.split(
    ' ',
  ),
);

test('the text says what the HTML says', () => {
  for (const message of [exampleNotification, resolvedNotification, exampleDigest]) {
    const { html, text } = mail(message);
    const flat = text.replaceAll(/\s+/g, ' ');
    const words = html
      .replaceAll(/<(style|title)[\s\S]*?<\/\1>|<!--[\s\S]*?-->/g, '')
      .replaceAll(/<[^>]*>/g, '\n')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&nbsp;', '')
      .replaceAll('&gt;', '>')
      .replaceAll('&lt;', '<')
      .replaceAll('&amp;', '&');
    const missing = words
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => /\w{3}/.test(line) && !flat.includes(line));
    expect(missing.filter((line) => !otherWords.has(line))).toEqual([]);
  }
});

/** A link has its words in the HTML and its address in the text. */
const otherWords = new Set([
  'AKS Fleet Auditor',
  'More about it',
  'see all of them',
  'and 2 more',
  'and 5 more',
]);

test('lists are cut with a count and a link', () => {
  const { html, text } = mail({ ...exampleNotification, itemsTotal: 43 });
  expect(text).toContain('and 40 more: see the link below');
  expect(html).toContain(
    'and 40 more: <a class="link" href="https://fleet.example.com/findings?check=failing-webhook"',
  );
  const withoutUrl = mail({ ...exampleNotification, itemsTotal: 43, url: null });
  expect(withoutUrl.text).toContain('and 40 more\n');
});

test('a chart is cells: as high as the figure, and another where nothing was seen', () => {
  const chart: Digest['charts'][number] = {
    title: 'Score',
    newest: '100',
    from: 0,
    to: 100,
    points: [0, null, 50, 100, 400].map((value, day) => ({
      at: `2026-11-0${day + 1}T00:00:00.000Z`,
      value,
      text: value === null ? '' : String(value),
    })),
  };
  const { html, text } = mail({ ...exampleDigest, charts: [chart] });
  const cells = [...html.matchAll(/<td class="(bar|gap)"[^>]*height="(\d+)"/g)].map(([, kind, height]) => [
    kind,
    height,
  ]);
  // Nothing is two pixels, so that it is seen; more than the axis shows is all of it.
  expect(cells).toEqual([
    ['bar', '2'],
    ['gap', '64'],
    ['bar', '32'],
    ['bar', '64'],
    ['bar', '64'],
  ]);
  expect(html).toContain('From 0 on 1 Nov to 400 on 5 Nov. Not seen on 1 day.');
  const each = '1 Nov: 0; 2 Nov: not seen; 3 Nov: 50; 4 Nov: 100; 5 Nov: 400';
  expect(html).toContain(each);
  expect(text).toContain(each);
});

test.each<[string, Partial<Digest>, string]>([
  [
    'all was seen',
    {
      unseen: [],
      clusters: { total: 3, notAudited: [], notAuditedTotal: 0 },
      coverage: { now: 1, before: 1 },
    },
    'None.',
  ],
  [
    'part of the fleet was not seen',
    { clusters: { total: 3, notAudited: [], notAuditedTotal: 0 }, coverage: { now: 1, before: 1 } },
    'None in what could be seen.',
  ],
  [
    'a cluster was not audited',
    { unseen: [], coverage: { now: 1, before: 1 } },
    'None in what could be seen.',
  ],
  [
    'checks were not judged',
    {
      unseen: [],
      clusters: { total: 3, notAudited: [], notAuditedTotal: 0 },
      coverage: { now: 0.9, before: 1 },
    },
    'None in what could be seen.',
  ],
  [
    'nothing is known of it',
    {
      unseen: [],
      clusters: { total: 3, notAudited: [], notAuditedTotal: 0 },
      coverage: { now: null, before: 1 },
    },
    'None in what could be seen.',
  ],
])('"none" is said of what was seen: %s', (_name, part, none) => {
  const { text } = mail({ ...exampleDigest, open: {}, ...part });
  expect(text).toContain(`Resolved in this time\n---------------------\n${none}\n`);
  expect(text.replaceAll('\n', ' ')).toContain(
    none === 'None.' ? ': no findings are open. ' : ': no findings are open in what could be seen. ',
  );
});

test('what is not known is said to be not known', () => {
  const unknown = mail({
    ...exampleDigest,
    score: { now: null, before: 80 },
    coverage: { now: null, before: null },
  });
  expect(unknown.text).toContain('Score: unknown (was 80)\nCoverage: unknown (not known before)\n');
  const nobody: Notification = { ...exampleNotification, cause: null, confidence: null, since: null };
  const items = nobody.items.map((item) => ({ ...item, cause: null }));
  const { text } = mail({ ...nobody, items });
  expect(text).toContain('Since: Not known\nCause: The evidence does not tell\nHow sure: Not known\n');
});

test.each<[string, string | undefined]>([
  ['too long', `kubectl ${'x'.repeat(2_000)}`],
  ['with what hides in a terminal', 'kubectl get pods \u001b[2J; rm -rf /'],
  ['with text that runs the other way', 'kubectl get pods \u202e fr- mr'],
])('a command that is %s is not shown in part', (_name, command) => {
  const { text, html } = mail({
    ...exampleNotification,
    firstStep: { text: 'Look.', learnMore: null, ...(command === undefined ? {} : { command }) },
  });
  expect(text).toContain('Look. The command does not fit into a message: it is on the page.');
  expect(html).not.toContain('<pre');
});

test('the name of an attachment is a name of a file', () => {
  const named = (fileName: string) =>
    mail({ ...exampleDigest, csv: { fileName, text: 'a' } }).attachments[0]?.fileName;
  expect(['../../etc/passwd', 'a\r\nBcc: x', '...', 'report 24.csv'].map(named)).toEqual([
    'etc-passwd',
    'a-Bcc-x',
    'report.csv',
    'report-24.csv',
  ]);
  expect(mail({ ...exampleDigest, csv: { leftOut: 'it was too large.' } })).toMatchObject({
    attachments: [],
    text: expect.stringContaining('No CSV is attached: it was too large.') as string,
  });
});

test('links go to the web alone, and say where they go', () => {
  const urls = [
    'javascript:alert(1)',
    'https://fleet.example.com@evil.example/',
    'data:text/html,x',
    'no address',
  ];
  for (const url of urls)
    expect(mail({ ...exampleNotification, url }).html).not.toContain('Read on in Fleet Auditor');
  expect(mail({ ...exampleNotification, url: 'https://fleet.example.com/?q="><script>' }).html).toContain(
    'href="https://fleet.example.com/?q=%22%3E%3Cscript%3E"',
  );
});

test('sample data is said to be sample data', () => {
  const { html, text } = mailOf(exampleNotification, {
    ...frame,
    notice: 'Sample data: this fleet does not exist.',
  });
  expect(text.startsWith('Sample data: this fleet does not exist.\n')).toBe(true);
  expect(html).toContain('Sample data: this fleet does not exist.');
});
