import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createArm } from '../../src/azure/arm.ts';
import { type GraphScope, isEmptyScope, queryGraph } from '../../src/azure/resource-graph.ts';
import { type FakeAzure, type Reply, failureOf, patient, startAzure } from './fake-azure.ts';
import { graphPage } from './wire.ts';

const row = z.object({ id: z.string() });
const ask = (azure: FakeAzure, scope: GraphScope = { subscriptions: ['s1'] }) =>
  queryGraph(createArm(azure.connection), {
    query: 'resources | project id | order by id asc',
    scope,
    row,
    what: 'the clusters',
    signal: patient(),
  });

test('asks as the service wants it', async () => {
  const azure = await startAzure(() => ({ body: graphPage([{ id: 'a' }]) }));
  expect(await ask(azure)).toEqual([{ id: 'a' }]);
  expect(azure.asked).toMatchObject([
    {
      method: 'POST',
      path: '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01',
      body: {
        subscriptions: ['s1'],
        query: 'resources | project id | order by id asc',
        options: { resultFormat: 'objectArray', $top: 1000 },
      },
    },
  ]);
});

test('follows the skip token to the last page', async () => {
  const azure = await startAzure(({ body }) => {
    const { options } = z.object({ options: z.object({ $skipToken: z.string().optional() }) }).parse(body);
    return {
      body:
        options.$skipToken === undefined
          ? graphPage([{ id: 'a' }], { totalRecords: 2, $skipToken: 'next' })
          : graphPage([{ id: 'b' }], { totalRecords: 2 }),
    };
  });
  expect(await ask(azure)).toEqual([{ id: 'a' }, { id: 'b' }]);
});

test('asks for at most 1,000 subscriptions at a time', async () => {
  const azure = await startAzure(() => ({ body: graphPage([]) }));
  await ask(azure, { subscriptions: Array.from({ length: 2001 }, (_, index) => `s${index}`) });
  const sizes = azure.asked.map(
    ({ body }) => z.object({ subscriptions: z.array(z.string()) }).parse(body).subscriptions.length,
  );
  expect(sizes).toEqual([1000, 1000, 1]);
});

test('no subscriptions are nothing to ask for, not everything', async () => {
  const azure = await startAzure(() => ({ body: graphPage([{ id: 'a' }]) }));
  expect(await ask(azure, { subscriptions: [] })).toEqual([]);
  expect(azure.asked).toEqual([]);
});

describe('a part of the rows is never the fleet', () => {
  const cases: readonly [string, Reply, string][] = [
    [
      'the answer says it is truncated and has no token',
      { body: graphPage([{ id: 'a' }], { totalRecords: 5, resultTruncated: 'true' }) },
      'Azure Resource Graph does not give all of the clusters: 1 of 5 rows were given.',
    ],
    [
      'rows are missing without a word, as when the projection lacks the id',
      { body: graphPage([{ id: 'a' }], { totalRecords: 1200 }) },
      'Azure Resource Graph does not give all of the clusters: 1 of 1,200 rows were given.',
    ],
    [
      'subscriptions were left out',
      { headers: { 'x-ms-tenant-subscription-limit-hit': 'True' }, body: graphPage([{ id: 'a' }]) },
      'Azure Resource Graph does not give all of the clusters: more subscriptions are in scope than one query covers.',
    ],
    [
      'pages do not end',
      { body: graphPage([{ id: 'a' }], { totalRecords: 5, $skipToken: 'again' }) },
      'Azure Resource Graph does not give all of the clusters: there are more than 100 pages.',
    ],
  ];
  test.each(cases)('%s', async (_, reply, detail) => {
    const azure = await startAzure(() => reply);
    expect(await failureOf(ask(azure))).toEqual({
      reason: 'truncated',
      detail,
      remedy: 'Name the subscriptions or management groups of the fleet in the settings, and fewer of them.',
    });
  });
});

test('a row of another shape is not skipped', async () => {
  const azure = await startAzure(() => ({ body: graphPage([{ name: 'a' }]) }));
  expect(await failureOf(ask(azure))).toMatchObject({
    reason: 'invalid',
    detail:
      'The answer of Azure Resource Graph about the clusters is not as expected at "id": Invalid input: expected string, received undefined.',
  });
});

test('tells an empty scope from other refusals', async () => {
  const refusal = (code: string): Reply => ({
    status: 400,
    body: { error: { code: 'BadRequest', message: 'Please provide …', details: [{ code, message: 'no.' }] } },
  });
  const errorOf = async (code: string): Promise<unknown> => {
    const azure = await startAzure(() => refusal(code));
    return await ask(azure).catch((error: unknown) => error);
  };
  expect(isEmptyScope(await errorOf('NoValidSubscriptionsInQueryRequest'))).toBe(true);
  expect(isEmptyScope(await errorOf('InvalidQuery'))).toBe(false);
});
