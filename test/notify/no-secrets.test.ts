/**
 * No secret is kept, logged, answered or shown, whatever receivers answer: real receivers on loopback that tell all they were sent,
 * a real storage, and everything that somebody could read afterwards.
 */
import { expect, test } from 'vitest';
import type { TableClient } from '@azure/data-tables';
import type { Delivery, ReceiverKind } from '../../src/notification.ts';
import type { HttpDeps } from '../../src/http/deps.ts';
import { noMetrics } from '../../src/metrics.ts';
import type { NotifyContext } from '../../src/notify/context.ts';
import { deliver } from '../../src/notify/delivery/deliver.ts';
import { guardOf } from '../../src/notify/guard/guard-of.ts';
import { notifyMessage } from '../../src/notify/messages.ts';
import { notify } from '../../src/notify/notify.ts';
import { notifyPort } from '../../src/notify/port.ts';
import { receiverOf } from '../../src/notify/receivers/index.ts';
import { newSigningSecret, sealerOf } from '../../src/notify/secrets.ts';
import type { MailSettings, NotifySettings } from '../../src/notify/settings/notify-settings.ts';
import { noPolicy } from '../../src/policy/current-policy.ts';
import { valueIn } from '../../src/store/codec.ts';
import { deliveryIdOf } from '../../src/store/keys.ts';
import { storageQueues } from '../../src/store/storage-queues.ts';
import { tableHistory } from '../../src/store/table-history.ts';
import { ask, depsWith } from '../http/asking.ts';
import { testStorage } from '../support/azurite.ts';
import type { HttpsReceiver, ReceivedRequest, ReceiverAnswer } from '../support/https-receiver.ts';
import { startHttpsReceiver } from '../support/https-receiver.ts';
import { lookupOf } from '../support/lookup.ts';
import type { MailServerOptions } from '../support/mail-server.ts';
import { startMailServer } from '../support/mail-server.ts';
import { echoesOf, expectNoLeak, seenWhile } from '../support/notify-leaks.ts';
import { exampleDigest, exampleNotification } from '../support/notify-messages.ts';
import { start } from '../support/sweep-world.ts';
import { receiverName } from '../support/test-authority.ts';
import { aRoute } from './deciding.ts';

const storage = testStorage();

const login = { user: 'fleet@example.com', pass: 'p@ss/w:rd-0f-the-mail+server' };
const sealingKey = Buffer.from('0123456789abcdef-sealing-key-abc');
const fileSecret = newSigningSecret();
const token = 'eyJ0eXAi-token-of-the-identity-0123456789';
const paths = {
  teams:
    '/workflows/0f1e2d3c4b5a/triggers/manual/paths/invoke?sp=%2Ftriggers%2Frun&sig=sIgN_aTuRe-of%2Bteams%3D0123',
  webhook: '/hooks/t0ken-in-the-path-9876?code=c0de%2Fin%2Bthe-query==',
  subscribed: '/services/T0123/B4567/subscr1bed-t0ken-5432?key=k3y+of%26the~subscription',
};

/** A path as it is, whole and in the parts that are secret, encoded and not. */
function secretsOfPath(path: string): readonly string[] {
  const parts = path.split(/[/?&=]/u).filter((part) => part.length >= 12);
  return [path, ...parts, ...parts.map((part) => decodeURIComponent(part.replaceAll('+', '%2B')))];
}

const knownSecrets = [
  ...Object.values(paths).flatMap(secretsOfPath),
  fileSecret,
  fileSecret.slice('whsec_'.length),
  login.pass,
  encodeURIComponent(login.pass),
  Buffer.from(`\0${login.user}\0${login.pass}`).toString('base64'),
  sealingKey.toString('base64'),
  sealingKey.toString('utf8'),
  token,
];

type Answering = (request: ReceivedRequest) => ReceiverAnswer | 'reset' | 'garbage';

