/** Webhooks over the API: who is told, of what, and secrets that are told once. */
import { describe, expect, test } from 'vitest';
import type { HttpDeps } from '../../src/http/deps.ts';
import type { Subscription } from '../../src/notification.ts';
import { purposes, receiverOfSubscription } from '../../src/notify/subscriptions.ts';
import type { History } from '../../src/store/history.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { minute } from '../store/builders.ts';
import { expectNoLeak } from '../support/notify-leaks.ts';
import { ask, depsWith, jsonOf, problemOf } from './asking.ts';
import type { Answer, Asked } from './asking.ts';
import { aSubscription } from '../store/told.ts';
import { notifyWith, testSealer } from './notifying.ts';

const post = (body?: unknown, headers = {}) => ({ method: 'POST', body, headers });
const put = (body: unknown, headers = {}) => ({ method: 'PUT', body, headers });

const url = 'https://Hooks.Example.com:8443/fleet/t0ken?sig=s3cr3t-of-the-address';
const webhook = { name: 'Incidents of payments', url };
const match = {
  severity: 'high',
  checks: ['large-etcd-database'],
  categories: ['etcd', 'webhooks'],
  tags: ['owner=payments', 'env'],
  clusters: ['aks-prod-*'],
};

/** At noon, or some minutes later. */
function depsAt(history: History, minutes = 0, notify: Partial<HttpDeps['notify']> = {}): HttpDeps {
  return depsWith({
    history,
    now: () => minute(minutes),
    notify: notifyWith(history, notify),
  });
}

interface Made {
  readonly id: string;
  readonly secret: string;
  readonly etag: string;
  readonly answer: Answer;
}

async function made(deps: HttpDeps, change: object = {}): Promise<Made> {
  const answer = await ask(deps, '/api/webhooks', post({ ...webhook, ...change }));
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
  const { id, secret } = JSON.parse(answer.text) as { id: string; secret: string };
  return { id, secret, etag: answer.headers['etag'] ?? '', answer };
}

/** As it is answered when nothing but its name and address was given. */
function plain(id: string) {
  return {
    id,
    name: 'Incidents of payments',
    shownUrl: 'https://hooks.example.com:8443',
    format: 'cloudEvents',
    match: {},
    consented: false,
    paused: null,
    secrets: [{ createdAt: '2026-11-24T12:00:00.000Z' }],
    createdAt: '2026-11-24T12:00:00.000Z',
    createdBy: 'function key',
    changedAt: '2026-11-24T12:00:00.000Z',
  };
}

