import { expect, test } from 'vitest';
import { guardOf } from '../../src/notify/guard/guard-of.ts';
import { emailReceiver } from '../../src/notify/receivers/email.ts';
import { smtpOptionsOf } from '../../src/notify/receivers/email/smtp-options.ts';
import type { Outgoing, Sent } from '../../src/notify/receivers/receiver.ts';
import type { MailServer } from '../support/mail-server.ts';
import { startBrokenServer, startMailServer } from '../support/mail-server.ts';
import { lookupOf } from '../support/lookup.ts';
import { expectNoLeak, seenWhile } from '../support/notify-leaks.ts';
import { exampleDigest, exampleNotification } from '../support/notify-messages.ts';

const outgoing: Outgoing = {
  deliveryId: '20261124T041500000Z-0123456789abcdef',
  message: exampleNotification,
  group: 'failing-webhook:webhook:validate.gatekeeper.sh',
  createdAt: '2026-11-24T04:15:00.000Z',
  triedSince: '2026-11-24T04:15:00.000Z',
};

const login = { user: 'fleet@example.com', pass: 'p@ss/w:rd-with-everything' };
const inUrl = `${encodeURIComponent(login.user)}:${encodeURIComponent(login.pass)}@`;

interface Options {
  readonly url: string;
  readonly ca?: string;
  readonly unsubscribe?: string;
  readonly privateHosts?: readonly string[];
  readonly signal?: AbortSignal;
}

const credential = { getToken: () => Promise.reject(new Error('nobody asks for a token')) };

function send(options: Options, what: Partial<Outgoing> = {}): Promise<Sent> {
  return sendAll(options, { ...outgoing, ...what });
}

function sendAll(options: Options, all: Outgoing): Promise<Sent> {
  const {
    url,
    ca,
    unsubscribe = 'mailto:fleet@example.com?subject=no%20more',
    privateHosts = ['receiver.test'],
  } = options;
  const guard = guardOf({ privateHosts, lookup: lookupOf({ 'receiver.test': ['127.0.0.1'] }) });
  const receiver = emailReceiver(
    { id: 'payments-mail', to: ['dana@example.com', 'ops@example.com'], cc: ['lead@example.com'] },
    {
      from: 'Fleet Auditor <fleet@example.com>',
      replyTo: 'platform@example.com',
      unsubscribe,
      transport: { kind: 'smtp', url },
    },
    { guard, credential, notice: null, ...(ca === undefined ? {} : { ca }) },
  );
  return receiver.send(all, options.signal ?? new AbortController().signal);
}

const atName = (server: MailServer, scheme = 'smtp', user = ''): Options => ({
  url: `${scheme}://${user}receiver.test:${server.port}`,
  ca: server.ca,
});

test('a notification arrives whole: text, HTML, and the headers by which machines know it', async () => {
  const server = await startMailServer();
  const sent = await send(atName(server));
  expect(sent).toEqual({ ok: true, status: 250, detail: 'The mail server took the mail.' });
  const [mail] = server.mails;
  expect(server.mails).toHaveLength(1);
  expect({ from: mail?.from, to: mail?.to, encrypted: mail?.encrypted }).toEqual({
    from: 'fleet@example.com',
    to: ['dana@example.com', 'ops@example.com', 'lead@example.com'],
    encrypted: true,
  });
  const parsed = mail?.parsed;
  expect({
    from: parsed?.from?.text,
    to: [parsed?.to].flat()[0]?.text,
    cc: [parsed?.cc].flat()[0]?.text,
    replyTo: parsed?.replyTo?.text,
    subject: parsed?.subject,
    date: parsed?.date?.toISOString(),
    messageId: parsed?.messageId,
    inReplyTo: parsed?.inReplyTo,
    references: parsed?.references,
    attachments: parsed?.attachments,
  }).toEqual({
    from: '"Fleet Auditor" <fleet@example.com>',
    to: 'dana@example.com, ops@example.com',
    cc: 'lead@example.com',
    replyTo: 'platform@example.com',
    subject: '[High] 3 clusters: Webhook cannot be reached',
    date: '2026-11-24T04:15:00.000Z',
    messageId: '<20261124T041500000Z-0123456789abcdef@example.com>',
    inReplyTo: '<group-07db56334ca4da1ee7ba1ccb25b49233@example.com>',
    references: '<group-07db56334ca4da1ee7ba1ccb25b49233@example.com>',
    attachments: [],
  });
  expect(headersOf(mail?.source ?? '')).toEqual({
    'auto-submitted': 'auto-generated',
    'x-auto-response-suppress': 'All',
    'x-fleet-auditor-delivery': '20261124T041500000Z-0123456789abcdef',
    'list-unsubscribe': '<mailto:fleet@example.com?subject=no%20more>',
  });
  await expect(parsed?.text).toMatchFileSnapshot('../golden/mail/notification.txt');
  await expect(parsed?.html).toMatchFileSnapshot('../golden/mail/notification.html');
});