const kinds = [...echoesOf({ method: '', path: '', headers: {}, body: '' }).keys()];
const echo =
  (kind: number, status: number): Answering =>
  (request) => ({ status, body: echoesOf(request)[kind]?.body ?? '' });

/** It works, and then every way to fail that says what it was sent. */
const ways: readonly Answering[] = [
  () => ({ status: 202 }),
  ...kinds.map((kind) => echo(kind, kind % 2 === 0 ? 400 : 503)),
  ...[401, 404, 410, 429].map((status) => echo(0, status)),
  ({ path, headers }) => ({
    status: 503,
    headers: { 'retry-after': path, 'www-authenticate': `Basic realm="${path} ${headers['authorization']}"` },
    body: `${' '.repeat(190)}${path}`,
  }),
  ({ path }) => ({ status: 307, headers: { location: `https://${receiverName}${path}` }, body: path }),
  () => 'reset',
  () => 'garbage',
];

interface Installation {
  readonly context: NotifyContext;
  readonly deps: HttpDeps;
  /** Everything that was logged, sent to queues and answered until now. */
  readonly texts: string[];
  readonly secrets: string[];
  readonly useMailServer: (options: MailServerOptions) => Promise<void>;
  readonly answer: (answering: Answering) => void;
  /** Makes a message for a receiver and tries it once. */
  readonly send: (receiver: string, kind: ReceiverKind) => Promise<Delivery>;
  readonly requests: readonly ReceivedRequest[];
  /** Every row of every table, unpacked. */
  readonly rows: () => Promise<readonly string[]>;
  readonly get: (path: string) => Promise<string>;
  readonly post: (path: string, body?: unknown) => Promise<string>;
}