describe('subscribing', () => {
  test('answers the secret once, and only then', async () => {
    const deps = depsAt(memoryHistory());
    const { id, secret, etag, answer } = await made(deps);

    expect(id).toMatch(/^wh-[0-9a-f]{20}$/u);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32,}=*$/u);
    expect(JSON.parse(answer.text)).toEqual({ ...plain(id), secret });
    expect(answer.headers).toMatchObject({ location: `/api/webhooks/${id}`, 'cache-control': 'no-store' });

    const read = await ask(deps, `/api/webhooks/${id}`);
    expect(JSON.parse(read.text)).toEqual(plain(id));
    expect(read.headers['etag']).toBe(etag);
    expect(await jsonOf(deps, '/api/webhooks')).toEqual({ items: [{ ...plain(id), health: null }] });
  });

  test('takes what it is told of, in which form, and whether it asks first', async () => {
    const deps = depsAt(memoryHistory());
    const events = ['finding.opened', 'finding.resolved', 'finding.opened'];
    const given = { match, events, format: 'cloudEvents', validate: true, paused: true };
    const { id } = await made(deps, given);
    expect(await jsonOf(deps, `/api/webhooks/${id}`)).toEqual({
      ...plain(id),
      match,
      events: ['finding.opened', 'finding.resolved'],
      consented: true,
      paused: {
        at: '2026-11-24T12:00:00.000Z',
        by: 'operator',
        why: 'Paused over the API by function key.',
      },
    });
  });

  test.each([
    [
      { name: '', url: 'hooks.example.com', format: 'xml', events: [], validate: 1, secret: 'x' },
      [
        ['name', 'It is empty. Expected a text, e.g. Incidents of payments'],
        ['format', 'Expected one of cloudEvents, commonAlert.'],
        ['events', 'It is empty, and so nothing would ever be sent. Leave it out, or name some.'],
        ['validate', 'Expected true or false.'],
        [
          'url',
          'It is no address. Expected one that begins with https://, e.g. https://hooks.example.com/fleet.',
        ],
        ['secret', 'There is no such member. Known are: name, format, match, events, validate, url, paused.'],
      ],
    ],
    [
      {
        ...webhook,
        match: {
          severity: 'bad',
          checks: ['large-etcd'],
          categories: ['etc'],
          tags: ['=x'],
          clusters: [],
          team: 1,
        },
      },
      [
        ['match.severity', expect.stringContaining('There is no severity "bad".') as string],
        ['match.checks.0', 'There is no check "large-etcd". Like it are large-etcd-database.'],
        ['match.categories.0', 'There is no category "etc". Like it are etcd.'],
        ['match.tags.0', 'Expected a tag by its name, with a value or without one, e.g. env=dev or sandbox.'],
        ['match.clusters', 'It is empty. Name something, or leave it out.'],
        [
          'match.team',
          expect.stringMatching(/^There is no such member. Known are severity, checks/u) as string,
        ],
      ],
    ],
    [
      { ...webhook, url: 'http://hooks.example.com/' },
      [['url', 'It is not encrypted. Expected an address that begins with https://.']],
    ],
    [
      { ...webhook, url: 'https://unwilling.example.com/', validate: true },
      [['validate', 'It answers 405 to the handshake.']],
    ],
    [
      { ...webhook, format: 'commonAlert', validate: true },
      [['validate', 'The handshake is one of CloudEvents. Leave it out, or take the format cloudEvents.']],
    ],
  ] as const)('refuses what is wrong, each member by its name: %j', async (body, wrong) => {
    const history = memoryHistory();
    const problem = await problemOf(depsAt(history), '/api/webhooks', post(body));
    expect(problem).toMatchObject({
      status: 400,
      errors: wrong.map(([parameter, detail]) => ({ parameter, detail })),
    });
    expect(await history.subscriptions()).toEqual([]);
  });

  test('without a key to seal with says how to make one', async () => {
    const deps = depsAt(memoryHistory(), 0, { sealer: null });
    expect(await problemOf(deps, '/api/webhooks', post(webhook))).toMatchObject({
      status: 409,
      detail:
        'Addresses and secrets of webhooks are kept sealed, and there is no key to seal them with. Set WEBHOOK_SECRET_KEY to 32 random bytes in base64, made by openssl rand -base64 32, and start the app again.',
    });
  });

  test('takes a hundred', async () => {
    const history = memoryHistory();
    for (let place = 0; place < 100; place += 1) {
      await history.addSubscription(aSubscription({ id: `wh-${place}` }));
    }
    expect(await problemOf(depsAt(history), '/api/webhooks', post(webhook))).toMatchObject({
      status: 409,
      detail: 'There are 100 webhooks already, which is the most. Remove some.',
    });
  });
});

test('the list is in pages, the oldest first, each with how it fares', async () => {
  const history = memoryHistory();
  const health = { failures: 3, failingSince: minute(-9).toISOString(), lastFailure: 'It answers 503.' };
  for (const [id, minutes] of [
    ['wh-b', 1],
    ['wh-c', 2],
    ['wh-a', 3],
  ] as const) {
    await history.addSubscription(aSubscription({ id, createdAt: minute(minutes).toISOString() }));
  }
  await history.changeReceiverHealth('wh-c', () => ({ receiver: 'wh-c', ...health }));
  const deps = depsAt(history);

  const first = (await jsonOf(deps, '/api/webhooks?limit=2')) as { continuationToken: string };
  const second = await jsonOf(deps, `/api/webhooks?limit=2&continuationToken=${first.continuationToken}`);
  expect(first).toMatchObject({
    items: [
      { id: 'wh-b', health: null },
      { id: 'wh-c', health },
    ],
  });
  expect(second).toMatchObject({ items: [{ id: 'wh-a' }] });
});

