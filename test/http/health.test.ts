import { describe, expect, test } from 'vitest';
import type { History } from '../../src/store/history.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { aSweep, minute, summary, sweepId } from '../store/builders.ts';
import { ask, depsWith, jsonOf, problemOf } from './asking.ts';

test('GET /api/health/live asks nothing that could fail', async () => {
  const broken = new Proxy(
    {},
    {
      get: () => {
        throw new Error('storage is gone');
      },
    },
  );
  // A history of which every use throws.
  const deps = depsWith({ history: broken as History, probe: () => Promise.reject(new Error('gone')) });
  expect(await jsonOf(deps, '/api/health/live')).toEqual({ live: true });
});

describe('GET /api/health/ready', () => {
  const path = '/api/health/ready';
  const fresh = {
    ready: true,
    dependencies: [{ name: 'storage', ok: true }],
    lastSweep: null,
    nextSweep: '2026-11-24T13:00:00.000Z',
    deadLetters: { count: 0, more: false },
  };

  /** Closed three minutes after its start, some minutes from noon. */
  async function sweptAt(minutes: number): Promise<History> {
    const history = memoryHistory();
    await history.openSweep(aSweep(minutes));
    await history.closeSweep(sweepId(minutes), minute(minutes + 3).toISOString(), summary);
    return history;
  }

  test('before the first sweep', async () => {
    expect(await jsonOf(depsWith(), path)).toEqual(fresh);
  });

  test('tells the last closed sweep, also while the next one is open', async () => {
    const history = await sweptAt(-60);
    await history.openSweep(aSweep(0));
    expect(await jsonOf(depsWith({ history }), path)).toEqual({
      ...fresh,
      lastSweep: {
        id: sweepId(-60),
        closedAt: minute(-57).toISOString(),
        ageSeconds: 57 * 60,
        complete: false,
        overdue: false,
      },
    });
  });

  test.each([
    [-60, false],
    [-119, false],
    [-120, false],
    [-121, true],
    [-600, true],
  ])(
    'a sweep of %i minutes from now on an hourly schedule: overdue is %j, and still ready',
    async (minutes, overdue) => {
      const history = await sweptAt(minutes);
      expect(await jsonOf(depsWith({ history }), path)).toMatchObject({
        ready: true,
        lastSweep: { overdue },
      });
    },
  );

  test.each([
    [3, { count: 3, more: false }],
    [12, { count: 10, more: true }],
  ])('%i dead letters', async (letters, deadLetters) => {
    const history = memoryHistory();
    for (let place = 0; place < letters; place += 1) {
      await history.keepDeadLetter({
        queue: 'audit-cluster',
        messageId: `m${place}`,
        at: minute(place).toISOString(),
        body: '{}',
        why: 'It broke.',
      });
    }
    expect(await jsonOf(depsWith({ history }), path)).toEqual({ ...fresh, deadLetters });
  });

  test('a dependency that does not answer is named with what to do: 503', async () => {
    const storage = {
      name: 'storage',
      ok: false,
      detail: 'The storage account does not answer. Start Azurite.',
    };
    const deps = depsWith({ probe: async () => [storage, { name: 'other', ok: true }] });
    expect(await problemOf(deps, path)).toEqual({
      type: 'about:blank',
      title: 'Service Unavailable',
      status: 503,
      detail: 'storage: The storage account does not answer. Start Azurite.',
      instance: path,
      dependencies: [storage, { name: 'other', ok: true }],
    });
    const { headers, status } = await ask(deps, path);
    expect({ status, retryAfter: headers['retry-after'] }).toEqual({ status: 503, retryAfter: '5' });
  });
});
