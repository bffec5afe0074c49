import { describe, expect, test } from 'vitest';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { aSweep, minute, summary, sweepId, planned } from '../store/builders.ts';
import { ask, depsWith, jsonOf, problemOf } from './asking.ts';
import { dark, sick, sound } from './fleet.ts';

/** A sweep of three clusters, one audited and one given up. */
async function openSweep() {
  const history = memoryHistory();
  await history.openSweep(aSweep(0));
  await history.planClusters(sweepId(0), planned(dark, sick, sound));
  await history.markSweep(sweepId(0), { status: 'running' });
  await history.markLedger(sweepId(0), sick.key, 'audited');
  await history.markLedger(sweepId(0), dark.key, 'failed', 'The audit broke at every try.');
  return history;
}

const given = {
  key: dark.key,
  name: 'dark',
  state: 'failed',
  why: 'The audit broke at every try.',
};

describe('GET /api/sweeps/{id}', () => {
  test('an open sweep tells where its clusters stand now', async () => {
    const history = await openSweep();
    expect(await jsonOf(depsWith({ history }), `/api/sweeps/${sweepId(0)}`)).toEqual({
      ...aSweep(0, { status: 'running' }),
      clusters: { planned: 1, surveyed: 0, audited: 1, failed: 1, missed: 0, skipped: 0, vanished: 0 },
      notAudited: [given],
    });
  });

  test('a closed sweep tells what was counted when it closed', async () => {
    const history = await openSweep();
    await history.closeSweep(sweepId(0), minute(3).toISOString(), summary);
    await history.markLedger(sweepId(0), sound.key, 'audited');
    expect(await jsonOf(depsWith({ history }), `/api/sweeps/${sweepId(0)}`)).toEqual({
      ...aSweep(0, { status: 'closed', closedAt: minute(3).toISOString(), summary }),
      clusters: summary.clusters,
      notAudited: [given],
    });
  });

  test('a sweep that could not be planned says why', async () => {
    const history = memoryHistory();
    await history.openSweep(aSweep(0));
    await history.markSweep(sweepId(0), { status: 'planning', problem: 'The kubeconfig has no contexts.' });
    expect(await jsonOf(depsWith({ history }), `/api/sweeps/${sweepId(0)}`)).toMatchObject({
      status: 'planning',
      problem: 'The kubeconfig has no contexts.',
      clusters: { planned: 0, surveyed: 0, audited: 0, failed: 0, missed: 0, skipped: 0, vanished: 0 },
    });
  });

  test.each(['nope', sweepId(1)])('%s is not one: 404', async (id) => {
    expect(await problemOf(depsWith({ history: await openSweep() }), `/api/sweeps/${id}`)).toMatchObject({
      status: 404,
      detail: `There is no sweep "${id}"; GET /api/sweeps lists those there are.`,
    });
  });
});

test('GET /api/sweeps lists them newest first, in pages', async () => {
  const history = await openSweep();
  await history.closeSweep(sweepId(0), minute(3).toISOString(), summary);
  await history.openSweep(aSweep(60));
  const deps = depsWith({ history });
  const first = (await jsonOf(deps, '/api/sweeps?limit=1')) as { continuationToken: string };
  expect(first).toMatchObject({ items: [aSweep(60)] });
  expect(await jsonOf(deps, `/api/sweeps?limit=1&continuationToken=${first.continuationToken}`)).toEqual({
    items: [aSweep(0, { status: 'closed', closedAt: minute(3).toISOString(), summary })],
  });
});

describe('POST /api/sweeps', () => {
  const post = { method: 'POST' } as const;

  test('starts one and says where to look for it', async () => {
    const { status, headers, text } = await ask(depsWith(), '/api/sweeps', post);
    expect({ status, location: headers['location'], body: JSON.parse(text) as unknown }).toEqual({
      status: 202,
      location: `/api/sweeps/${sweepId(0)}`,
      body: { id: sweepId(0) },
    });
    expect(headers['cache-control']).toBe('no-store');
  });

  test('while one is open it is named instead', async () => {
    const deps = depsWith({ startSweep: async () => ({ started: false, sweep: aSweep(0) }) });
    expect(await problemOf(deps, '/api/sweeps', post)).toEqual({
      type: 'about:blank',
      title: 'Conflict',
      status: 409,
      detail: `Sweep ${sweepId(0)} is open; the next one can start when it is closed, by 2026-11-24T12:55:00.000Z at the latest.`,
      instance: '/api/sweeps',
      sweepId: sweepId(0),
    });
  });

  test.each([
    ['a program', {}, 202],
    ['our own page', { 'sec-fetch-site': 'same-origin', origin: 'https://auditor.example.com' }, 202],
    ['the person at the browser', { 'sec-fetch-site': 'none' }, 202],
    ['our own page in an old browser', { origin: 'https://auditor.example.com' }, 202],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a page of a neighbour', { 'sec-fetch-site': 'same-site' }, 403],
    ['a page of another site in an old browser', { origin: 'https://evil.example.com' }, 403],
    ['a page of our name on another port', { origin: 'https://auditor.example.com:8443' }, 403],
    ['a sandboxed page', { origin: 'null' }, 403],
  ])('from %s', async (_from, headers, status) => {
    let starts = 0;
    const deps = depsWith({
      startSweep: async () => {
        starts += 1;
        return { started: true, sweep: aSweep(0) };
      },
    });
    const answer = await ask(deps, '/api/sweeps', { ...post, headers });
    expect({ status: answer.status, starts }).toEqual({ status, starts: status === 202 ? 1 : 0 });
  });
});