describe('replacing', () => {
  test('changes everything but what was not given: its address, and whether it is paused', async () => {
    const history = memoryHistory();
    const { id, etag } = await made(depsAt(history), {
      match,
      events: ['cluster.gone'],
      validate: true,
      paused: true,
    });
    const later = depsAt(history, 30);

    const { status, text, headers } = await ask(
      later,
      `/api/webhooks/${id}`,
      put({ name: 'All', format: 'commonAlert' }, { 'if-match': etag }),
    );
    expect({ status, body: JSON.parse(text) as unknown }).toEqual({
      status: 200,
      body: {
        ...plain(id),
        name: 'All',
        format: 'commonAlert',
        consented: true,
        paused: {
          at: '2026-11-24T12:00:00.000Z',
          by: 'operator',
          why: 'Paused over the API by function key.',
        },
        changedAt: '2026-11-24T12:30:00.000Z',
      },
    });
    expect(headers['etag']).not.toBe(etag);
    const stored = await history.subscription(id);
    expect(stored === null ? null : receiverOfSubscription(stored, testSealer, minute(30))).toMatchObject({
      id,
      kind: 'webhook',
      url,
      format: 'commonAlert',
    });
  });

  test('with another address asks for consent anew; with the same it is kept', async () => {
    const history = memoryHistory();
    const deps = depsAt(history);
    const { id } = await made(deps, { validate: true });
    const path = `/api/webhooks/${id}`;
    expect(await jsonOf(deps, path, put(webhook))).toMatchObject({ consented: true });
    const moved = { ...webhook, url: 'https://other.example.com/in' };
    expect(await jsonOf(deps, path, put(moved))).toMatchObject({
      shownUrl: 'https://other.example.com',
      consented: false,
    });
    expect(await jsonOf(deps, path, put({ name: 'All', validate: true }))).toMatchObject({ consented: true });
    expect(
      await problemOf(
        deps,
        path,
        put({ name: 'All', url: 'https://unwilling.example.com/', validate: true }),
      ),
    ).toMatchObject({ status: 400, errors: [{ parameter: 'validate' }] });
    expect(await problemOf(deps, path, put({ name: 'All', url: 'http://a.example.com/' }))).toMatchObject({
      status: 400,
      errors: [{ parameter: 'url' }],
    });
    expect(await jsonOf(deps, path)).toMatchObject({ shownUrl: 'https://other.example.com' });
  });

  test('an address that no key opens can be given again, and else only be left alone', async () => {
    const history = memoryHistory();
    await history.addSubscription(aSubscription({ id: 'wh-old' }));
    const deps = depsAt(history);
    expect(await problemOf(deps, '/api/webhooks/wh-old', put({ name: 'All', validate: true }))).toMatchObject(
      {
        status: 409,
        detail:
          'The stored secret of a webhook is not sealed. Give the webhook a new address and a new secret.',
      },
    );
    expect(await jsonOf(deps, '/api/webhooks/wh-old', put({ name: 'All' }))).toMatchObject({ name: 'All' });
    expect(await jsonOf(deps, '/api/webhooks/wh-old', put(webhook))).toMatchObject({
      shownUrl: 'https://hooks.example.com:8443',
    });
  });

  test('pauses and resumes', async () => {
    const deps = depsAt(memoryHistory());
    const { id } = await made(deps);
    const path = `/api/webhooks/${id}`;
    expect(await jsonOf(deps, path, put({ name: 'A', paused: true }))).toMatchObject({
      paused: { by: 'operator' },
    });
    expect(await jsonOf(deps, path, put({ name: 'A', paused: false }))).toMatchObject({ paused: null });
  });
});