async function installation(): Promise<Installation> {
  const server: HttpsReceiver = await startHttpsReceiver();
  const account = storage.account();
  const prefix = storage.unusedName();
  const opened = new Map<string, TableClient>();
  const texts: string[] = [];
  const secrets = [...knownSecrets];
  const atMailServer = (port: number): string =>
    `smtp://${encodeURIComponent(login.user)}:${encodeURIComponent(login.pass)}@${receiverName}:${port}`;
  let mailUrl = atMailServer(587);
  let now = start;
  let made = 0;

  const history = tableHistory({
    openTable: async (name) => {
      const client = await account.table(`${prefix}${name}`);
      opened.set(name, client);
      return client;
    },
    onUnreadable: (error) => {
      throw error;
    },
  });
  const stored = storageQueues((name) => account.queue(`${prefix}-${name}`));
  const mail: Omit<MailSettings, 'transport'> = {
    from: 'fleet@example.com',
    replyTo: null,
    unsubscribe: 'mailto:fleet@example.com',
  };
  const settings: NotifySettings = {
    receivers: [
      { id: 'channel', kind: 'teams', url: server.url + paths.teams },
      {
        id: 'program',
        kind: 'webhook',
        url: server.url + paths.webhook,
        format: 'commonAlert',
        secrets: [fileSecret],
      },
      { id: 'people', kind: 'email', to: ['dana@example.com'], cc: [] },
      { id: 'azure-mail', kind: 'email', to: ['dana@example.com'], cc: [] },
    ],
    routes: [aRoute({ receivers: ['channel', 'program', 'people'] })],
    maintenance: [],
    reports: [],
    mail: { ...mail, transport: { kind: 'smtp', url: mailUrl } },
  };
  const guard = guardOf({
    privateHosts: [receiverName],
    lookup: lookupOf({ [receiverName]: ['127.0.0.1'] }),
    ca: server.ca,
  });
  const log = (message: string, fields?: unknown): void =>
    void texts.push(JSON.stringify({ message, fields }));
  const context: NotifyContext = {
    history,
    queues: {
      send: async (queue, message, delaySeconds) => {
        texts.push(JSON.stringify({ queue, message }));
        await stored.send(queue, message, delaySeconds);
      },
    },
    checks: [],
    policy: async () => noPolicy,
    settings,
    sealer: sealerOf([sealingKey]),
    receiverOf: (receiver, consented) => {
      const transport: MailSettings['transport'] =
        receiver.id === 'azure-mail'
          ? { kind: 'communicationServices', endpoint: server.url }
          : { kind: 'smtp', url: mailUrl };
      const deps = {
        guard,
        mail: { ...mail, transport },
        credential: { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) },
        source: 'https://fleet.example.com',
        origin: 'fleet.example.com',
        notice: null,
        ca: server.ca,
      };
      return receiverOf(receiver, consented, deps);
    },
    baseUrl: 'https://fleet.example.com',
    now: () => now,
    random: () => 0.5,
    log: { info: log, warn: log, error: log },
    metrics: noMetrics,
  };
  const deps = depsWith({
    history,
    now: () => now,
    notify: notifyPort(context, guard, 'fleet.example.com'),
  });
  const asked = async (method: string, path: string, body?: unknown): Promise<string> => {
    const { status, headers, text } = await ask(deps, path, { method, body, log: texts });
    expect(`${method} ${path} ${status}`).not.toMatch(/ 5\d\d$/u);
    texts.push(JSON.stringify(headers));
    return text;
  };

  return {
    context,
    deps,
    texts,
    secrets,
    async useMailServer(options) {
      const mailServer = await startMailServer(options);
      mailUrl = atMailServer(mailServer.port);
    },
    answer: (answering) => server.answer(answering),
    async send(receiver, kind) {
      // Whatever rested before has rested enough.
      now = new Date(now.getTime() + 7 * 3_600_000);
      made += 1;
      const at = now.toISOString();
      const delivery: Delivery = {
        id: deliveryIdOf(now, [receiver]),
        receiver,
        receiverKind: kind,
        route: null,
        group: `group ${made}`,
        message: made % 2 === 0 ? exampleDigest : exampleNotification,
        tells: [],
        status: 'pending',
        attempts: [],
        attemptsTotal: 0,
        createdAt: at,
        triedSince: at,
      };
      await history.addDelivery(delivery);
      const { texts: printed } = await seenWhile(() =>
        deliver(context, { schemaVersion: 1, deliveryId: delivery.id }),
      );
      texts.push(...printed);
      const after = await history.delivery(delivery.id);
      if (after === null) throw new Error('It is kept.');
      return after;
    },
    async rows() {
      const rows: string[] = [];
      for (const client of opened.values()) {
        await client.createTable();
        for await (const row of client.listEntities()) {
          const packed = Object.keys(row).filter(
            (name) => name.endsWith('0') && row[name] instanceof Uint8Array,
          );
          const bodies = packed.map((name) => valueIn(name.slice(0, -1), row));
          rows.push(JSON.stringify(row), JSON.stringify(bodies));
        }
      }
      return rows;
    },
    requests: server.requests,
    get: (path) => asked('GET', path),
    post: (path, body) => asked('POST', path, body),
  };
}

/** Everything that the API and the pages say. */
async function everythingSaid({ context, get }: Installation): Promise<readonly string[]> {
  const { items } = await context.history.deliveries({}, { limit: 100 });
  const decisions = (await context.history.decisions({ limit: 100 })).items;
  const hooks = await context.history.subscriptions();
  const said = [
    '/api/receivers',
    '/api/webhooks',
    '/api/deliveries',
    '/api/decisions',
    '/messages',
    ...hooks.flatMap(({ id }) => [`/api/webhooks/${id}`, `/api/webhooks/${id}/deliveries`]),
    ...decisions.map(({ id }) => `/api/decisions/${id}`),
    ...items.flatMap(({ id }) => [`/api/deliveries/${id}`, `/messages/${id}`]),
  ];
  const answers: string[] = [];
  for (const path of said) answers.push(await get(path));
  return answers;
}