test('a report arrives whole, with its CSV', async () => {
  const server = await startMailServer();
  await send(atName(server), { message: exampleDigest });
  const parsed = server.mails[0]?.parsed;
  expect(parsed?.subject).toBe(
    '[Report] Weekly report: owner=payments: 1 critical, 2 high open, 1 not audited',
  );
  expect(
    parsed?.attachments.map(({ filename, contentType, content }) => ({
      filename,
      contentType,
      text: content.toString(),
    })),
  ).toEqual([
    {
      filename: 'fleet-report-2026-11-23.csv',
      contentType: 'text/csv',
      text: 'cluster,check,severity\r\npayments-eu,large-etcd-database,critical\r\n',
    },
  ]);
  await expect(parsed?.text).toMatchFileSnapshot('../golden/mail/digest.txt');
  await expect(parsed?.html).toMatchFileSnapshot('../golden/mail/digest.html');
});

test('a CSV that is too large for mail is left out, and the mail says so', async () => {
  const server = await startMailServer();
  const csv = { fileName: 'a.csv', text: 'x'.repeat(7_000_001) };
  await send(atName(server), { message: { ...exampleDigest, csv } });
  expect(server.mails[0]?.parsed.attachments).toEqual([]);
  expect(server.mails[0]?.parsed.text).toContain(
    'No CSV is attached: it is larger than the 7 MB that mail has room for.',
  );
});

test('one click unsubscribes only where the address can take it', async () => {
  const server = await startMailServer();
  await send({ ...atName(server), unsubscribe: 'https://wiki.example.com/mail' });
  expect(headersOf(server.mails[0]?.source ?? '')).toMatchObject({
    'list-unsubscribe': '<https://wiki.example.com/mail>',
    'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
  });
});

test('a second try is the same mail, and another message of the group answers the same one', async () => {
  const server = await startMailServer();
  await send(atName(server));
  await send(atName(server));
  await send(atName(server), { deliveryId: 'another' });
  const ids = server.mails.map(({ parsed }) => parsed.messageId);
  expect(ids[1]).toBe(ids[0]);
  expect(ids[2]).not.toBe(ids[0]);
  expect(new Set(server.mails.map(({ parsed }) => parsed.inReplyTo)).size).toBe(1);
  expect(server.mails[1]?.parsed.html).toBe(server.mails[0]?.parsed.html);
});

test('names in titles, groups and ids do not make headers', async () => {
  const server = await startMailServer();
  const evil = 'x\r\nBcc: everybody@example.com\r\n\r\n<script>';
  await send(
    { ...atName(server), unsubscribe: `mailto:a@example.com>\r\nBcc: everybody@example.com` },
    {
      deliveryId: evil,
      group: evil,
      message: { ...exampleNotification, title: evil },
    },
  );
  const [mail] = server.mails;
  expect(mail?.to).toEqual(['dana@example.com', 'ops@example.com', 'lead@example.com']);
  expect(mail?.parsed.bcc).toBeUndefined();
  expect(mail?.parsed.subject).toBe('[High] x Bcc: everybody@example.com <script>');
  expect(mail?.parsed.messageId).toBe('<x--Bcc--everybody-example.com-----script-@example.com>');
  expect(mail?.source.split('\r\n\r\n')[0]).not.toMatch(/^bcc:/im);
});

test('user and password of the address log in, over TLS', async () => {
  for (const scheme of ['smtp', 'smtps'] as const) {
    const server = await startMailServer({ login, implicitTls: scheme === 'smtps' });
    expect(await send(atName(server, scheme, inUrl))).toMatchObject({ ok: true });
    expect(server.logins).toEqual([{ user: login.user, encrypted: true }]);
    expect(server.mails[0]?.encrypted).toBe(true);
  }
});