describe('the secret', () => {
  async function signing(history: History, id: string, minutes: number): Promise<readonly string[]> {
    const stored = await history.subscription(id);
    if (stored === null) throw new Error('It is gone.');
    return receiverOfSubscription(stored, testSealer, minute(minutes)).secrets;
  }

  test('is rotated: the one before signs along for a day, and never more than two do', async () => {
    const history = memoryHistory();
    const { id, secret: first } = await made(depsAt(history));
    const rotate = async (minutes: number) => {
      const answer = await ask(depsAt(history, minutes), `/api/webhooks/${id}/rotate`, post());
      return { ...answer, body: JSON.parse(answer.text) as { secret: string } };
    };

    const { status, headers, body } = await rotate(60);
    const second = body.secret;
    expect({ status, cache: headers['cache-control'], body }).toEqual({
      status: 200,
      cache: 'no-store',
      body: {
        ...plain(id),
        secrets: [
          { createdAt: '2026-11-24T13:00:00.000Z' },
          { createdAt: '2026-11-24T12:00:00.000Z', until: '2026-11-25T13:00:00.000Z' },
        ],
        changedAt: '2026-11-24T13:00:00.000Z',
        secret: second,
      },
    });
    expect(await signing(history, id, 60)).toEqual([second, first]);
    expect(await signing(history, id, 60 + 24 * 60)).toEqual([second]);

    const third = (await rotate(120)).body.secret;
    expect(await signing(history, id, 120)).toEqual([third, second]);
    expect(new Set([first, second, third])).toHaveLength(3);
  });

  test('of one webhook cannot be opened as that of another', async () => {
    const history = memoryHistory();
    const { id } = await made(depsAt(history));
    const stored = await history.subscription(id);
    if (stored === null) throw new Error('It is gone.');
    expect(() => receiverOfSubscription({ ...stored, id: 'wh-other' }, testSealer, minute(0))).toThrow(
      'belongs to another webhook',
    );
    expect(() => testSealer.open(stored.sealedUrl, purposes.secret(id))).toThrow(
      'belongs to another webhook',
    );
  });

  test('and the address are in no answer, no log line and no stored row', async () => {
    const history = memoryHistory();
    const deps = depsAt(history);
    const { id, secret } = await made(deps);
    const rotated = await ask(deps, `/api/webhooks/${id}/rotate`, post());
    const next = (JSON.parse(rotated.text) as { secret: string }).secret;
    const path = `/api/webhooks/${id}`;
    const asked: readonly (readonly [string, Asked])[] = [
      ['/api/webhooks', {}],
      ['/api/webhooks', post({ ...webhook, name: '' })],
      ['/api/webhooks', post({ ...webhook, url: url.replace('https:', 'http:') })],
      ['/api/webhooks', post({ ...webhook, url: url.replace('https://', 'https//') })],
      [path, {}],
      [path, put(webhook)],
      [path, put({ ...webhook, url: url.replace('Hooks', 'unwilling'), validate: true })],
      [`${path}/pause`, post()],
      [`${path}/resume`, post()],
      [`${path}/test`, post()],
      [`${path}/deliveries`, {}],
      ['/api/receivers', {}],
      ['/api/deliveries', {}],
      ['/messages', {}],
    ];
    const texts: string[] = [];
    const log: string[] = [];
    for (const [to, given] of asked) {
      const { headers, text } = await ask(deps, to, { ...given, log });
      texts.push(JSON.stringify(headers), text);
    }
    const stored = [
      ...(await history.subscriptions()),
      ...(await history.deliveries({}, { limit: 10 })).items,
      ...(await history.receiverHealth()),
    ].map((row) => JSON.stringify(row));
    expect(log.filter((line) => line.includes('Write'))).not.toEqual([]);
    expectNoLeak({
      secrets: [secret, next, url, '/fleet/t0ken', 's3cr3t-of-the-address'],
      texts: [...texts, ...log, ...stored],
    });
  });
});

