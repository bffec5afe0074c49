/** Suppressions and thresholds over the API. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HttpDeps } from '../../src/http/deps.ts';
import type { Policy } from '../../src/model.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { anAudit } from '../store/builders.ts';
import { ask, depsWith, jsonOf, problemOf } from './asking.ts';
import { sick, threeClusters } from './fleet.ts';

const suppression = {
  check: 'excessive-object-count',
  owner: 'team-batch',
  reason: 'The import ends in March.',
  expires: '2027-03-31',
};
const threshold = { check: 'large-etcd-database', values: { large: 3_000_000_000 } };
const kept = { ...suppression, id: 'jobs', expires: '2027-03-31T00:00:00.000Z', source: 'api' };

const policyFile: Policy = {
  suppressions: [
    {
      id: 'filed',
      cluster: 'sound*',
      owner: 'team',
      reason: 'Known.',
      expires: '2026-11-01T00:00:00.000Z',
      source: 'file',
    },
  ],
  thresholds: [{ id: 'filed', ...threshold, cluster: 'nowhere', source: 'file' }],
};

async function fleetDeps(): Promise<HttpDeps> {
  return depsWith({ history: await threeClusters(), policyFile });
}

const post = (body: unknown) => ({ method: 'POST', body });
const put = (body: unknown, headers = {}) => ({ method: 'PUT', body, headers });

/** A text is sent as it is unless it is made JSON before. */
const asJson = (value: unknown) => ({
  body: JSON.stringify(value),
  headers: { 'content-type': 'application/json' },
});

