import { expect, test } from 'vitest';
import { interceptedWrites } from '../../../src/checks/support/intercepted-writes.ts';
import type { WebhookRule } from '../../../src/evidence/webhooks.ts';
import { webhook, webhookRule } from '../../support/evidence.ts';

function writes(...rules: readonly Partial<WebhookRule>[]): readonly string[] {
  const webhooks = [webhook({ rules: rules.map((rule) => webhookRule(rule)) })];
  return interceptedWrites(webhooks).map(
    ({ operation, apiGroup, resource, clusterScoped }) =>
      `${operation} ${resource}${apiGroup === '' ? '' : `.${apiGroup}`}${clusterScoped ? ' (cluster)' : ''}`,
  );
}

const create = { operations: ['CREATE'] };

test.each<[string, Partial<WebhookRule>, readonly string[]]>([
  ['one kind', { ...create, apiGroups: [''], resources: ['pods'] }, ['CREATE pods']],
  [
    'all of everything',
    { ...create, apiGroups: ['*'], resources: ['*/*'] },
    ['CREATE pods', 'CREATE deployments.apps'],
  ],
  ['all of a group', { ...create, apiGroups: ['apps'], resources: ['*'] }, ['CREATE deployments.apps']],
  ['a subresource', { ...create, apiGroups: [''], resources: ['pods/eviction'] }, ['CREATE pods/eviction']],
  [
    'a kind with all its subresources',
    { ...create, apiGroups: [''], resources: ['pods/*'] },
    ['CREATE pods'],
  ],
  [
    'every operation, but for connections, which are no writes',
    { operations: ['*', 'CONNECT'], apiGroups: ['x.example'], resources: ['things'] },
    ['CREATE things.x.example', 'UPDATE things.x.example', 'DELETE things.x.example'],
  ],
  [
    'a kind without a namespace',
    { ...create, apiGroups: [''], resources: ['nodes'] },
    ['CREATE nodes (cluster)'],
  ],
  [
    'the scope of the rule',
    { ...create, apiGroups: ['x.example'], resources: ['things'], scope: 'Cluster' },
    ['CREATE things.x.example (cluster)'],
  ],
])('a rule for %s', (_, rule, expected) => {
  expect(writes(rule)).toEqual(expected);
});

test('what several rules name comes once', () => {
  const rule = { ...create, apiGroups: [''], resources: ['pods'] };

  expect(writes(rule, rule, { ...rule, operations: ['CREATE', 'UPDATE'] })).toEqual([
    'CREATE pods',
    'UPDATE pods',
  ]);
});
