import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { Webhook } from 'standardwebhooks';
import { expect, onTestFinished, test } from 'vitest';
import { startOutbox } from '../../../local/outbox/index.ts';
import type { Outbox } from '../../../local/outbox/index.ts';
import { checks } from '../../../src/checks/index.ts';
import { guardOf } from '../../../src/notify/guard/guard-of.ts';
import { teamsReceiver } from '../../../src/notify/receivers/teams.ts';
import { readNotifyFile } from '../../../src/notify/settings/read-file.ts';
import { exampleDigest } from '../../support/notify-messages.ts';
import { containing } from '../../support/matchers.ts';

const log = { write: (_level: string, _source: string, message: string) => console.log(message) };
const now = new Date('2026-11-24T12:00:00.000Z');

async function outboxIn(directory: string): Promise<Outbox> {
  const outbox = await startOutbox({ directory, log, team: 'owner=batch-team', now: () => now });
  onTestFinished(() => outbox.stop());
  return outbox;
}

async function folder(): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'outbox-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

function settingsOf({ settings }: Outbox) {
  return readNotifyFile(settings['NOTIFY_FILE'] ?? '', { checks, environment: settings, now });
}

function guardFor({ settings, authority }: Outbox) {
  return guardOf({ privateHosts: [settings['NOTIFY_PRIVATE_HOSTS'] ?? ''], ca: authority });
}

async function post(outbox: Outbox, url: string, body: string, headers: Readonly<Record<string, string>>) {
  const request = { url, method: 'POST', headers, body } as const;
  return (await guardFor(outbox).request(request, AbortSignal.timeout(5_000))).status;
}

async function pageOf({ pageUrl }: Outbox, route: string) {
  const answer = await fetch(new URL(route, pageUrl));
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** The address of the newest message's page. */
async function newest(outbox: Outbox): Promise<string> {
  const { text } = await pageOf(outbox, '/');
  return /href="(?<page>\/messages\/[^"]+)"/u.exec(text)?.groups?.['page'] ?? 'none';
}

test('its notification file is right, and names what is here', async () => {
  const outbox = await outboxIn(await folder());
  const { receivers, routes, reports, mail } = settingsOf(outbox);
  expect(receivers.map(({ id, kind }) => [id, kind])).toEqual([
    ['teams', 'teams'],
    ['mail', 'email'],
    ['webhook', 'webhook'],
    ['team-mail', 'email'],
  ]);
  expect(routes.map(({ name, match, receivers: to }) => [name, match.tags ?? [], to])).toEqual([
    ['team', ['owner=batch-team'], ['team-mail']],
    ['default', [], ['teams', 'mail', 'webhook']],
  ]);
  expect(reports.map(({ name, period, owner }) => [name, period, owner])).toEqual([
    ['daily', 'day', null],
    ['weekly', 'week', 'owner=batch-team'],
  ]);
  expect(mail?.transport).toEqual({ kind: 'smtp', url: outbox.settings['OUTBOX_SMTP_URL'] });
});

test('before anything came it says so', async () => {
  const { status, text } = await pageOf(await outboxIn(await folder()), '/');
  expect([status, text]).toEqual([200, containing('No message has come yet.')]);
});

test('a card for Teams', async () => {
  const outbox = await outboxIn(await folder());
  const teams = settingsOf(outbox).receivers.find(({ kind }) => kind === 'teams');
  if (teams?.kind !== 'teams') throw new Error('There is no receiver for Teams.');
  const sent = await teamsReceiver(teams, guardFor(outbox)).send(
    {
      deliveryId: 'd1',
      message: exampleDigest,
      createdAt: now.toISOString(),
      triedSince: now.toISOString(),
      group: 'g',
    },
    AbortSignal.timeout(5_000),
  );
  expect(sent).toMatchObject({ ok: true, status: 202 });
  const { text } = await pageOf(outbox, await newest(outbox));
  expect(text).toContain('<h1>Weekly report: owner=payments</h1>');
  expect(text).toContain('Teams card');
});