describe('a suppression', () => {
  test('is added, read, changed and removed', async () => {
    const deps = depsWith();

    const added = await ask(deps, '/api/suppressions', post({ ...suppression, id: 'jobs' }));
    expect([added.status, added.headers['location'], JSON.parse(added.text)]).toEqual([
      201,
      '/api/suppressions/jobs',
      kept,
    ]);

    const read = await ask(deps, '/api/suppressions/jobs');
    expect(JSON.parse(read.text)).toEqual(kept);
    expect(read.headers['etag']).toMatch(/^"[\w-]{22}"$/u);
    expect(added.headers['etag']).toBe(read.headers['etag']);

    const changed = await ask(
      deps,
      '/api/suppressions/jobs',
      put({ ...suppression, owner: 'team-b' }, { 'if-match': read.headers['etag'] ?? '' }),
    );
    expect([changed.status, JSON.parse(changed.text)]).toEqual([200, { ...kept, owner: 'team-b' }]);
    expect(changed.headers['etag']).not.toBe(read.headers['etag']);

    expect(await ask(deps, '/api/suppressions/jobs', { method: 'DELETE' })).toMatchObject({ status: 204 });
    expect(await problemOf(deps, '/api/suppressions/jobs')).toMatchObject({
      status: 404,
      detail: 'There is no suppression "jobs"; GET /api/suppressions lists those there are.',
    });
  });

  test('without an id gets one of what it names, so that sending it twice makes one', async () => {
    const deps = depsWith();
    const added = await ask(deps, '/api/suppressions', post(suppression));
    const id = 'excessive-object-count-3bb9dcabf7';

    expect(added.headers['location']).toBe(`/api/suppressions/${id}`);
    expect(await problemOf(deps, '/api/suppressions', post({ ...suppression, owner: 'x' }))).toMatchObject({
      status: 409,
      detail: `There is one of the id ${id} already; without an id, that is one which names the same. Change it with PUT /api/suppressions/${id}, or give another id.`,
    });
  });

  test('is listed with what it does, what is wrong with it, and where it comes from', async () => {
    const deps = await fleetDeps();
    const { history } = deps;
    const hidden = { id: 'old', owner: 'a', reason: 'b', expires: '2026-12-01T00:00:00.000Z' };
    await ask(deps, '/api/suppressions', post({ ...suppression, id: 'jobs' }));
    await history.addPolicyEntry('suppressions', { ...hidden, check: 'no-such-check' });

    const list = await jsonOf(deps, '/api/suppressions');

    expect(list).toEqual({
      items: [
        {
          ...policyFile.suppressions[0],
          state: 'expired',
          hides: 0,
          matches: 1,
          matchesNothing: false,
          notice: {
            problem: 'expired',
            text: 'It ended on 2026-11-01, and 1 open finding of those it names counts again: remove it, or let team give it a new end.',
          },
        },
        { ...kept, state: 'active', hides: 0, matches: 2, matchesNothing: false, notice: null },
        {
          ...hidden,
          check: 'no-such-check',
          source: 'api',
          state: 'active',
          hides: 0,
          matches: 0,
          matchesNothing: true,
          notice: {
            problem: 'invalid',
            text: 'There is no check no-such-check, so it does nothing: name another.',
          },
        },
      ],
    });
  });

  test('is listed in pages', async () => {
    const deps = depsWith();
    for (const id of ['c', 'a', 'b']) await ask(deps, '/api/suppressions', post({ ...suppression, id }));

    const first = (await jsonOf(deps, '/api/suppressions?limit=2')) as {
      items: { id: string }[];
      continuationToken: string;
    };
    const second = await jsonOf(
      deps,
      `/api/suppressions?limit=2&continuationToken=${encodeURIComponent(first.continuationToken)}`,
    );

    expect(first.items.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(second).toMatchObject({ items: [{ id: 'c' }] });
  });

  test('that is wrong is refused with every member that is', async () => {
    const answer = await problemOf(
      depsWith(),
      '/api/suppressions',
      post({ check: 'failing-webhok', cluster: '*', owner: '', expires: 'soon', until: 1 }),
    );
    expect(answer).toMatchObject({
      status: 400,
      errors: [
        {
          parameter: 'check',
          detail: 'There is no check "failing-webhok". Like it are failing-webhook.',
        },
        { parameter: 'cluster', detail: 'It names everything. Leave it out, or name less.' },
        { parameter: 'owner', detail: 'It is empty. Expected a text, e.g. team-shop@example.com' },
        {
          parameter: 'reason',
          detail: 'Expected a text, e.g. The import ends in March; see ticket 4711.',
        },
        {
          parameter: 'expires',
          detail:
            'Expected the day or the time when it stops working, e.g. 2027-03-31 or 2027-03-31T17:00:00Z.',
        },
        {
          parameter: 'until',
          detail:
            'There is no such member. Known are: id, check, resource, cluster, tag, owner, reason, expires.',
        },
      ],
    });
  });

  test.each([
    [
      '2026-11-24T12:00:00Z',
      'It is 2026-11-24T12:00:00.000Z, which is over. Expected a day or a time to come.',
    ],
    [
      '2027-11-26',
      'It is 2027-11-26T00:00:00.000Z, more than 366 days ahead. Expected 2027-11-25 at the latest.',
    ],
  ])('that ends at %s is refused at noon of 2026-11-24', async (expires, detail) => {
    const deps = depsWith();
    await ask(deps, '/api/suppressions', post({ ...suppression, id: 'jobs' }));
    for (const [path, asked] of [
      ['/api/suppressions', post({ ...suppression, expires })],
      ['/api/suppressions/jobs', put({ ...suppression, expires })],
    ] as const) {
      expect(await problemOf(deps, path, asked)).toMatchObject({
        status: 400,
        errors: [{ parameter: 'expires', detail }],
      });
    }
  });

  test('may not be given another id', async () => {
    const deps = depsWith();
    await ask(deps, '/api/suppressions', post({ ...suppression, id: 'jobs' }));
    expect(await problemOf(deps, '/api/suppressions/jobs', put({ ...suppression, id: 'b' }))).toMatchObject({
      status: 400,
      errors: [
        {
          parameter: 'id',
          detail: 'It is b, and the address names jobs. An id cannot be changed: leave it out.',
        },
      ],
    });
  });
});

describe('thresholds', () => {
  test('are added, read, changed and removed', async () => {
    const deps = depsWith();
    const entry = { ...threshold, id: 'etcd', source: 'api' };

    const added = await ask(deps, '/api/thresholds', post({ ...threshold, id: 'etcd' }));
    expect([added.status, added.headers['location'], JSON.parse(added.text)]).toEqual([
      201,
      '/api/thresholds/etcd',
      entry,
    ]);
    const changed = { ...threshold, values: { medium: 0.4 }, tag: 'env=prod' };
    expect(await jsonOf(deps, '/api/thresholds/etcd', put(changed))).toEqual({ ...entry, ...changed });
    expect(await jsonOf(deps, '/api/thresholds/etcd')).toEqual({ ...entry, ...changed });
    expect(await ask(deps, '/api/thresholds/etcd', { method: 'DELETE' })).toMatchObject({ status: 204 });
    expect(await problemOf(deps, '/api/thresholds/etcd', put(threshold))).toMatchObject({ status: 404 });
  });

  test('are listed with the clusters that they are for, and reported when there are none', async () => {
    const deps = await fleetDeps();
    await ask(deps, '/api/thresholds', post({ ...threshold, id: 'sick', cluster: 'PROD-*' }));

    expect(await jsonOf(deps, '/api/thresholds')).toEqual({
      items: [
        {
          ...policyFile.thresholds[0],
          clusters: 0,
          notice: {
            problem: 'matchesNoCluster',
            text: 'It is for no cluster of the fleet: what it names is gone, or misspelt.',
          },
        },
        { ...threshold, id: 'sick', cluster: 'PROD-*', source: 'api', clusters: 1, notice: null },
      ],
    });
  });

  test('that are wrong are refused with what the check has', async () => {
    const wrong = { check: 'large-etcd-database', values: { lage: 1, high: 75, medium: 0.95 } };
    expect(await problemOf(depsWith(), '/api/thresholds', post(wrong))).toMatchObject({
      status: 400,
      errors: [
        {
          parameter: 'values.lage',
          detail:
            'The check large-etcd-database has no threshold "lage". It has quota (bytes), large (bytes), medium (ratio), high (ratio), critical (ratio).',
        },
        {
          parameter: 'values.high',
          detail: 'It is 75. Expected a ratio over 0 and up to 1, e.g. 0.75.',
        },
        {
          parameter: 'values.medium',
          detail: 'Expected medium up to critical: it is over the 0.9 of the catalogue.',
        },
      ],
    });
  });
});

describe.each([
  ['suppressions', suppression],
  ['thresholds', threshold],
] as const)('entries of /api/%s', (kind, body) => {
  const detail =
    'The entry filed is in the policy file of the app, which the API does not change. Change it there and deploy it, or use another id.';

  test('that are in the file are read and not written', async () => {
    const deps = await fleetDeps();
    expect(await jsonOf(deps, `/api/${kind}/filed`)).toEqual(policyFile[kind][0]);
    for (const asked of [put(body), { method: 'DELETE' }]) {
      expect(await problemOf(deps, `/api/${kind}/filed`, asked)).toMatchObject({ status: 409, detail });
    }
    expect(await problemOf(deps, `/api/${kind}`, post({ ...body, id: 'filed' }))).toMatchObject({
      status: 409,
      detail,
    });
  });

  test('that the file has too can be removed, for they do nothing', async () => {
    const history = memoryHistory();
    await ask(depsWith({ history }), `/api/${kind}`, post({ ...body, id: 'filed' }));
    const deps = depsWith({ history, policyFile });

    expect(await jsonOf(deps, `/api/${kind}`)).toMatchObject({
      items: [
        { id: 'filed', source: 'api', notice: { problem: 'shadowed' } },
        { id: 'filed', source: 'file' },
      ],
    });
    expect(await ask(deps, `/api/${kind}/filed`, { method: 'DELETE' })).toMatchObject({ status: 204 });
    expect(await history.policyEntries(kind)).toEqual([]);
  });

  test('change only if they are still as they were read, where that is asked', async () => {
    const deps = depsWith();
    await ask(deps, `/api/${kind}`, post({ ...body, id: 'a' }));
    const tag = (await ask(deps, `/api/${kind}/a`)).headers['etag'] ?? '';
    await ask(deps, `/api/${kind}/a`, put({ ...body, reason: 'Another.' }));

    for (const ifMatch of [tag, `W/${tag}`, '"x"', '']) {
      for (const method of ['PUT', 'DELETE']) {
        const asked = { method, headers: { 'if-match': ifMatch }, ...(method === 'PUT' ? { body } : {}) };
        expect(await problemOf(deps, `/api/${kind}/a`, asked)).toMatchObject({
          status: 412,
          title: 'Precondition Failed',
          detail: `It was changed since it was read. Read it again with GET /api/${kind}/a, and send the tag that comes with it.`,
        });
      }
    }
    const now = (await ask(deps, `/api/${kind}/a`)).headers['etag'] ?? '';
    for (const ifMatch of [`"x", ${now}`, '*']) {
      const { status, headers } = await ask(
        deps,
        `/api/${kind}/a`,
        put({ ...body, reason: 'Another.' }, { 'if-match': ifMatch }),
      );
      expect([status, headers['etag']]).toEqual([200, now]);
    }
  });

  test('are told unchanged to those who have them', async () => {
    const deps = depsWith();
    await ask(deps, `/api/${kind}`, post({ ...body, id: 'a' }));
    const { headers } = await ask(deps, `/api/${kind}/a`);
    const again = await ask(deps, `/api/${kind}/a`, { headers: { 'if-none-match': headers['etag'] ?? '' } });
    expect(again.status).toBe(304);
  });

  test('are as many as can be kept', async () => {
    const history = memoryHistory();
    for (let place = 0; place < 500; place += 1) {
      const id = `e${place}`;
      if (kind === 'thresholds') await history.addPolicyEntry(kind, { ...threshold, id });
      else await history.addPolicyEntry(kind, { ...suppression, id });
    }
    expect(
      await problemOf(depsWith({ history }), `/api/${kind}`, post({ ...body, id: 'one-more' })),
    ).toMatchObject({
      status: 409,
      detail: `There are 500 ${kind} already, which is the most. Remove some.`,
    });
  });

  test('no body and no id breaks anything, and what is taken can be read', async () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom('large-etcd-database', '2027-01-01', 'env=x', '*a*'),
    );
    const anyBody = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(
        fc.constantFrom('id', 'check', 'resource', 'cluster', 'tag', 'owner', 'reason', 'expires', 'values'),
        value,
      ),
      value.map((other) => ({ ...body, cluster: other })),
    );
    await fc.assert(
      fc.asyncProperty(anyBody, fc.string().map(encodeURIComponent), async (sent, id) => {
        const deps = depsWith();
        const added = await ask(deps, `/api/${kind}`, { method: 'POST', ...asJson(sent) });
        expect([201, 400]).toContain(added.status);
        const location = added.headers['location'];
        if (location !== undefined) expect((await ask(deps, location)).status).toBe(200);
        // Without these three an address ends before its last part.
        if (['', '.', '..'].includes(id)) return;
        expect((await ask(deps, `/api/${kind}/${id}`, { method: 'PUT', ...asJson(sent) })).status).toBeOneOf([
          200, 400, 404,
        ]);
      }),
      { numRuns: 40 },
    );
  });
});

test('a finding that was hidden at the last audit is counted for what hid it', async () => {
  const history = memoryHistory();
  const audit = anAudit(sick, 0);
  const { source: _, check: _check, ...by } = kept;
  await history.saveAudit({
    ...audit,
    baseline: audit.baseline.map((entry) => ({
      ...entry,
      suppression: { id: by.id, owner: by.owner, reason: by.reason, expires: by.expires },
    })),
  });
  const deps = depsWith({ history });
  await ask(deps, '/api/suppressions', post({ ...suppression, id: 'jobs' }));

  expect(await jsonOf(deps, '/api/suppressions')).toMatchObject({ items: [{ hides: 1, matches: 1 }] });
});
