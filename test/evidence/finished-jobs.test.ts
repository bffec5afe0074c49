import { describe, expect, it } from 'vitest';
import { finishedJobs } from '../../src/evidence/finished-jobs.ts';
import { forbidden } from '../support/evidence.ts';
import { gatherFrom, listOf } from './gathering.ts';
import { counting, knowing, many, servingMany } from './many-objects.ts';

const enough = counting({ 'jobs.batch': 1_001 });

function job(given: {
  readonly namespace?: string;
  readonly owner?: object;
  readonly ttl?: number;
  readonly conditions?: readonly object[];
  readonly completionTime?: string;
}): object {
  const { namespace = 'batch', owner, ttl, conditions = [], completionTime } = given;
  return {
    metadata: {
      namespace,
      name: 'one',
      creationTimestamp: '2026-11-01T00:00:00Z',
      ...(owner === undefined ? {} : { ownerReferences: [owner] }),
    },
    spec: { ttlSecondsAfterFinished: ttl },
    status: { conditions, completionTime },
  };
}

const complete = (at: string) => ({ type: 'Complete', status: 'True', lastTransitionTime: at });
const failed = (at: string) => ({ type: 'Failed', status: 'True', lastTransitionTime: at });
const nightly = { kind: 'CronJob', name: 'nightly', controller: true };

describe('finished Jobs', () => {
  it('are those whose condition says so, by namespace and by what made them', async () => {
    const { fake, value } = await gatherFrom(
      finishedJobs,
      () => ({
        body: listOf([
          job({ conditions: [complete('2026-11-03T00:00:00Z')] }),
          job({ conditions: [failed('2026-11-02T00:00:00+01:00')] }),
          job({ conditions: [complete('2026-11-03T00:00:00Z')], ttl: 0 }),
          job({ conditions: [complete('2026-11-04T00:00:00Z')], owner: nightly }),
          job({ conditions: [{ type: 'Complete', status: 'True' }], namespace: 'etl' }),
          job({ conditions: [{ type: 'Suspended', status: 'True' }] }),
          job({ conditions: [{ type: 'Failed', status: 'False' }] }),
          job({}),
        ]),
      }),
      enough,
    );

    expect(await value).toEqual({
      total: 1_001,
      read: 8,
      complete: true,
      finishedWithoutTtl: 4,
      finishedWithTtl: 1,
      groups: [
        {
          namespace: 'batch',
          owner: null,
          finishedWithoutTtl: 2,
          oldestFinishedAt: '2026-11-01T23:00:00.000Z',
        },
        {
          namespace: 'batch',
          owner: { kind: 'CronJob', name: 'nightly' },
          finishedWithoutTtl: 1,
          oldestFinishedAt: '2026-11-04T00:00:00.000Z',
        },
        {
          namespace: 'etl',
          owner: null,
          finishedWithoutTtl: 1,
          oldestFinishedAt: '2026-11-01T00:00:00.000Z',
        },
      ],
    });
    expect(fake.asked).toEqual(['/apis/batch/v1/jobs?limit=500']);
  });

  it('are not asked for when there are at most a thousand Jobs', async () => {
    const { fake, value } = await gatherFrom(
      finishedJobs,
      servingMany({}),
      counting({ 'jobs.batch': 1_000 }),
    );

    expect(await value).toEqual({
      total: 1_000,
      read: 0,
      complete: true,
      finishedWithoutTtl: 0,
      finishedWithTtl: 0,
      groups: [],
    });
    expect(fake.asked).toEqual([]);
  });

  it('are read in at most four pages, which is said', async () => {
    const jobs = many(3_000, 'batch').map((one) => ({ ...one, spec: {} }));
    const { fake, value } = await gatherFrom(
      finishedJobs,
      servingMany({ '/apis/batch/v1/jobs': jobs }),
      counting({ 'jobs.batch': 3_000 }),
    );

    expect(await value).toMatchObject({ total: 3_000, read: 2_000, complete: false });
    expect(fake.asked).toHaveLength(4);
  });

  it.each([
    ['forbidden', knowing(forbidden)],
    ['notCollected', counting({ pods: 60 })],
    ['notCollected', counting({ pods: 60 }, ['jobs.batch'])],
  ])('without a count of Jobs are %s and not few', async (reason, given) => {
    const { fake, value } = await gatherFrom(finishedJobs, servingMany({}), given);

    await expect(value).rejects.toMatchObject({ reason });
    expect(fake.asked).toEqual([]);
  });
});