describe('pausing', () => {
  test('keeps who paused it first, and resuming forgets what it failed of', async () => {
    const history = memoryHistory();
    const failing: Subscription['paused'] = {
      at: minute(-5).toISOString(),
      by: 'failing',
      why: 'Nothing has reached it for 5 days.',
    };
    await history.addSubscription(aSubscription({ id: 'wh-a', paused: failing }));
    await history.changeReceiverHealth('wh-a', () => ({
      receiver: 'wh-a',
      failures: 40,
      failingSince: minute(-8000).toISOString(),
      retryAt: minute(9).toISOString(),
      lastFailedAt: minute(-6).toISOString(),
      lastFailure: 'It answers 503.',
    }));
    const deps = depsAt(history);

    expect(await jsonOf(deps, '/api/webhooks/wh-a/pause', post())).toMatchObject({ paused: failing });
    expect(await jsonOf(deps, '/api/webhooks/wh-a/resume', post())).toMatchObject({ paused: null });
    expect(await history.receiverHealth()).toEqual([
      {
        receiver: 'wh-a',
        failures: 0,
        lastFailedAt: minute(-6).toISOString(),
        lastFailure: 'It answers 503.',
      },
    ]);
    await history.changeReceiverHealth('wh-a', () => ({ receiver: 'wh-a', failures: 3, retryAt: 'x' }));
    expect(await jsonOf(deps, '/api/webhooks/wh-a/pause', post())).toMatchObject({
      paused: { at: minute(0).toISOString(), by: 'operator', why: 'Paused over the API by function key.' },
    });
    await ask(deps, '/api/webhooks/wh-a', put({ name: 'A', paused: false }));
    expect(await history.receiverHealth()).toEqual([{ receiver: 'wh-a', failures: 0 }]);
  });

  test('one that was never sent to has no health to forget', async () => {
    const history = memoryHistory();
    const deps = depsAt(history);
    const { id } = await made(deps, { paused: true });
    expect(await jsonOf(deps, `/api/webhooks/${id}/resume`, post())).toMatchObject({ paused: null });
    expect(await history.receiverHealth()).toEqual([]);
  });
});

test('it is removed', async () => {
  const history = memoryHistory();
  const deps = depsAt(history);
  const { id } = await made(deps);
  expect(await ask(deps, `/api/webhooks/${id}`, { method: 'DELETE' })).toMatchObject({
    status: 204,
    text: '',
  });
  expect(await history.subscriptions()).toEqual([]);
});

describe.each([
  ['PUT', '', { name: 'Other' }],
  ['DELETE', '', undefined],
  ['POST', '/rotate', undefined],
  ['POST', '/pause', undefined],
  ['POST', '/resume', undefined],
] as const)('%s /api/webhooks/{id}%s', (method, action, body) => {
  test('is done only if it is still as it was read, where that is asked', async () => {
    const history = memoryHistory();
    const { id, etag } = await made(depsAt(history));
    const path = `/api/webhooks/${id}`;
    await ask(depsAt(history, 1), path, put({ name: 'Changed' }));
    const deps = depsAt(history, 2);
    expect(
      await problemOf(deps, `${path}${action}`, { method, body, headers: { 'if-match': etag } }),
    ).toMatchObject({
      status: 412,
      detail: `It was changed since it was read. Read it again with GET /api/webhooks/${id}, and send the tag that comes with it.`,
    });
    const now = (await ask(deps, path)).headers['etag'] ?? '';
    const { status } = await ask(deps, `${path}${action}`, { method, body, headers: { 'if-match': now } });
    expect(status).toBe(method === 'DELETE' ? 204 : 200);
  });
});

test.each([
  ['GET', '', undefined],
  ['PUT', '', webhook],
  ['DELETE', '', undefined],
  ['POST', '/rotate', undefined],
  ['POST', '/pause', undefined],
  ['POST', '/resume', undefined],
  ['POST', '/test', undefined],
  ['GET', '/deliveries', undefined],
  ['POST', '/deliveries/20261124T120000000Z-0123456789abcdef/redeliver', undefined],
] as const)('%s /api/webhooks/nobody%s is a 404', async (method, action, body) => {
  const asked = { method, ...(body === undefined ? {} : { body }) };
  expect(await problemOf(depsWith(), `/api/webhooks/nobody${action}`, asked)).toMatchObject({
    status: 404,
    detail: 'There is no webhook "nobody"; GET /api/webhooks lists those there are.',
  });
});