/** Looks through all there is, after a decision that tells the others of what fails. */
async function expectNoSecretAnywhere(all: Installation): Promise<void> {
  const { context, texts, secrets } = all;
  await notify(context, notifyMessage(context.now().toISOString()));
  for (const { id } of context.settings.receivers) texts.push(await all.post(`/api/receivers/${id}/test`));
  const rows = await all.rows();
  const said = await everythingSaid(all);
  expect(rows.length).toBeGreaterThan(10);
  expect(said.length).toBeGreaterThan(10);
  expectNoLeak({ secrets, texts: [...new Set([...texts, ...rows, ...said])] });
}

/** One message each way; all but the first fail. */
async function sendEachWay(all: Installation, receiver: string, kind: ReceiverKind): Promise<void> {
  const outcomes: boolean[] = [];
  for (const way of ways) {
    all.answer(way);
    const { attempts } = await all.send(receiver, kind);
    outcomes.push(attempts.at(-1)?.ok ?? false);
    expect(attempts).toHaveLength(1);
    const [hook] = await all.context.history.subscriptions();
    if (hook?.paused !== undefined) await all.post(`/api/webhooks/${hook.id}/resume`);
  }
  expect(outcomes).toEqual(ways.map((_, index) => index === 0));
  // The other side had what it could have told.
  expect(all.requests.length).toBeGreaterThanOrEqual(ways.length);
}

test.each<[string, ReceiverKind, string]>([
  ['a channel of Teams', 'teams', 'channel'],
  ['a webhook of the file', 'webhook', 'program'],
  ['Azure Communication Services', 'email', 'azure-mail'],
])('%s', async (_, kind, receiver) => {
  const all = await installation();
  await sendEachWay(all, receiver, kind);
  await expectNoSecretAnywhere(all);
});

test('a webhook that was subscribed, with a secret that was changed', async () => {
  const all = await installation();
  const url = `https://${receiverName}:${new URL(receiverUrl(all)).port}${paths.subscribed}`;
  all.answer(echo(0, 405));
  const body = { name: 'Incidents', url };
  all.texts.push(await all.post('/api/webhooks', { ...body, validate: true }));
  all.texts.push(await all.post('/api/webhooks', { ...body, url: `${url}#${paths.subscribed}`, events: [] }));
  const made = JSON.parse(await all.post('/api/webhooks', body)) as { id: string; secret: string };
  const rotated = JSON.parse(await all.post(`/api/webhooks/${made.id}/rotate`)) as { secret: string };
  for (const { secret } of [made, rotated]) all.secrets.push(secret, secret.slice('whsec_'.length));
  await sendEachWay(all, made.id, 'webhook');
  await expectNoSecretAnywhere(all);
});

function receiverUrl({ context }: Installation): string {
  const [channel] = context.settings.receivers;
  return channel?.kind === 'teams' ? channel.url : '';
}

test('a mail server', async () => {
  const all = await installation();
  const said = `No: ${login.user} ${login.pass} ${Buffer.from(`\0${login.user}\0${login.pass}`).toString('base64')}`;
  const servers: readonly MailServerOptions[] = [
    { login },
    { login: { ...login, pass: 'another' } },
    { login, refuse: { login: [454, said] } },
    { login, refuse: { from: [550, said] } },
    { login, refuse: { to: () => [550, said] } },
    { login, refuse: { mail: [554, said] } },
    { login, refuse: { mail: [421, said] } },
    { login, startTls: false },
    { login, certificate: 'unknownAuthority' },
  ];
  const outcomes: boolean[] = [];
  for (const options of servers) {
    await all.useMailServer(options);
    const { attempts } = await all.send('people', 'email');
    outcomes.push(attempts.at(-1)?.ok ?? false);
  }
  expect(outcomes).toEqual(servers.map((_, index) => index === 0));
  await expectNoSecretAnywhere(all);
});