test('without encryption nothing is sent, unless the server is private and wants no password', async () => {
  const plain = await startMailServer({ startTls: false });
  expect(await send(atName(plain))).toMatchObject({ ok: true });
  expect(plain.mails[0]?.encrypted).toBe(false);

  const withLogin = await startMailServer({ startTls: false, login });
  expect(await send(atName(withLogin, 'smtp', inUrl))).toEqual({
    ok: false,
    status: 500,
    detail:
      'receiver.test offers no STARTTLS (500), and mail is not sent in the clear. Use an smtps: address, turn STARTTLS on, or, for a server in your own network without a password, name it in NOTIFY_PRIVATE_HOSTS.',
    retry: false,
  });
  expect(withLogin.logins).toEqual([]);
});

test('a public address has to offer STARTTLS, also without a password', () => {
  const server = { host: 'mail.example.com', port: 587, implicitTls: false, auth: null };
  const needs: string[] = [];
  for (const address of ['203.0.113.7', '8.8.8.8', '10.0.0.7', '127.0.0.1', 'fd00::1', '2606:4700::1']) {
    const { requireTLS, secure } = smtpOptionsOf(server, address, undefined);
    needs.push(
      `${address} ${requireTLS === true ? 'STARTTLS' : 'either'} ${secure === true ? 'TLS' : 'TCP'}`,
    );
  }
  expect(needs).toEqual([
    '203.0.113.7 STARTTLS TCP',
    '8.8.8.8 STARTTLS TCP',
    '10.0.0.7 either TCP',
    '127.0.0.1 either TCP',
    'fd00::1 either TCP',
    '2606:4700::1 STARTTLS TCP',
  ]);
});

test('a certificate has to be right, on private hosts too', async () => {
  for (const implicitTls of [false, true]) {
    for (const certificate of ['otherName', 'unknownAuthority', 'expired'] as const) {
      const server = await startMailServer({ certificate, implicitTls });
      const sent = await send(atName(server, implicitTls ? 'smtps' : 'smtp'));
      expect(sent).toMatchObject({ ok: false, status: null, retry: true });
      expect(sent.detail).toMatch(/^The certificate or TLS of receiver\.test is not accepted: /);
      expect(server.mails).toEqual([]);
    }
  }
});

test('the guard decides where mail servers may be', async () => {
  const server = await startMailServer();
  const sent = await send({ ...atName(server), privateHosts: [] });
  expect(sent).toMatchObject({ ok: false, status: null, retry: false });
  expect(sent.detail).toContain('NOTIFY_PRIVATE_HOSTS');
  const unknown = await send({ url: 'smtp://nowhere.test' });
  expect(unknown).toMatchObject({ ok: false, status: null, retry: true });
  expect(server.mails).toEqual([]);
});

test.each<[string, Parameters<typeof startMailServer>[0], Sent]>([
  [
    'greylisting is waited for',
    { refuse: { to: () => [450, '4.2.0 Greylisted, come back in 300 seconds'] } },
    { ok: false, status: 450, detail: 'receiver.test does not take the mail now (450 4.2.0).', retry: true },
  ],
  [
    'a server that shuts down is waited for',
    { refuse: { from: [421, '4.3.2 Shutting down'] } },
    { ok: false, status: 421, detail: 'receiver.test does not take the mail now (421 4.3.2).', retry: true },
  ],
  [
    'a full disk is waited for',
    { refuse: { mail: [452, '4.3.1 Insufficient storage'] } },
    { ok: false, status: 452, detail: 'receiver.test does not take the mail now (452 4.3.1).', retry: true },
  ],
  [
    'a refused sender is final',
    { refuse: { from: [550, '5.7.1 Not yours: fleet@example.com'] } },
    {
      ok: false,
      status: 550,
      detail:
        'receiver.test refused the mail (550 5.7.1). Check that this server may send as the sender (mail.from), and that the addresses exist.',
      retry: false,
    },
  ],
  [
    'all recipients refused is final',
    { refuse: { to: () => [550, '5.1.1 No such user'] } },
    {
      ok: false,
      status: 550,
      detail:
        'receiver.test refused the mail (550 5.1.1). Check that this server may send as the sender (mail.from), and that the addresses exist.',
      retry: false,
    },
  ],
  [
    'a mail that is too large is final',
    { refuse: { mail: [552, '5.3.4 Too large'] } },
    {
      ok: false,
      status: 552,
      detail: 'receiver.test refused the mail (552 5.3.4). The mail is too large for it.',
      retry: false,
    },
  ],
  [
    'one address of three refused: the others have it',
    { refuse: { to: (address) => (address.startsWith('ops') ? [550, '5.1.1 No such user'] : null) } },
    {
      ok: true,
      status: 250,
      detail:
        'The mail server took the mail for 2 of 3 addresses and refused the others: look for addresses that do not exist.',
    },
  ],
])('%s', async (_name, options, expected) => {
  const server = await startMailServer(options);
  expect(await send(atName(server))).toEqual(expected);
});

