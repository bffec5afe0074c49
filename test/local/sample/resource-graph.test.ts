import { afterAll, beforeAll, expect, test } from 'vitest';
import { resourceGraphAnswer } from '../../../local/sample/azure/resource-graph.ts';
import { runGraphQuery } from '../../../local/sample/azure/kusto.ts';
import { limited, unlimited } from '../../../local/sample/azure/quota.ts';
import { managementGroup, subscriptions } from '../../../local/sample/estate.ts';
import { stories } from '../../../local/sample/stories/index.ts';
import { now, startSampleAzure } from '../../support/sample-azure.ts';
import type { SampleAzure } from '../../support/sample-azure.ts';
import { anyOf } from '../../support/matchers.ts';

let sample: SampleAzure;
beforeAll(async () => {
  sample = await startSampleAzure();
});
afterAll(() => sample.stop());

const clusters = "resources | where type =~ 'Microsoft.ContainerService/managedClusters'";

/** One page, without the limit that would slow the tests. */
function page(body: object) {
  const graph = { stories, runQuery: runGraphQuery, take: unlimited, now: () => now };
  return resourceGraphAnswer(graph, JSON.stringify(body));
}

test('counts and flags are written as the service writes them: truncated is a text', async () => {
  const answer = await sample.ask(
    `${sample.azure.urls.arm}/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01`,
    {
      body: {
        subscriptions: [subscriptions.payments.id],
        query: `${clusters} | project id, name, version = properties.currentKubernetesVersion, rbac = properties.aadProfile.enableAzureRBAC, tags | order by name asc`,
        options: { $top: 1 },
      },
    },
  );
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    totalRecords: 4,
    count: 1,
    resultTruncated: 'false',
    $skipToken: anyOf(String),
    facets: [],
    data: [
      {
        id: `/subscriptions/${subscriptions.payments.id}/resourceGroups/rg-checkout-prod/providers/Microsoft.ContainerService/managedClusters/aks-checkout-weu-01`,
        name: 'aks-checkout-weu-01',
        version: '1.29.15',
        rbac: true,
        tags: { owner: 'checkout-team', env: 'prod' },
      },
    ],
  });
});

test('pages with an order and the id column give every cluster once', () => {
  const names = namesOverPages(`${clusters} | project id, name | order by id asc`);
  expect(names).toHaveLength(stories.length);
  expect(new Set(names)).toEqual(new Set(stories.map(({ name }) => name)));
});

test('pages without an order lose clusters and repeat others, as the service may', () => {
  const names = namesOverPages(`${clusters} | project id, name`);
  expect(names).toHaveLength(stories.length);
  expect(new Set(names).size).toBeLessThan(stories.length);
});

function namesOverPages(query: string): readonly unknown[] {
  const names: unknown[] = [];
  let $skipToken: unknown;
  do {
    const { body } = page({
      query,
      options: { $top: 5, ...($skipToken === undefined ? {} : { $skipToken }) },
    });
    expect(body).toMatchObject({ totalRecords: stories.length });
    // The shape was just held against what the service gives.
    const answer = body as { data: { name: string }[]; $skipToken?: string };
    names.push(...answer.data.map(({ name }) => name));
    ({ $skipToken } = answer);
  } while ($skipToken !== undefined);
  return names;
}

test('without the id column there is no token, and the rest is lost', () => {
  expect(
    page({ query: `${clusters} | project name | order by name asc`, options: { $top: 5 } }).body,
  ).toEqual({
    totalRecords: 12,
    count: 5,
    resultTruncated: 'true',
    facets: [],
    data: [
      { name: 'aks-batch-weu-01' },
      { name: 'aks-checkout-weu-01' },
      { name: 'aks-ci-weu-01' },
      { name: 'aks-iot-frc-01' },
      { name: 'aks-legacy-weu-01' },
    ],
  });
});

test.each([
  ['a subscription that cannot be read', { subscriptions: ['00000000-0000-0000-0000-000000000000'] }, 0],
  ['one subscription in another case', { subscriptions: [subscriptions.data.id.toUpperCase()] }, 4],
  ['the management group', { managementGroups: [managementGroup] }, 12],
  ['another management group', { managementGroups: ['mg-other'] }, 0],
  ['nothing said', {}, 12],
])('%s', (_, scope, count) => {
  expect(page({ ...scope, query: clusters }).body).toMatchObject({ totalRecords: count });
});

test('a query that cannot be understood is refused with the reason', () => {
  expect(page({ query: 'resources | where nosuchcolumn == 1' })).toMatchObject({
    status: 400,
    body: { error: { code: 'BadRequest', details: [{ code: 'InvalidQuery' }] } },
  });
});

test('the sixteenth query within five seconds is turned away with the time to wait', () => {
  const graph = { stories, runQuery: runGraphQuery, take: limited(() => 0), now: () => now };
  const body = JSON.stringify({ query: 'resources | count' });
  const answers = Array.from({ length: 16 }, () => resourceGraphAnswer(graph, body));
  expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 15 }, () => 200), 429]);
  expect(answers[15]).toEqual({
    status: 429,
    headers: {
      'retry-after': '1',
      'x-ms-user-quota-remaining': '0',
      'x-ms-user-quota-resets-after': '00:00:05',
    },
    body: { error: { code: 'RateLimiting', message: anyOf(String) } },
  });
});