test('mail, with hostile HTML, its text, its headers and what is attached', async () => {
  const outbox = await outboxIn(await folder());
  const transport = createTransport({
    url: outbox.settings['OUTBOX_SMTP_URL'] ?? '',
    tls: { ca: outbox.authority },
    requireTLS: true,
  });
  await transport.sendMail({
    from: 'Fleet <fleet@example.com>',
    to: ['ada@example.com', 'bob@example.com'],
    subject: 'Etcd is full – <b>now</b>\u202e',
    text: 'Delete what is not needed.',
    html: '<p>Delete <script>alert(1)</script></p>',
    headers: { 'list-unsubscribe': '<mailto:fleet@example.com>' },
    attachments: [{ filename: 'fünde.csv', content: 'a,b\r\n1,2\r\n' }],
  });
  const page = await newest(outbox);
  const shown = await pageOf(outbox, page);
  expect(shown.text).toContain('ada@example.com, bob@example.com');
  expect(shown.text).toContain('<h1>Etcd is full – &lt;b&gt;now&lt;/b&gt;</h1>');
  expect(shown.text).toContain('Delete what is not needed.');
  expect(shown.text).toContain('List-Unsubscribe: &lt;mailto:fleet@example.com&gt;');
  expect(shown.text).toContain(`sandbox="" src="${page}/frame.html"`);
  expect(shown.text).not.toContain('<script>');
  const html = await pageOf(outbox, `${page}/frame.html`);
  expect(html.text).toContain('<p>Delete <script>alert(1)</script></p>');
  // What came is shown, and does nothing: not even when it is opened by itself.
  const policy = html.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/; sandbox$/u);
  const attached = await pageOf(outbox, `${page}/attachments/0`);
  expect(attached.text).toBe('a,b\r\n1,2\r\n');
  expect(attached.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''f%C3%BCnde.csv");
  expect(attached.headers.get('content-type')).toBe('application/octet-stream');
});

test('webhooks: the signature is verified where the secret is known', async () => {
  const outbox = await outboxIn(await folder());
  const { OUTBOX_WEBHOOK_URL: url = '', OUTBOX_WEBHOOK_SECRET: secret = '' } = outbox.settings;
  const body = JSON.stringify({ type: 'com.example.finding.opened', data: { title: 'Etcd is full' } });
  // Signatures are of the time at which they are made, by a real clock on either side.
  const at = new Date();
  const signed = (by: string) => ({
    'webhook-id': 'd1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(by).sign('d1', at, body),
  });
  const other = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  for (const [to, headers, said] of [
    [url, signed(secret), 'Signature verified'],
    [url, signed(other), 'No matching signature found'],
    [url, {}, 'Not signed'],
    [
      `${outbox.subscriptionUrl}mine`,
      signed(other),
      'Only the subscription has the secret that it is signed by.',
    ],
  ] as const) {
    expect(await post(outbox, to, body, headers)).toBe(200);
    const { text } = await pageOf(outbox, await newest(outbox));
    expect(text).toContain(said);
    expect(text).toContain('<h1>Etcd is full</h1>');
    expect(text).toContain('&quot;title&quot;: &quot;Etcd is full&quot;');
  }
});

test('it agrees to the handshake of CloudEvents, and takes nothing that is no message', async () => {
  const outbox = await outboxIn(await folder());
  const url = `${outbox.subscriptionUrl}mine`;
  const asked = { url, method: 'OPTIONS', headers: { 'webhook-request-origin': 'fleet' } } as const;
  const { status, headers } = await guardFor(outbox).request(asked, AbortSignal.timeout(5_000));
  expect([status, headers.get('webhook-allowed-origin')]).toEqual([200, 'fleet']);
  expect(await post(outbox, `${outbox.subscriptionUrl}../elsewhere`, '{}', {})).toBe(404);
  expect(await post(outbox, url, 'x'.repeat(1024 * 1024 + 1), {})).toBe(413);
  expect(await newest(outbox)).toBe('none');
});

test('after a restart all is there again, with the same secrets, and nobody else may read them', async () => {
  const directory = await folder();
  const first = await startOutbox({ directory, log, team: null, now: () => now });
  await post(first, `${first.subscriptionUrl}mine`, '{"type":"kept"}', {});
  await first.stop();
  const second = await outboxIn(directory);
  expect(await newest(second)).toMatch(/^\/messages\//u);
  expect(second.settings['WEBHOOK_SECRET_KEY']).toBe(first.settings['WEBHOOK_SECRET_KEY']);
  expect(second.settings['OUTBOX_WEBHOOK_SECRET']).toBe(first.settings['OUTBOX_WEBHOOK_SECRET']);
  expect((await stat(path.join(directory, 'secrets.json'))).mode & 0o777).toBe(0o600);
  // The file that anybody may show around has no secret in it.
  const file = await readFile(second.settings['NOTIFY_FILE'] ?? '', 'utf8');
  expect(file).not.toContain('whsec_');
  expect((await readdir(directory)).toSorted()).toEqual([
    'messages',
    'notify.json',
    'ports.json',
    'secrets.json',
  ]);
});

test('it answers to its own names only', async () => {
  const { pageUrl } = await outboxIn(await folder());
  const { request } = await import('node:http');
  const status = await new Promise((resolve, reject) => {
    request(pageUrl, { headers: { host: 'evil.example.com' } }, ({ statusCode }) => resolve(statusCode))
      .on('error', reject)
      .end();
  });
  expect(status).toBe(421);
});