test('a refused password is final and names the setting; a login server that is down is waited for', async () => {
  const wrong = await startMailServer({ login: { ...login, pass: 'another' } });
  expect(await send(atName(wrong, 'smtp', inUrl))).toEqual({
    ok: false,
    status: 535,
    detail:
      'receiver.test does not take the user and password (535 5.7.8). Set them right in the address that the setting named by mail.smtp.urlSetting holds: smtps://user:password@host, with %40 for @ in the password.',
    retry: false,
  });
  const down = await startMailServer({
    login,
    refuse: { login: [454, '4.7.0 Temporary authentication failure'] },
  });
  expect(await send(atName(down, 'smtp', inUrl))).toEqual({
    ok: false,
    status: 454,
    detail: 'receiver.test does not take the mail now (454 4.7.0).',
    retry: true,
  });
});

test('broken servers are tried again', async () => {
  const dropped = await startBrokenServer('', 'ends');
  const garbage = await startBrokenServer('HTTP/1.1 400 Bad Request\r\n\r\n', 'ends');
  const halfway = await startBrokenServer('220 receiver.test ESMTP\r\n', 'ends');
  for (const port of [dropped, garbage, halfway]) {
    expect(await send({ url: `smtp://receiver.test:${port}` })).toEqual({
      ok: false,
      status: null,
      detail: 'receiver.test ended the connection or did not answer in time.',
      retry: true,
    });
  }
  // Nobody listens on port 1.
  const closed = await send({ url: 'smtp://receiver.test:1' });
  expect(closed).toEqual({
    ok: false,
    status: null,
    detail: 'There is no connection to receiver.test (ECONNREFUSED). Azure blocks port 25: use 587 or 465.',
    retry: true,
  });
});

test('it ends when the signal does', async () => {
  const port = await startBrokenServer('', 'waits');
  const stopping = new AbortController();
  const sending = send({ url: `smtp://receiver.test:${port}`, signal: stopping.signal });
  stopping.abort();
  expect(await sending).toMatchObject({ ok: false, status: null, retry: true });
});

test('an address that is none is said to be none', async () => {
  for (const url of ['', 'https://mail.example.com', 'smtp://%E0%A4%A@mail.example.com']) {
    expect(await send({ url })).toMatchObject({ ok: false, retry: false });
  }
});

test('no secret is in what is said', async () => {
  const secrets = [login.pass];
  const servers: Parameters<typeof startMailServer>[0][] = [
    { login },
    { login: { ...login, pass: 'another' } },
    { login, refuse: { login: [535, `5.7.8 ${login.pass}`] } },
    { login, refuse: { from: [550, `5.7.1 ${login.pass} ${inUrl}`] } },
    { login, refuse: { mail: [451, `4.7.1 ${Buffer.from(login.pass).toString('base64')}`] } },
    { login, startTls: false },
    { login, certificate: 'otherName' },
  ];
  for (const options of servers) {
    const server = await startMailServer(options);
    const { texts } = await seenWhile(() => send(atName(server, 'smtp', inUrl)));
    expectNoLeak({ secrets, texts });
  }
  const { texts } = await seenWhile(() => send({ url: `smtp://${inUrl}` }));
  expectNoLeak({ secrets, texts });
});

/** Headers of ours, unfolded. */
function headersOf(source: string): Readonly<Record<string, string>> {
  const [head = ''] = source.split('\r\n\r\n');
  const names = /^(auto-submitted|x-|list-)/i;
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  return Object.fromEntries(
    lines
      .filter((line) => names.test(line))
      .map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
  );
}
