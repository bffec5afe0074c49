import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { objectQuotas } from '../../src/evidence/object-quotas.ts';
import { forbidden } from '../support/evidence.ts';
import { gatherFrom, listOf, serving } from './gathering.ts';
import { counting, knowing } from './many-objects.ts';

const tooMany = counting({ configmaps: 10_001 });

function quota(hard: object, given: { readonly used?: object; readonly spec?: object } = {}): object {
  return {
    metadata: { namespace: 'batch', name: 'limits' },
    spec: { hard, ...given.spec },
    status: { hard, used: given.used ?? {} },
  };
}

async function countsOf(...quotas: readonly object[]) {
  const { value } = await gatherFrom(
    objectQuotas,
    serving({ '/api/v1/resourcequotas': listOf(quotas) }),
    tooMany,
  );
  return (await value).quotas.map(({ counts }) => counts);
}

describe('quotas on objects', () => {
  it('are the counts of a kind, under their key or the old name', async () => {
    const hard = { 'count/jobs.batch': '500', 'count/configmaps': '2k', services: '10', 'requests.cpu': '4' };
    const { fake, value } = await gatherFrom(
      objectQuotas,
      serving({ '/api/v1/resourcequotas': listOf([quota(hard, { used: { 'count/jobs.batch': '480' } })]) }),
      tooMany,
    );

    expect(await value).toEqual({
      asked: true,
      quotas: [
        {
          namespace: 'batch',
          name: 'limits',
          counts: {
            'jobs.batch': { hard: 500, used: 480 },
            configmaps: { hard: 2_000, used: null },
            services: { hard: 10, used: null },
          },
        },
      ],
      truncated: false,
    });
    expect(fake.asked).toEqual(['/api/v1/resourcequotas?limit=500']);
  });

  it('leave out the short name of pods, which does not count those that have ended', async () => {
    expect(await countsOf(quota({ pods: '50' }), quota({ 'count/pods': '50' }))).toEqual([
      {},
      { pods: { hard: 50, used: null } },
    ]);
  });

  it('with a scope bound some of the objects, and so no kind', async () => {
    expect(
      await countsOf(
        quota({ 'count/pods': '5' }, { spec: { scopes: ['Terminating'] } }),
        quota({ 'count/pods': '5' }, { spec: { scopeSelector: { matchExpressions: [] } } }),
        quota({ 'count/pods': '5' }, { spec: { scopes: [] } }),
      ),
    ).toEqual([{}, {}, { pods: { hard: 5, used: null } }]);
  });

  it('without spec and status bound nothing', async () => {
    expect(await countsOf({ metadata: { namespace: 'a', name: 'b' } })).toEqual([{}]);
  });

  it.each([
    ['1e3', 1_000],
    ['2Ki', 2_048],
    ['0', 0],
    ['1.5k', 1_500],
  ])('read the quantity %s as %d', async (text, hard) => {
    expect(await countsOf(quota({ 'count/pods': text }))).toEqual([{ pods: { hard, used: null } }]);
  });

  it('never take a quantity that is none for a bound', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string().filter((text) => !/^\d/u.test(text)),
        async (text) => {
          expect(await countsOf(quota({ 'count/pods': text }))).toEqual([{}]);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('are not asked for when no kind has too many objects, which is said', async () => {
    const { fake, value } = await gatherFrom(
      objectQuotas,
      serving({}),
      counting({ configmaps: 10_000, events: 50_000 }),
    );

    expect(await value).toEqual({ asked: false, quotas: [], truncated: false });
    expect(fake.asked).toEqual([]);
  });

  it('are read in at most two pages', async () => {
    const { fake, value } = await gatherFrom(
      objectQuotas,
      () => ({ body: listOf([quota({})], { continue: 'more' }) }),
      tooMany,
    );

    expect(await value).toMatchObject({ truncated: true });
    expect(fake.asked).toHaveLength(2);
  });

  it('without counts have the reason of these', async () => {
    const { value } = await gatherFrom(objectQuotas, serving({}), knowing(forbidden));

    await expect(value).rejects.toMatchObject({ reason: 'forbidden' });
  });
});
